import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {fillDocs, freshReadme} from '../../scripts/docs.mjs';

describe('README.md', () => {
  it('has the tables that `npm run docs` writes', async () => {
    const text = readFileSync('README.md', 'utf8');

    expect(await freshReadme(text)).toBe(text);
  });
});

describe('fillDocs', () => {
  it('replaces what is between the markers and nothing else', () => {
    const text = 'a\n<!-- generated:events -->\nold\n<!-- /generated -->\nz';

    expect(fillDocs(text, {events: 'new'})).toBe('a\n<!-- generated:events -->\n\nnew\n\n<!-- /generated -->\nz');
  });

  it('names the markers that are missing', () => {
    expect(() => fillDocs('', {events: 'x', tokens: 'y'})).toThrow('for events, tokens');
  });

  it('names a marker that it does not know', () => {
    expect(() => fillDocs('<!-- generated:evnts --><!-- /generated -->', {events: 'x'})).toThrow('got "evnts"');
  });
});
