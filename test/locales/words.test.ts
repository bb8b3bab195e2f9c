import {describe, expect, it} from 'vitest';
import * as en from '../../src/locales/en.js';
import {fill} from '../../src/locales/words.js';

describe('fill', () => {
  it.each([
    ['{value} of {max}', {value: 0, max: 5}, '0 of 5'],
    ['{a}{a}', {a: 'x'}, 'xx'],
    ['{brand} and {other}', {brand: 'Alder'}, 'Alder and {other}'],
    ['{brand}', {brand: undefined}, '{brand}'],
    ['{brand}', {brand: '$& {value}'}, '$& {value}'],
    ['no marks', {brand: 'Alder'}, 'no marks'],
    ['{ brand } {}', {brand: 'Alder'}, '{ brand } {}'],
    ['', {}, ''],
  ])('fills %j with %j', (text, values, expected) => {
    const filled = fill(text, values);

    expect(filled).toBe(expected);
  });
});

describe('the English words', () => {
  it.each(Object.entries(en))('of %s are all there, trimmed, with marks that are names', (_part, words) => {
    for (const [key, text] of Object.entries(words)) {
      expect(text.trim(), key).toBe(text);
      expect(text.replace(/\{[a-z]+\}/g, ''), key).not.toMatch(/[{}]|^$/);
    }
  });

  it('name no score by a trademark', () => {
    const said = Object.values(en).flatMap(words => Object.values(words));

    expect(said.join('\n')).not.toMatch(/promoter|detractor|\bnps\b|effort score|\bces\b|\bcsat\b/i);
  });
});
