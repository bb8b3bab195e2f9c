import {createHash} from 'node:crypto';
import {existsSync, globSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {parseAst} from 'rollup/parseAst';
import {describe, expect, it} from 'vitest';
import {litNames} from '../../scripts/lit-names.mjs';

interface Import {
  readonly path: string;
  readonly kind: 'static' | 'dynamic';
}

interface Node {
  readonly type: string;
  readonly source?: Node | null;
  readonly arguments?: readonly Node[];
  readonly value?: unknown;
}

/** Every import of a built file; an address may be wrapped in `new URL(…, base)`. */
function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const {type, source} = node as Node;
    if (source && typeof type === 'string' && /^(Import|Export)/.test(type)) {
      if (source.value) found.push({path: String(source.value), kind: type === 'ImportExpression' ? 'dynamic' : 'static'});
    }
    Object.values(node).forEach(visit);
  };
  const text = readFileSync(join('dist/cdn', file), 'utf8');
  visit(parseAst(text));
  // A classic script imports by a function, and the lazy entries put the addresses of tags together from their hash.
  for (const [path] of text.matchAll(/\.\/chunks\/[\w-]+\.js/g)) found.push({path, kind: 'dynamic'});
  for (const [, end = ''] of text.matchAll(/\.\/chunks\/\$\{\w+\}(-[\w-]{6}\.js)/g)) {
    const tagParts = chunks.filter(chunk => chunk.endsWith(end));
    expect(tagParts).toContain(`chunks/shared${end}`);
    for (const chunk of tagParts) found.push({path: `./${chunk}`, kind: 'dynamic'});
  }
  return found;
}

const files = globSync('**/*.js', {cwd: 'dist/cdn'});
const chunks = files.filter(file => file.startsWith('chunks/'));
const tags = files.filter(file => !file.startsWith('chunks/'));

describe('the files that a script tag may name', () => {
  it('are these', () => {
    expect(tags.sort()).toEqual([
      'call.js',
      'cx.all.js',
      'cx.classic.js',
      'cx.js',
      'effort.js',
      'nps.js',
      'rating.js',
      'review.js',
    ]);
  });

  it('are imported by no chunk', () => {
    const wrong = chunks.flatMap(file => importsOf(file).filter(({path}) => !/^\.\/[\w-]+\.js$/.test(path)));

    expect(wrong).toEqual([]);
  });

  it('import nothing before they run', () => {
    const early = tags.flatMap(file => importsOf(file).filter(({kind}) => kind === 'static'));

    expect(early).toEqual([]);
  });

  it('load later only hashed files, all of which exist', () => {
    const later = tags.flatMap(file => importsOf(file));
    const missing = files.flatMap(file => importsOf(file).filter(({path}) => !existsSync(join('dist/cdn', dirname(file), path))));

    expect(later.filter(({path}) => !/^\.\/chunks\/[\w-]+-[\w-]{6}\.js$/.test(path))).toEqual([]);
    expect(missing).toEqual([]);
  });

  it('hold everything that a visitor may need in cx.all.js', () => {
    const parts = importsOf('cx.all.js').map(({path}) => path.replace(/-[\w-]{6}\.js$/, ''));

    expect([...new Set(parts)].sort()).toEqual([
      './chunks/call-more',
      './chunks/debug-panel',
      './chunks/desk',
      './chunks/explain',
      './chunks/field',
      './chunks/languages',
      './chunks/make-way',
      './chunks/mirror',
      './chunks/picture',
      './chunks/prefill',
      './chunks/problems',
      './chunks/reviews',
      './chunks/rule-problems',
      './chunks/trouble',
      './chunks/uploads',
    ]);
  });

  it('have their hashes in integrity.json', () => {
    const listed = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<string, string>;
    const real = files.map(file => [
      file,
      'sha384-' +
        createHash('sha384')
          .update(readFileSync(join('dist/cdn', file)))
          .digest('base64'),
    ]);

    expect(listed).toEqual(Object.fromEntries(real));
  });

  it('share no name that is shortened in one of them only', () => {
    const words = (file: string) => readFileSync(join('dist/cdn', file), 'utf8').match(/[\w$]+/g) ?? [];
    // A chunk that stands alone is handed Lit and elements by the file that loads it; the others share one whole Lit.
    const alone = chunks.filter(
      file => !file.startsWith('chunks/shared-') && importsOf(file).every(({kind}) => kind === 'dynamic'),
    );
    const used = [...tags, ...alone].flatMap(words);

    expect(alone.length).toBeGreaterThan(3);
    expect(used.filter(word => litNames.test(word))).toEqual([]);
  });

  it('have one copy of Lit each, and the parts that are loaded later none', () => {
    const copies = (file: string) => readFileSync(join('dist/cdn', file), 'utf8').split('"lit-nothing"').length - 1;
    const own = chunks.filter(file => !file.startsWith('chunks/shared-'));

    expect(tags.filter(file => copies(file) > 1)).toEqual([]);
    expect(own.filter(file => copies(file) > 0)).toEqual([]);
  });
});
