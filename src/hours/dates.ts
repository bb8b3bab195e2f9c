import {parseTimes, type Span} from './times.js';

/** Days from the first to the last, both included, each counted from 1970-01-01. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** Days with hours of their own. */
export interface SpecialDays extends Days {
  readonly spans: readonly Span[];
}

/** What was understood, and what was not. */
export interface Read<T> {
  readonly found: readonly T[];
  readonly bad: readonly string[];
}

/** Milliseconds of a day of 24 hours. */
export const dayMs = 86_400_000;

/** Reads dates and ranges of dates: `2026-12-25, 2026-12-31/2027-01-01`. */
export function parseClosed(text: string): Read<Days> {
  return readEach(text.match(/[^\s,;]+/g) ?? [], parseDates);
}

/** Reads dates with their hours: `2026-12-24 10:00-14:00; 2026-12-31 09:00-12:00,13:00-15:00`. */
export function parseOpenOn(text: string): Read<SpecialDays> {
  // The next date begins the next one, whatever stands between them.
  const parts = text.split(/[\s,;]+(?=\d{4}-)|;/).filter(part => part.trim());
  return readEach(parts, part => {
    const [, dates = '', times = ''] = /^\s*([\d/-]+)\s+(.*?)[\s,;]*$/s.exec(part) ?? [];
    const days = parseDates(dates);
    const spans = parseTimes(times);
    return days && spans && {...days, spans};
  });
}

function readEach<T>(parts: readonly string[], read: (part: string) => T | undefined): Read<T> {
  const found: T[] = [];
  const bad: string[] = [];
  for (const part of parts) {
    const one = read(part);
    if (one) found.push(one);
    else bad.push(part.trim());
  }
  return {found, bad};
}

function parseDates(text: string): Days | undefined {
  const [first = '', last = first, ...more] = text.split('/');
  const [from, to] = [parseDay(first), parseDay(last)];
  return !more.length && from <= to ? {from, to} : undefined;
}

/** The number of a day that exists, else NaN. */
function parseDay(text: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  // Some engines read the 30th of February as the 2nd of March.
  return at >= 0 && new Date(at).toISOString().startsWith(text) ? at / dayMs : NaN;
}
