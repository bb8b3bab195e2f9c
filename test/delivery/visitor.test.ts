import {describe, expect, it} from 'vitest';
import {tidyVisitor} from '../../src/delivery/visitor.js';

describe('tidyVisitor', () => {
  it.each([
    ['a number as id', {id: 4711}, {id: '4711'}],
    ['a boolean trait', {id: 'v1', vip: true}, {id: 'v1', vip: 'true'}],
    ['nothing as e-mail', {id: 'v1', email: null, name: ''}, {id: 'v1'}],
    ['an object and an array among the traits', {id: 'v1', plan: {a: 1}, tags: ['a']}, {id: 'v1'}],
    ['a long id', {id: 'x'.repeat(300)}, {id: 'x'.repeat(200)}],
    ['nothing but nothing', {email: null}, {}],
    ['a text', 'x', undefined],
    ['a number', 5, undefined],
    ['nothing', null, undefined],
    ['no visitor', undefined, undefined],
  ])('takes %s', (_what, given, wanted) => {
    expect(tidyVisitor(given)).toEqual(wanted);
  });

  it('keeps id, e-mail and name of one with more traits than the wire carries', () => {
    const traits = Object.fromEntries(Array.from({length: 100}, (_, index) => [`trait${index}`, 'ä'.repeat(200)]));

    const {id, email, name, ...rest} = tidyVisitor({...traits, id: 'v1', email: 'a@b.example', name: 'A'}) ?? {};

    expect([id, email, name]).toEqual(['v1', 'a@b.example', 'A']);
    expect(Object.keys(rest).length).toBeGreaterThan(10);
    expect(Buffer.byteLength(JSON.stringify(rest))).toBeLessThan(8192);
  });
});
