import {describe, expect, it} from 'vitest';
import {callingCode, toE164} from '../../src/elements/call/phone.js';

describe('callingCode', () => {
  it.each([
    ['FI', '358'],
    ['gb', '44'],
    ['US', '1'],
    ['KZ', '7'],
    ['+358', '358'],
    ['44', '44'],
    ['+358 40 123 4567', '358'],
    ['+1 800 555 0199', '1'],
    ['', undefined],
    ['XX', undefined],
    ['Finland', undefined],
    ['+999', undefined],
  ])('finds in %j the code %s', (text, code) => {
    expect(callingCode(text)).toBe(code);
  });
});

describe('toE164', () => {
  it.each([
    ['+358 40 123 4567', undefined, '+358401234567'],
    ['00358 40 123 4567', undefined, '+358401234567'],
    ['040 123 4567', '358', '+358401234567'],
    ['40 123 4567', '358', '+358401234567'],
    ['+44 (0) 20 7946 0018', '358', '+442079460018'],
    ['(020) 7946 0018', '44', '+442079460018'],
    ['030/901820', '49', '+4930901820'],
    ['06 1234 5678', '39', '+390612345678'],
    ['01 23 45 67 89', '225', '+2250123456789'],
    ['8 (912) 345-67-89', '7', '+79123456789'],
    ['06 30 123 4567', '36', '+36301234567'],
    ['1 (800) 555-0199', '1', '+18005550199'],
    ['800.555.0199', '1', '+18005550199'],
    ['011 44 20 7946 0018', '1', '+442079460018'],
    ['+49\u00a030\u2011901820', undefined, '+4930901820'],
  ])('writes %j, from a country of %s, as %s', (text, code, expected) => {
    expect(toE164(text, code)).toBe(expected);
  });

  it.each([
    ['', '358'],
    ['040 123 4567', undefined],
    ['12', '358'],
    ['+3584012345678901', undefined],
    ['+0 40 123 4567', undefined],
    ['+999 40 123 4567', undefined],
    ['call me', '358'],
    ['040 123 4567 ext. 2', '358'],
  ])('takes %j for none, from a country of %s', (text, code) => {
    expect(toE164(text, code)).toBe(undefined);
  });
});
