import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseRetryAfter, retryDelay} from '../../src/delivery/retry-delay.js';

describe('retryDelay', () => {
  test('raises its ceiling threefold with each failure', () => {
    expect(retryDelay(1, () => 1)).toBe(3000);
    expect(retryDelay(2, () => 1)).toBe(9000);
  });

  test('asks an endpoint that stays away at most twenty times an hour', () => {
    fc.assert(
      fc.property(fc.array(fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}), {minLength: 1}), chances => {
        let requests = 1;
        for (let passedMs = 0; ; requests++) {
          // Chance as it falls, but for the short waits of the first minutes: those are as likely low as high.
          const chance = requests < 6 ? 0.5 : (chances[requests % chances.length] ?? 0);
          passedMs += retryDelay(requests, () => chance);
          if (passedMs > 3_600_000) break;
        }
        expect(requests).toBeLessThanOrEqual(20);
      }),
    );
  });

  test('spreads the whole way down to a quarter of a second', () => {
    expect(retryDelay(3, () => 0.5)).toBe(13_500);
    expect(retryDelay(5, () => 0)).toBe(250);
  });

  test('stays within a quarter of a second and five minutes, after any number of failures', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}), (failures, chance) => {
        const waitMs = retryDelay(failures, () => chance);
        expect(waitMs).toBeGreaterThanOrEqual(250);
        expect(waitMs).toBeLessThanOrEqual(300_000);
        expect(Number.isInteger(waitMs)).toBe(true);
      }),
    );
  });

  test('never shortens the ceiling as failures go on', () => {
    fc.assert(
      fc.property(fc.nat({max: 100}), failures => {
        expect(retryDelay(failures + 1, () => 1)).toBeGreaterThanOrEqual(retryDelay(failures, () => 1));
      }),
    );
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

  test('is clamped to a second and a day, whatever the header says', () => {
    const headers = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.date({noInvalidDate: true}).map(date => date.toUTCString()),
    );
    fc.assert(
      fc.property(headers, header => {
        const waitMs = parseRetryAfter(header, now) ?? 1000;
        expect(waitMs).toBeGreaterThanOrEqual(1000);
        expect(waitMs).toBeLessThanOrEqual(86_400_000);
      }),
    );
  });
});
