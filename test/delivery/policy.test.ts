import {describe, expect, test} from 'vitest';
import {decide, judge, type Outcome} from '../../src/delivery/policy.js';

const reply = (status: number, more: object = {}): Outcome => ({kind: 'response', status, ...more});

describe('judge', () => {
  test.each([
    [{kind: 'network'}, 'backoff'],
    [{kind: 'aborted'}, 'none'],
    [reply(200, {results: []}), 'results'],
    [reply(204), 'accepted'],
    [reply(200, {isHtml: true}), 'park'],
    [reply(0), 'park'],
    [reply(400), 'split'],
    [reply(422), 'split'],
    [reply(413), 'split'],
    [reply(401), 'park'],
    [reply(403), 'park'],
    [reply(404), 'park'],
    [reply(405), 'park'],
    [reply(415), 'park'],
    [reply(418), 'park'],
    [reply(408), 'backoff'],
    [reply(425), 'backoff'],
    [reply(429), 'backoff'],
    [reply(500), 'backoff'],
    [reply(503), 'backoff'],
    [reply(410), 'stop'],
  ] as [Outcome, string][])('takes %j for %s', (outcome, verdict) => {
    expect(judge(outcome)).toBe(verdict);
  });
});

describe('decide', () => {
  test.each([
    ['stored', '', 'accepted'],
    ['duplicate', '', 'accepted'],
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
    ['accepted', true, 1, false, 'accepted'],
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
    ['none', false, 9, true, 'keep'],
  ] as const)('after %s (act: %s, try %i, alone: %s) the fate is %s', (verdict, isAct, tries, isAlone, fate) => {
    expect(decide(verdict, isAct, tries, isAlone)).toBe(fate);
  });
});
