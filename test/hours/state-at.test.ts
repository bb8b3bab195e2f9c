import fc from 'fast-check';
import {describe, expect, it, vi} from 'vitest';
import {parseClosed, parseOpenOn} from '../../src/hours/dates.js';
import {stateAt, type Schedule} from '../../src/hours/opening.js';
import {parseHours} from '../../src/hours/week.js';
import {readZone} from '../../src/hours/zone.js';

const [helsinki, newYork, lordHowe, kolkata] = ['Europe/Helsinki', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'];
const [chatham, saoPaulo, casablanca, apia] = ['Pacific/Chatham', 'America/Sao_Paulo', 'Africa/Casablanca', 'Pacific/Apia'];

function schedule(hours = '', closed = '', openOn = ''): Schedule {
  return {week: parseHours(hours), closed: parseClosed(closed).found, openOn: parseOpenOn(openOn).found};
}

function say(zone: string, when: Schedule, at: string): string {
  const {isOpen, nextChange} = stateAt(when, readZone(zone)!, Date.parse(at));
  return `${isOpen ? 'open until' : 'closed until'} ${nextChange?.toISOString().replace(':00.000Z', 'Z') ?? 'ever'}`;
}

const office = 'Mo-Fr 09:00-18:00; Sa 10:00-14:00';
const lunch = 'Mo-Fr 09:00-12:00,13:00-18:00';
const nights = 'Fr,Sa 22:00-02:00';

describe('stateAt', () => {
  it.each([
    // An ordinary week. The 23rd of November 2026 is a Monday.
    [helsinki, office, '2026-11-23T06:59Z', 'closed until 2026-11-23T07:00Z'],
    [helsinki, office, '2026-11-23T07:00Z', 'open until 2026-11-23T16:00Z'],
    [helsinki, office, '2026-11-23T15:59Z', 'open until 2026-11-23T16:00Z'],
    [helsinki, office, '2026-11-23T16:00Z', 'closed until 2026-11-24T07:00Z'],
    [helsinki, office, '2026-11-27T16:00Z', 'closed until 2026-11-28T08:00Z'],
    [helsinki, office, '2026-11-28T11:30Z', 'open until 2026-11-28T12:00Z'],
    [helsinki, office, '2026-11-28T12:00Z', 'closed until 2026-11-30T07:00Z'],
    [helsinki, office, '2026-11-29T12:00Z', 'closed until 2026-11-30T07:00Z'],
    [helsinki, lunch, '2026-11-23T09:59Z', 'open until 2026-11-23T10:00Z'],
    [helsinki, lunch, '2026-11-23T10:30Z', 'closed until 2026-11-23T11:00Z'],
    [helsinki, lunch, '2026-11-23T11:00Z', 'open until 2026-11-23T16:00Z'],
    [kolkata, office, '2026-11-23T03:29Z', 'closed until 2026-11-23T03:30Z'],
    [kolkata, office, '2026-11-23T03:30Z', 'open until 2026-11-23T12:30Z'],
    [kolkata, office, '2026-11-28T08:30Z', 'closed until 2026-11-30T03:30Z'],
    [newYork, office, '2026-11-23T13:59Z', 'closed until 2026-11-23T14:00Z'],
    [newYork, office, '2026-07-06T13:00Z', 'open until 2026-07-06T22:00Z'],
    [saoPaulo, office, '2026-11-23T12:00Z', 'open until 2026-11-23T21:00Z'],
    // It is Sunday evening in London, and Monday morning on the Chatham Islands.
    [chatham, office, '2026-11-22T19:15Z', 'open until 2026-11-23T04:15Z'],
    [apia, office, '2026-11-22T20:00Z', 'open until 2026-11-23T05:00Z'],
    [casablanca, office, '2025-11-24T08:00Z', 'open until 2025-11-24T17:00Z'],
    // Over midnight, and spans that touch.
    [helsinki, nights, '2026-11-27T19:59Z', 'closed until 2026-11-27T20:00Z'],
    [helsinki, nights, '2026-11-27T23:30Z', 'open until 2026-11-28T00:00Z'],
    [helsinki, nights, '2026-11-28T00:00Z', 'closed until 2026-11-28T20:00Z'],
    [helsinki, nights, '2026-11-29T00:00Z', 'closed until 2026-12-04T20:00Z'],
    [helsinki, 'Su 22:00-02:00', '2026-11-29T23:00Z', 'open until 2026-11-30T00:00Z'],
    [kolkata, 'Mo 18:00-24:00; Tu 00:00-03:00', '2026-11-23T17:00Z', 'open until 2026-11-23T21:30Z'],
    [kolkata, 'Mo-Fr 09:00-12:00; Mo-Fr 11:00-14:00', '2026-11-23T05:00Z', 'open until 2026-11-23T08:30Z'],
    [kolkata, 'Mo 08:00-08:00', '2026-11-23T20:00Z', 'open until 2026-11-24T02:30Z'],
    [kolkata, 'Sa-Mo 10:00-12:00', '2026-11-27T12:00Z', 'closed until 2026-11-28T04:30Z'],
    // All day, all week.
    [helsinki, 'Mo-Su', '2026-11-23T12:00Z', 'open until ever'],
    [newYork, '00:00-24:00', '2026-11-01T05:30Z', 'open until ever'],
    [newYork, 'Mo-Fr', '2026-11-06T12:00Z', 'open until 2026-11-07T05:00Z'],
    // The clock goes forward: Helsinki skips 03:00 to 04:00, New York 02:00 to 03:00, at 01:00Z and at 07:00Z.
    [helsinki, office, '2026-03-28T12:00Z', 'closed until 2026-03-30T06:00Z'],
    [helsinki, 'Su 03:30-05:00', '2026-03-29T00:59Z', 'closed until 2026-03-29T01:00Z'],
    [helsinki, 'Su 03:30-05:00', '2026-03-29T01:00Z', 'open until 2026-03-29T02:00Z'],
    [helsinki, 'Su 02:00-03:30', '2026-03-29T00:30Z', 'open until 2026-03-29T01:00Z'],
    [helsinki, 'Su 03:10-03:50', '2026-03-29T00:30Z', 'closed until 2026-04-05T00:10Z'],
    [helsinki, 'Su 02:00-03:10,03:50-06:00', '2026-03-29T00:30Z', 'open until 2026-03-29T03:00Z'],
    [helsinki, 'Sa 22:00-06:00', '2026-03-28T22:00Z', 'open until 2026-03-29T03:00Z'],
    [newYork, 'Su 02:30-09:00', '2026-03-08T06:59Z', 'closed until 2026-03-08T07:00Z'],
    [newYork, 'Su 02:30-09:00', '2026-03-08T07:00Z', 'open until 2026-03-08T13:00Z'],
    [newYork, 'Sa 20:00-02:15', '2026-03-08T06:00Z', 'open until 2026-03-08T07:00Z'],
    // The clock goes back: Helsinki shows 03:00 to 04:00 twice, New York 01:00 to 02:00, until 01:00Z and 06:00Z.
    [helsinki, office, '2026-10-24T11:00Z', 'closed until 2026-10-26T07:00Z'],
    [helsinki, 'Su 03:30-05:00', '2026-10-25T00:29Z', 'closed until 2026-10-25T00:30Z'],
    [helsinki, 'Su 03:30-05:00', '2026-10-25T01:10Z', 'open until 2026-10-25T03:00Z'],
    [helsinki, 'Su 02:00-03:30', '2026-10-25T00:45Z', 'open until 2026-10-25T01:30Z'],
    [helsinki, 'Sa 22:00-06:00', '2026-10-24T19:00Z', 'open until 2026-10-25T04:00Z'],
    [newYork, 'Su 00:00-01:30', '2026-11-01T05:45Z', 'open until 2026-11-01T06:30Z'],
    [newYork, 'Su 01:30-03:00', '2026-11-01T05:29Z', 'closed until 2026-11-01T05:30Z'],
    [newYork, 'Su 01:30-03:00', '2026-11-01T06:10Z', 'open until 2026-11-01T08:00Z'],
    [newYork, 'Su 00:00-01:15,01:45-03:00', '2026-11-01T05:00Z', 'open until 2026-11-01T08:00Z'],
    // Half an hour on Lord Howe: forward at 02:00 on the 4th of October, back at 02:00 on the 5th of April.
    [lordHowe, 'Su 02:15-04:00', '2026-10-03T15:29Z', 'closed until 2026-10-03T15:30Z'],
    [lordHowe, 'Su 02:15-04:00', '2026-10-03T15:30Z', 'open until 2026-10-03T17:00Z'],
    [lordHowe, 'Su 00:00-01:45', '2026-04-04T14:50Z', 'open until 2026-04-04T15:15Z'],
    [lordHowe, 'Su 01:45-03:00', '2026-04-04T14:44Z', 'closed until 2026-04-04T14:45Z'],
    [lordHowe, office, '2026-10-03T03:30Z', 'closed until 2026-10-04T22:00Z'],
    // Three quarters of an hour off the full one on the Chatham Islands.
    [chatham, 'Su 03:00-05:00', '2026-09-26T13:59Z', 'closed until 2026-09-26T14:00Z'],
    [chatham, 'Su 02:00-03:00', '2026-04-04T13:20Z', 'open until 2026-04-04T14:15Z'],
    // São Paulo changed at midnight: the 4th of November 2018 began at 01:00, the 16th of February 2019 had 25 hours.
    [saoPaulo, 'Su', '2018-11-04T02:59Z', 'closed until 2018-11-04T03:00Z'],
    [saoPaulo, 'Su', '2018-11-04T03:00Z', 'open until 2018-11-05T02:00Z'],
    [saoPaulo, 'Sa', '2019-02-17T02:30Z', 'open until 2019-02-17T03:00Z'],
    [saoPaulo, 'Sa 18:00-23:30', '2019-02-17T01:45Z', 'open until 2019-02-17T02:30Z'],
    // Casablanca keeps another clock in Ramadan.
    [casablanca, office, '2025-02-21T17:00Z', 'closed until 2025-02-22T09:00Z'],
    [casablanca, office, '2025-02-24T09:00Z', 'open until 2025-02-24T18:00Z'],
    // Samoa had no 30th of December 2011.
    [apia, 'Th-Fr 09:00-17:00', '2011-12-30T05:00Z', 'closed until 2012-01-04T19:00Z'],
    [apia, 'Th-Sa', '2011-12-30T05:00Z', 'open until 2011-12-31T10:00Z'],
  ])('says of %s, %s, at %s: %s', (zone, hours, at, expected) => {
    expect(say(zone!, schedule(hours), at)).toBe(expected);
  });

  it.each([
    ['a closed day', office, '2026-12-25', '', '2026-12-24T16:00Z', 'closed until 2026-12-26T08:00Z'],
    ['a closed day, while it lasts', office, '2026-12-25', '', '2026-12-25T10:00Z', 'closed until 2026-12-26T08:00Z'],
    ['the new year', office, '2026-12-31/2027-01-01', '', '2026-12-31T10:00Z', 'closed until 2027-01-02T08:00Z'],
    ['other hours', office, '', '2026-12-24 10:00-14:00', '2026-12-24T07:30Z', 'closed until 2026-12-24T08:00Z'],
    ['other hours, until their end', office, '', '2026-12-24 10:00-14:00', '2026-12-24T09:00Z', 'open until 2026-12-24T12:00Z'],
    ['a Sunday on which it opens', office, '', '2026-12-20 10:00-14:00', '2026-12-19T13:00Z', 'closed until 2026-12-20T08:00Z'],
    ['both: it is open', office, '2026-12-24', '2026-12-24 10:00-14:00', '2026-12-24T09:00Z', 'open until 2026-12-24T12:00Z'],
    ['a night into a closed day', nights, '2026-12-26', '', '2026-12-25T23:30Z', 'open until 2026-12-26T00:00Z'],
    ['a night that does not begin', nights, '2026-12-26', '', '2026-12-26T00:00Z', 'closed until 2027-01-01T20:00Z'],
    ['no hours', '', '2026-12-25', '', '2026-12-01T12:00Z', 'open until 2026-12-24T22:00Z'],
    ['a very long holiday', office, '2026-01-01/2027-12-31', '', '2026-06-01T12:00Z', 'closed until 2028-01-01T08:00Z'],
    ['a closed shop', office, '2026-01-01/2039-12-31', '', '2026-06-01T12:00Z', 'closed until ever'],
  ])('knows %s', (_what, hours, closed, openOn, at, expected) => {
    expect(say('Europe/Helsinki', schedule(hours, closed, openOn), at)).toBe(expected);
  });

  it.each([
    ['an ordinary week', office, ''],
    ['always', 'Mo-Su', ''],
    ['two years of holidays', office, '2026-01-01/2027-12-31'],
    ['a closed shop', office, '2026-01-01/2039-12-31'],
  ])('asks the clock a few times only: %s', (_what, hours, closed) => {
    const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');

    stateAt(schedule(hours, closed), readZone(helsinki)!, Date.parse('2026-06-01T12:00Z'));

    expect(asked.mock.calls.length).toBeGreaterThan(0);
    expect(asked.mock.calls.length).toBeLessThan(60);
    asked.mockRestore();
  });

  it('agrees with a clock that is read minute by minute', () => {
    const zones = [helsinki, newYork, lordHowe, kolkata, chatham, casablanca];
    // Around both clock changes of each zone, and in between.
    const days = ['2025-02-22', '2026-03-07', '2026-03-28', '2026-04-04', '2026-07-15', '2026-10-03', '2026-10-24', '2026-10-31'];
    const time = fc
      .integer({min: 0, max: 95})
      .map(quarter => `${Math.floor(quarter / 4)}:${('0' + (quarter % 4) * 15).slice(-2)}`);
    const rule = fc.tuple(fc.constantFrom('', 'Mo-Su', 'Sa-Su', 'Su', 'Sa', 'Mo-Fr'), time, time);
    const moment = fc.tuple(fc.constantFrom(...days), fc.integer({min: 0, max: 2880}));
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(rule, {minLength: 1, maxLength: 3}),
        moment,
        (name, rules, [day, minute]) => {
          const zone = readZone(name)!;
          const when = schedule(rules.map(([on, from, to]) => `${on} ${from}-${to}`).join(';'));
          const start = Date.parse(day) + minute * 60_000;
          const {isOpen, nextChange} = stateAt(when, zone, start);
          const end = Math.min(nextChange?.getTime() ?? Infinity, start + 600 * 60_000);

          for (let at = start; at < end; at += 60_000)
            if (stateAt(when, zone, at).isOpen !== isOpen || readsOpen(name!, when, at) === !isOpen) return false;
          return (
            end !== nextChange?.getTime() ||
            (stateAt(when, zone, end).isOpen === !isOpen && readsOpen(name!, when, end) !== isOpen)
          );
        },
      ),
      {numRuns: 60},
    );
  });
});

/** What the clock on the wall says of being open; undefined while it shows times for the second time, or soon will. */
function readsOpen(zone: string, {week = []}: Schedule, at: number): boolean | undefined {
  const wall = wallClock(zone, at);
  if ([wallClock(zone, at - 3_600_000), wallClock(zone, at + 3_600_000)].some(other => other.hours === wall.hours))
    return undefined;
  if (Math.abs(wallClock(zone, at - 3_600_000).minutes - wall.minutes) % 1440 === 30) return undefined;
  if (Math.abs(wallClock(zone, at + 3_600_000).minutes - wall.minutes) % 1440 === 30) return undefined;
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(wall.weekday);
  const has = (on: number, minutes: number) => week[on]!.some(({from, to}) => from <= minutes && minutes < to);
  return has(day, wall.minutes) || has((day + 6) % 7, wall.minutes + 1440);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string, at: number) {
  const made =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', {timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit'});
  clocks.set(timeZone, made);
  const [, weekday = '', hours = '', minutes = ''] = /^(\w+),? (\d+):(\d+)$/.exec(made.format(at)) ?? [];
  return {weekday, hours, minutes: Number(hours) * 60 + Number(minutes)};
}
