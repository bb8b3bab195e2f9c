import {describe, expect, it} from 'vitest';
import {nextSlots} from '../../src/hours/slots.js';
import {parseHours} from '../../src/hours/week.js';
import {readZone} from '../../src/hours/zone.js';

function slots(hours: string | undefined, at: string, zone = 'Europe/Helsinki'): string[] {
  const found = nextSlots({week: hours ? parseHours(hours) : undefined}, readZone(zone)!, Date.parse(at));
  return found.map(({start, end}) => [start, end].map(one => new Date(one).toISOString().slice(8, 16)).join(' '));
}

describe('nextSlots', () => {
  it('cuts the next three open days into two hours each', () => {
    const found = slots('Mo-Fr 09:00-13:00', '2026-11-27T12:00Z');

    expect(found).toEqual([
      '30T07:00 30T09:00',
      '30T09:00 30T11:00',
      '01T07:00 01T09:00',
      '01T09:00 01T11:00',
      '02T07:00 02T09:00',
      '02T09:00 02T11:00',
    ]);
  });

  it('offers none that has begun', () => {
    const [first] = slots('Mo-Fr 09:00-18:00', '2026-11-27T07:01Z');

    expect(first).toBe('27T09:00 27T11:00');
  });

  it('adds a remainder of less than half an hour to the slot before', () => {
    const found = slots('Fr 09:00-11:20', '2026-11-26T07:00Z');

    expect(found[0]).toBe('27T07:00 27T09:20');
  });

  it('keeps to the hours of a shop in a night on which the clock goes back', () => {
    const found = slots('Su 02:00-05:00', '2026-10-24T12:00Z');

    expect(found.slice(0, 2)).toEqual(['24T23:00 25T01:00', '25T01:00 25T03:00']);
  });

  it('offers no more than two dozen, around the clock', () => {
    expect(slots(undefined, '2026-11-27T12:00Z')).toHaveLength(24);
  });

  it('offers none for a shop that never opens', () => {
    const never = {closed: [{from: 0, to: 1_000_000}]};

    expect(nextSlots(never, readZone('UTC')!, 0)).toEqual([]);
  });
});

describe('readZone', () => {
  it('knows no zone of a name that is none', () => {
    expect([readZone('Europe/Fiskars'), readZone('!')]).toEqual([undefined, undefined]);
  });

  it('takes the zone of the device where none is named', () => {
    const here = readZone()!;

    expect(here.wallOf(0)).toBe(0 - new Date(0).getTimezoneOffset() * 60_000);
  });
});
