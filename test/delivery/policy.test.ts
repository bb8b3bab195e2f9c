import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {decide, judge} from '../../src/delivery/policy.js';
import type {Reply} from '../../src/delivery/sender.js';

const verdicts = ['results', 'split', 'park', 'backoff', 'stop'] as const;

describe('judge', () => {
  test.each([
    [{isOk: false}, 'backoff'],
    [{isOk: true, status: 200, results: []}, 'results'],
    [{isOk: false, status: 200}, 'park'],
    ...[0, 301, 401, 403, 404, 405, 407, 415, 418, 431, 451].map(status => [{isOk: false, status}, 'park']),
    ...[400, 413, 422].map(status => [{isOk: false, status}, 'split']),
    ...[408, 425, 429, 500, 501, 502, 503, 504, 522, 599].map(status => [{isOk: false, status}, 'backoff']),
    [{isOk: false, status: 410}, 'stop'],
  ] as [Reply, string][])('takes %j for %s', (reply, verdict) => {
    expect(judge(reply)).toBe(verdict);
  });

  test('has a verdict on any status, and trusts none but a readable 2xx', () => {
    fc.assert(
      fc.property(fc.option(fc.integer({min: 0, max: 999}), {nil: undefined}), status => {
        const verdict = judge({isOk: false, ...(status !== undefined && {status})});
        expect(verdicts).toContain(verdict);
        expect(verdict).not.toBe('results');
      }),
    );
  });
});

describe('decide', () => {
  test.each([
    ['invalid', 'score', 'dead'],
    ['invalid', 'type-unknown', 'park'],
    ['conflict', '', 'dead'],
    ['retry', '', 'keep'],
  ])('answers the result "%s %s" with %s', (status, reason, fate) => {
    expect(decide('results', true, 1, false, {id: 'a', status, reason})).toBe(fate);
  });

  test('keeps an event that the results do not name', () => {
    expect(decide('results', true, 1, false, undefined)).toBe('keep');
  });

  test.each([
    ['split', true, 1, false, 'keep'],
    ['split', true, 1, true, 'dead'],
    ['split', false, 1, false, 'drop'],
    ['park', true, 99, false, 'park'],
    ['park', false, 2, false, 'park'],
    ['park', false, 3, false, 'drop'],
    ['backoff', true, 99, false, 'keep'],
    ['backoff', false, 4, false, 'keep'],
    ['backoff', false, 5, false, 'drop'],
    ['stop', true, 1, false, 'keep'],
    ['stop', false, 1, false, 'drop'],
  ] as const)('after %s (act: %s, try %i, alone: %s) the fate is %s', (verdict, isAct, tries, isAlone, fate) => {
    expect(decide(verdict, isAct, tries, isAlone)).toBe(fate);
  });

  test('never drops an act, and gives it up only alone or by its own result, however often it was tried', () => {
    const results = fc.option(fc.record({id: fc.string(), status: fc.string(), reason: fc.string()}), {nil: undefined});
    fc.assert(
      fc.property(fc.constantFrom(...verdicts), fc.nat(), fc.boolean(), results, (verdict, tries, isAlone, result) => {
        const fate = decide(verdict, true, tries, isAlone, result);
        expect(fate).not.toBe('drop');
        if (fate === 'dead') expect(isAlone || (verdict === 'results' && result !== undefined)).toBe(true);
      }),
    );
  });

  test('lets no impression be tried without end where nothing speaks for it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('split', 'park', 'backoff', 'stop'),
        fc.integer({min: 5}),
        fc.boolean(),
        (verdict, tries, isAlone) => {
          expect(decide(verdict, false, tries, isAlone)).toBe('drop');
        },
      ),
    );
  });
});
