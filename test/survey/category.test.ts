import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {categorize} from '../../src/survey/category.js';
import {scaleValues} from '../../src/survey/scale.js';

const short = {detractor: 'd', passive: 'p', promoter: 'P'};
const spell = (scale: {min: number; max: number; step: number}) =>
  scaleValues(scale)
    .map(score => short[categorize(score, scale)])
    .join('');

describe('categorize', () => {
  it.each([
    ['recommendation 0–10', {min: 0, max: 10, step: 1}, 'dddddddppPP'],
    ['1–5', {min: 1, max: 5, step: 1}, 'ddpPP'],
    ['1–2, two thumbs', {min: 1, max: 2, step: 1}, 'dP'],
    ['1–3', {min: 1, max: 3, step: 1}, 'dpP'],
    ['1–4', {min: 1, max: 4, step: 1}, 'ddpP'],
    ['1–7, effort', {min: 1, max: 7, step: 1}, 'dddppPP'],
    ['1–10', {min: 1, max: 10, step: 1}, 'dddddppPPP'],
    ['0.5–5 in halves', {min: 0.5, max: 5, step: 0.5}, 'dddddppPPP'],
  ])('sorts the scale %s', (_what, scale, expected) => {
    const spelled = spell(scale);

    expect(spelled).toBe(expected);
  });

  it('never sorts a higher score lower, from detractor at the bottom to promoter at the top', () => {
    const scales = fc.record({
      min: fc.integer({min: 0, max: 1}),
      max: fc.integer({min: 2, max: 11}),
      step: fc.constantFrom(0.5, 1),
    });

    fc.assert(
      fc.property(scales, scale => {
        expect(spell(scale)).toMatch(/^d+p*P+$/);
      }),
    );
  });
});

describe('scaleValues', () => {
  it.each([
    [{min: 0, max: 10, step: 1}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [{min: 1, max: 7, step: 1}, [1, 2, 3, 4, 5, 6, 7]],
    [{min: 0.5, max: 2, step: 0.5}, [0.5, 1, 1.5, 2]],
    [{min: 1, max: 1, step: 1}, [1]],
  ])('lists %j', (scale, expected) => {
    const values = scaleValues(scale);

    expect(values).toEqual(expected);
  });
});
