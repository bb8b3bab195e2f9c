import {describe, expect, it} from 'vitest';
import {hasConsequences} from '../../src/collector/consequences.js';
import {toRow} from '../../src/collector/row.js';
import {validateEvent, type ValidEvent} from '../../src/collector/validate.js';
import {answer, noon} from './harness.js';

const rowOf = (event: object, hasWebhook: boolean) => toRow(validateEvent(event) as ValidEvent, noon, {hasWebhook});

describe('an event', () => {
  it.each<[string, object, boolean, boolean]>([
    ['a good answer', answer('a'), true, false],
    ['a low score that nobody is told of', answer('a', {score: 1}), false, false],
    ['an unfinished low score', answer('a', {score: 1, partial: true}), true, false],
    ['an impression', answer('a', {}, {type: 'cx.shown'}), true, false],
    ['a call', answer('a', {channel: 'tel'}, {type: 'cx.called'}), true, false],
    ['a low score', answer('a', {score: 1}), true, true],
    ['a review', answer('a', {element: 'cx-review', score: 5, scale: {min: 1, max: 5}}), false, true],
  ])('costs no statement more unless something follows from it: %s', (_, event, hasWebhook, expected) => {
    const row = rowOf(event, hasWebhook);

    expect(hasConsequences(row)).toBe(expected);
  });
});
