import {dayMs} from './dates.js';
import {openings, type Opening, type Schedule} from './opening.js';
import type {Zone} from './zone.js';

/** How long a slot is, and the shortest that is worth one of its own. */
const [slotMs, leastMs] = [2 * 3_600_000, 1_800_000];

/** On how many days slots are offered, and how many at most. */
const [maxDays, maxSlots] = [3, 24];

/** The next slots within opening hours, none of which has begun: two hours each, on the shop's next three open days. */
export function nextSlots(schedule: Schedule, zone: Zone, at: number): Opening[] {
  const slots: Opening[] = [];
  const days = new Set<number>();
  for (const {start, end} of openings(schedule, zone, at))
    for (let from = start; from < end;) {
      const next = from + slotMs;
      const to = end - next < leastMs ? end : next;
      if (from >= at) {
        days.add(Math.floor(zone.wallOf(from) / dayMs));
        if (days.size > maxDays || slots.length === maxSlots) return slots;
        slots.push({start: from, end: to});
      }
      from = to;
    }
  return slots;
}
