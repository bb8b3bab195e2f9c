import {globSync, readFileSync} from 'node:fs';
import {brotliCompressSync, constants} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {budgets} from './budgets.js';

function weigh(file: string): number {
  const bytes = readFileSync(`dist/cdn/${file}`);
  return brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY}}).length;
}

const weights = globSync('**/*.js', {cwd: 'dist/cdn'})
  .sort()
  .map(file => ({file, bytes: weigh(file)}));

describe('the files that a page loads', () => {
  it.each(budgets)('keep $file within $max bytes', ({file, max}) => {
    const name = new RegExp(`^${file.replaceAll('*', '[^/]+')}$`);
    const found = weights.filter(weight => name.test(weight.file));

    expect(found).toHaveLength(1);
    expect(found[0]!.bytes).toBeLessThanOrEqual(max);
  });

  it('hold the words of each language within 1.5 KiB a file', () => {
    const found = weights.filter(({file}) => file.startsWith('chunks/locale-'));

    expect(found.length).toBeGreaterThanOrEqual(2 * 35);
    expect(found.filter(({bytes}) => bytes > 1.5 * 1024)).toEqual([]);
  });

  it('are listed with their weight', () => {
    const rows = weights.map(({file, bytes}) => `${String(bytes).padStart(7)}  ${file}`);

    console.log(`brotli bytes\n${rows.join('\n')}`);

    expect(rows).not.toEqual([]);
  });
});
