import {dayMs, type Days, type SpecialDays} from './dates.js';
import type {Span} from './times.js';
import {always, type Week} from './week.js';
import type {Zone} from './zone.js';

/** When a shop is open, by the clock on its wall. */
export interface Schedule {
  readonly week?: Week | undefined;
  /** Days on which it does not open. */
  readonly closed?: readonly Days[];
  /** Days with hours of their own; they win over both others, and the last one over the earlier ones. */
  readonly openOn?: readonly SpecialDays[];
}

/** An opening between two instants; it never ends where the end is Infinity. */
export interface Opening {
  readonly start: number;
  readonly end: number;
}

/** Whether a shop is open, and when that changes next; null where it never does. */
export interface State {
  readonly isOpen: boolean;
  readonly nextChange: Date | null;
}

/** How far ahead an opening or an end is looked for. */
const horizonDays = 800;

/** Whether the shop is open at an instant, and when that changes next. */
export function stateAt(schedule: Schedule, zone: Zone, at: number): State {
  const next = openings(schedule, zone, at).next().value ?? {start: Infinity, end: Infinity};
  const isOpen = next.start <= at;
  const change = isOpen ? next.end : next.start;
  return {isOpen, nextChange: change < Infinity ? new Date(change) : null};
}

/**
 * The openings that end after an instant, in order. Those that touch are one.
 *
 * Hours belong to the day on which they begin: a night that begins on an ordinary Friday lasts until its end, even where
 * the Saturday is a closed day. A time that the clock skips is the moment at which it does. Where the clock is turned back,
 * an opening begins when it shows its start for the first time, and ends when it shows its end for the last time, so that it
 * has no hole.
 */
export function* openings(schedule: Schedule, zone: Zone, at: number): Generator<Opening, undefined> {
  const today = Math.floor(zone.wallOf(at) / dayMs);
  const horizon = (today + horizonDays) * dayMs;
  let last: Opening | undefined;
  for (const {from, to} of stretches(schedule, today - 2, today + horizonDays)) {
    const opening = {start: zone.first(from), end: to < horizon ? zone.last(to) : Infinity};
    if (opening.end <= at || opening.end <= opening.start) continue;
    if (last && opening.start <= last.end) {
      last = {start: last.start, end: Math.max(last.end, opening.end)};
      continue;
    }
    if (last) yield last;
    last = opening;
  }
  if (last) yield last;
}

/** What the clock on the wall shows at the beginnings and the ends of all openings; those that touch are one. */
function* stretches(schedule: Schedule, firstDay: number, lastDay: number): Generator<Span, undefined> {
  let open: Span | undefined;
  for (let day = firstDay; day <= lastDay; day++)
    for (const span of [...spansOn(schedule, day)].sort((a, b) => a.from - b.from)) {
      const [from, to] = [day * dayMs + span.from * 60_000, day * dayMs + span.to * 60_000];
      if (open && from <= open.to) {
        open = {from: open.from, to: Math.max(open.to, to)};
        continue;
      }
      if (open) yield open;
      open = {from, to};
    }
  if (open) yield open;
}

function spansOn({week = always, closed = [], openOn = []}: Schedule, day: number): readonly Span[] {
  const has = ({from, to}: Days): boolean => from <= day && day <= to;
  const special = openOn.filter(has).at(-1);
  if (special) return special.spans;
  // The first of January 1970 was a Thursday.
  return closed.some(has) ? [] : (week[(day + 3) % 7] ?? []);
}
