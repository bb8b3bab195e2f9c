import {configs as lit} from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import {configs as wc} from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {ignores: ['dist/', 'dist-planted-*/', '.build-*/', 'coverage/', 'data/']},
  ...tseslint.configs.recommended,
  lit['flat/recommended'],
  wc['flat/recommended'],
  {plugins: {'lit-a11y': litA11y}, rules: litA11y.configs.recommended.rules},
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', varsIgnorePattern: '^_'}],
      '@typescript-eslint/no-unused-expressions': ['error', {allowShortCircuit: true, allowTernary: true}],
      eqeqeq: ['error', 'always', {null: 'ignore'}],
      'max-lines': ['error', {max: 250, skipBlankLines: true, skipComments: true}],
      'no-restricted-syntax': [
        'error',
        {selector: 'ExportDefaultDeclaration', message: 'Exports have names.'},
        {selector: 'TSEnumDeclaration', message: 'Use a union of string literals.'},
        {selector: 'TSParameterProperty', message: 'Declare the field.'},
        {
          selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(role|aria[A-Z].*)$/]',
          message: 'Firefox reflects the attributes of ARIA from 119 on: set the attribute.',
        },
      ],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // Configs and reporters are read by tools that want a default export.
    files: ['*.config.mjs', 'test/harness/reporter.mjs'],
    rules: {'no-restricted-syntax': 'off'},
  },
  {files: ['test/**'], rules: {'@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': 'off'}},
  {
    files: ['src/**'],
    ignores: ['src/page/report.ts', 'src/elements/report-bad.ts', 'src/collector/**'],
    rules: {'no-console': 'error'},
  },
);
