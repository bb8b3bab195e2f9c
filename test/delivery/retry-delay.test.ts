import {describe, expect, test} from 'vitest';
import {parseRetryAfter, retryDelay} from '../../src/delivery/retry-delay.js';

describe('retryDelay', () => {
  test('doubles its ceiling with each failure', () => {
    expect(retryDelay(1, () => 1)).toBe(2000);
    expect(retryDelay(2, () => 1)).toBe(4000);
  });

  test('spreads the whole way down to a quarter of a second', () => {
    expect(retryDelay(5, () => 0.5)).toBe(16_000);
    expect(retryDelay(5, () => 0)).toBe(250);
  });

  test('stays within five minutes', () => {
    expect(retryDelay(60, () => 1)).toBe(300_000);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  test.each([
    ['120', 120_000],
    ['0', 1000],
    ['Sun, 01 Mar 2026 12:01:00 GMT', 60_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 1000],
    ['315360000', 86_400_000],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('reads %j as %s ms', (header, waitMs) => {
    expect(parseRetryAfter(header, now)).toBe(waitMs);
  });
});
