import {globSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';

interface Named {
  readonly name: string;
  readonly description?: string;
}

interface Declaration extends Named {
  readonly tagName?: string;
  readonly attributes?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
}

const manifest = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as {
  readonly modules: readonly {readonly path: string; readonly declarations: readonly Declaration[]}[];
};
const classes = manifest.modules.flatMap(({declarations}) => declarations);
const sources = globSync('src/elements/**/*.ts')
  .map(file => readFileSync(file, 'utf8'))
  .join('\n');

/** The distinct first groups of a pattern in the sources of the elements, sorted. */
function used(pattern: RegExp): string[] {
  return [...new Set([...sources.matchAll(pattern)].flatMap(([, name = '']) => name.split(' ')))].sort();
}

function described(member: 'cssParts' | 'cssProperties'): string[] {
  const named = classes.flatMap(declaration => declaration[member] ?? []).filter(({description}) => description);
  return [...new Set(named.map(({name}) => name))].sort();
}

describe('custom-elements.json', () => {
  it('describes every element', () => {
    const tags = classes.flatMap(({tagName}) => tagName ?? []).sort();

    expect(tags).toEqual(['cx-call', 'cx-effort', 'cx-nps', 'cx-rating', 'cx-review', 'cx-review-list']);
  });

  it('describes every attribute', () => {
    const bare = classes.flatMap(({tagName, attributes = []}) =>
      attributes.filter(({description}) => !description).map(({name}) => `${tagName} ${name}`),
    );

    expect(bare).toEqual([]);
  });

  it('describes every part that is drawn', () => {
    expect(described('cssParts')).toEqual(used(/\bpart="([a-z -]+)"/g));
  });

  it('describes every design token that is read', () => {
    expect(described('cssProperties')).toEqual(used(/var\((--cx-[a-z-]+)/g));
  });

  it('names built files', () => {
    const paths = manifest.modules.map(({path}) => path);

    expect(paths.filter(path => !/^dist\/.*\.js$/.test(path))).toEqual([]);
  });
});
