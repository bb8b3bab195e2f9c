import {parseTimes, type Span} from './times.js';

/** The spans of each day of the week, Monday first. */
export type Week = readonly (readonly Span[])[];

const days = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

/** Open around the clock, as a week without hours is. */
export const always: Week = days.map(() => [{from: 0, to: 1440}]);

/** A rule ends with `;`, or where another day follows its times. */
const ruleEnd = /;|(?<=\d)[\s,]+(?=[a-z])/;

/**
 * Reads opening hours as schema.org writes them: `Mo-Fr 09:00-12:00,13:00-18:00; Sa 10:00-14:00`.
 *
 * Without days it is every day, without times the whole day. Rules for the same day add up. Undefined where anything in it
 * is something else, because half of a shop's hours would be wrong hours.
 */
export function parseHours(text: string): Week | undefined {
  const week: Span[][] = days.map(() => []);
  const rules = text
    .toLowerCase()
    .split(ruleEnd)
    .filter(rule => rule.trim());
  for (const rule of rules) {
    const [, names = '', times = ''] = /^([^\d]*)([^]*)$/.exec(rule.trim()) ?? [];
    const on = names.trim() ? parseDays(names) : days.map((_, day) => day);
    const spans = times ? parseTimes(times) : [{from: 0, to: 1440}];
    if (!on || !spans) return undefined;
    for (const day of on) week[day]?.push(...spans);
  }
  return rules.length ? week : undefined;
}

/** Reads `Mo-We,Fr`; a range may run over the end of the week: `Sa-Mo`. */
function parseDays(text: string): number[] | undefined {
  const found: number[] = [];
  for (const part of text.split(',')) {
    const [, first = '', last = first] = /^\s*([a-z]{2})\s*(?:[-–]\s*([a-z]{2})\s*)?$/.exec(part) ?? [];
    const [from, to] = [days.indexOf(first), days.indexOf(last)];
    if (from < 0 || to < 0) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      if (!found.includes(day)) found.push(day);
      if (day === to) break;
    }
  }
  return found;
}
