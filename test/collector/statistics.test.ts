import {describe, expect, it} from 'vitest';
import {bucketNames, momentOf} from '../../src/collector/calendar.js';
import {netPromoter} from '../../src/collector/statistics.js';

describe('netPromoter', () => {
  it.each([
    [6, 2, 2, {score: 40, low: -12.6, high: 74.1}],
    [50, 30, 20, {score: 30, low: 14.1, high: 44.2}],
    [500, 300, 200, {score: 30, low: 25.1, high: 34.7}],
    [0, 10, 0, {score: 0, low: -18.5, high: 18.5}],
  ])('has an interval around the score: %d, %d, %d', (promoters, passives, detractors, figures) => {
    expect(netPromoter(promoters, passives, detractors)).toEqual({...figures, promoters, passives, detractors});
  });

  it('is unsure of a single answer', () => {
    expect(netPromoter(1, 0, 0)).toMatchObject({score: 100, low: -48.5, high: 100});
    expect(netPromoter(0, 0, 1)).toMatchObject({score: -100, low: -100, high: 48.5});
  });
});

describe('momentOf', () => {
  it.each([
    ['2026-11-21', 'UTC', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21', 'Europe/Berlin', '2026-11-20T23:00:00.000Z'],
    ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
    ['2026-11-21', 'Asia/Kathmandu', '2026-11-20T18:15:00.000Z'],
    ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-11-21T14:00', 'America/New_York', '2026-11-21T19:00:00.000Z'],
    ['2026-11-21T14:00Z', 'America/New_York', '2026-11-21T14:00:00.000Z'],
    ['2026-11-21T14:00:30.5+02:00', 'UTC', '2026-11-21T12:00:30.500Z'],
    ['2026-11-21 14:00+0200', 'UTC', '2026-11-21T12:00:00.000Z'],
  ])('reads %s in %s', (text, timeZone, moment) => {
    expect(new Date(momentOf(text, timeZone) ?? NaN).toISOString()).toBe(moment);
  });

  it.each(['', 'now', '2026', '2026-11', '21.11.2026', '2026-02-30', '2026-11-21T24:61', '1e9'])('reads nothing in %j', text => {
    expect(momentOf(text, 'UTC')).toBeUndefined();
  });
});

describe('bucketNames', () => {
  it.each([
    ['hour', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T02:00+02:00'],
    ['hour', 'Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25T02:00+01:00'],
    ['day', 'Europe/Berlin', '2026-03-28T23:30:00Z', '2026-03-29'],
    ['day', 'Pacific/Auckland', '2026-11-20T11:00:00Z', '2026-11-21'],
    ['week', 'UTC', '2026-11-22T23:59:59Z', '2026-11-16'],
    ['week', 'UTC', '2026-11-23T00:00:00Z', '2026-11-23'],
    ['week', 'UTC', '2027-01-01T00:00:00Z', '2026-12-28'],
    ['month', 'America/Los_Angeles', '2026-12-01T07:00:00Z', '2026-11'],
  ] as const)('puts a moment into its %s in %s', (bucket, timeZone, moment, name) => {
    expect(bucketNames(bucket, timeZone)(Date.parse(moment))).toBe(name);
  });
});
