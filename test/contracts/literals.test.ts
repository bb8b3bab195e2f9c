import {globSync, readFileSync} from 'node:fs';
import ts from 'typescript';
import {describe, expect, it} from 'vitest';

const files = globSync('src/{elements,showing/surfaces}/**/*.ts');

/** The templates of a file as text, with a mark for each value. */
function templatesOf(code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'html') {
      const {template} = node;
      const texts = ts.isNoSubstitutionTemplateLiteral(template)
        ? [template.text]
        : [template.head.text, ...template.templateSpans.map(({literal}) => literal.text)];
      found.push(texts.join('\u0000'));
    }
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest, true));
  return found;
}

/** What a template says by itself: its text, and the attributes that people read or hear. */
function saidBy(template: string): string[] {
  const text = template.replace(/<[^>]*>/g, ' ').replace(/&\w+;/g, ' ');
  const attributes = [...template.matchAll(/\b(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(([, value]) => value ?? '');
  return [text, ...attributes].filter(part => /\p{L}/u.test(part)).map(part => part.replace(/[\s\u0000]+/g, ' ').trim());
}

describe('what people read', () => {
  it('stands in the words of a language, and never in a template', () => {
    const said = files.flatMap(file =>
      templatesOf(readFileSync(file, 'utf8'))
        .flatMap(saidBy)
        .map(text => `${file}: ${text}`),
    );

    expect(said).toEqual([]);
  });

  it('would be found by this test', () => {
    const code = 'const a = html`<p class="x" title="Hint">Hello ${name}</p>`; const b = html`<i>${x}</i>&nbsp;·`;';

    expect(templatesOf(code).flatMap(saidBy)).toEqual(['Hello', 'Hint']);
    expect(files.flatMap(file => templatesOf(readFileSync(file, 'utf8'))).length).toBeGreaterThan(30);
  });
});
