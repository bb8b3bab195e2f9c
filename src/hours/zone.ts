import {dayMs} from './dates.js';

/**
 * A time zone. An instant is counted in milliseconds since 1970; so is what a clock on the wall shows, as if that clock
 * were one in UTC.
 */
export interface Zone {
  /** What the clock on the wall shows at an instant. */
  readonly wallOf: (at: number) => number;
  /** The first instant at which the clock shows a time; where it skips that time, the instant at which it does. */
  readonly first: (wall: number) => number;
  /** The last such instant: where the clock is turned back, it shows a time twice. */
  readonly last: (wall: number) => number;
}

const minuteMs = 60_000;

/** A formatter takes longer to make than to use many times over. */
const zones = new Map<string, Zone>();

/** The zone of an IANA name, or the visitor's own; undefined where the browser knows none of that name. */
export function readZone(given = ''): Zone | undefined {
  try {
    // Asked for anew each time: a visitor may travel while a page is open.
    const name = given || new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const known = zones.get(name);
    const zone = known ?? makeZone(name);
    if (!known) zones.set(name, zone);
    return zone;
  } catch {
    return undefined; // A RangeError: there is no such zone.
  }
}

function makeZone(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });

  const wallOf: Zone['wallOf'] = at => {
    const part: {[type: string]: number} = {};
    for (const {type, value} of format.formatToParts(at)) part[type] = Number(value);
    const {year = 0, month = 1, day, hour, minute, second} = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) + (at % 1000);
  };

  /** The instants at which the clock shows a time: one, two where it is turned back, the moment of its leap where none. */
  const instants = (wall: number): number[] => {
    const offset = (at: number): number => wallOf(at) - at;
    const guesses = [wall - offset(wall - dayMs), wall - offset(wall + dayMs)];
    const real = guesses.filter(at => wallOf(at) === wall);
    if (real.length) return real;
    let [before, after] = [Math.min(...guesses), Math.max(...guesses)];
    while (after - before > minuteMs) {
      const middle = before + Math.floor((after - before) / 2 / minuteMs) * minuteMs;
      if (wallOf(middle) < wall) before = middle;
      else after = middle;
    }
    return [after];
  };

  return {wallOf, first: wall => Math.min(...instants(wall)), last: wall => Math.max(...instants(wall))};
}
