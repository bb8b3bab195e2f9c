import {dayMs} from '../../hours/dates.js';
import type {State} from '../../hours/opening.js';
import {readZone, type Zone} from '../../hours/zone.js';
import {fill} from '../../locales/words.js';

const minuteMs = 60_000;

/** From when on the minutes are counted, and how long a night may be before it is called another day. */
const [soonMs, nightMs] = [60 * minuteMs, 12 * 60 * minuteMs];

/** What stands between a day and a time where that is no comma. `Intl` has it only within whole dates. */
const pauses: {readonly [language: string]: string} = {ar: '، ', fa: '، ', ja: ' ', ko: ' ', th: ' ', zh: ' '};

/** Times as the visitor's clock shows them, in the visitor's words. */
export interface Speech {
  /** The time of day: `09:00`. */
  readonly time: (at: number) => string;
  /** The day: `tomorrow`, `Monday`, or with its date where it is not within a week. */
  readonly day: (at: number, now: number) => string;
  /** From one time of day to another, and on which day: `tomorrow, 10:00–12:00`. */
  readonly span: (start: number, end: number, now: number) => string;
  /** `in 25 minutes`. */
  readonly minutes: (count: number) => string;
  /** Whether it is the same day on the visitor's clock, or how many later. */
  readonly daysUntil: (at: number, now: number) => number;
}

/**
 * Speaks a language; of a region of it, if the visitor prefers one, so that a page in `en` says 09:00 to a Briton and
 * 9:00 AM to an American.
 */
export function speak(language: string): Speech {
  const preferred = navigator.languages.find(one => one.toLowerCase().startsWith(language.toLowerCase() + '-'));
  const locale = [preferred, language, 'en'].find(isLocale) ?? 'en';
  const make = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, options);
  const [time, weekday] = [make({hour: '2-digit', minute: '2-digit'}), make({weekday: 'long'})];
  const date = make({weekday: 'long', day: 'numeric', month: 'long'});
  const relative = new Intl.RelativeTimeFormat(locale, {numeric: 'auto'});
  const here = readZone();
  const dayOf = (at: number): number => Math.floor((here?.wallOf(at) ?? at) / dayMs);
  const daysUntil: Speech['daysUntil'] = (at, now) => dayOf(at) - dayOf(now);
  const day: Speech['day'] = (at, now) => {
    const days = daysUntil(at, now);
    return days < 2 ? relative.format(days, 'day') : (days < 7 ? weekday : date).format(at);
  };
  const pause = pauses[new Intl.Locale(locale).language] ?? ', ';
  return {
    daysUntil,
    day,
    time: at => time.format(at),
    span: (start, end, now) => day(start, now) + pause + time.formatRange(start, end),
    minutes: count => relative.format(count, 'minute'),
  };
}

/** What a visitor is told of the hours. */
export function sayState(
  {isOpen, nextChange}: State,
  now: number,
  zone: Zone,
  speech: Speech,
  words: {readonly [key: string]: string},
): string {
  const word = (key: string, values = {}): string => fill(words[key] ?? '', values);
  if (!nextChange) return word(isOpen ? 'open' : 'closed');
  const at = nextChange.getTime();
  const left = at - now;
  if (left < soonMs)
    return word(isOpen ? 'closesSoon' : 'opensSoon', {when: speech.minutes(Math.max(1, Math.ceil(left / minuteMs)))});
  const values = {time: speech.time(at), day: speech.day(at, now)};
  const isNear = speech.daysUntil(at, now) === 0 || (isOpen && left < nightMs);
  const key = isOpen ? (isNear ? 'openUntil' : 'openUntilDay') : isNear ? 'opensAt' : 'opensDay';
  const text = word(key, values);
  // The visitor's clock and the shop's show different times: whose it is has to be said.
  return zone.wallOf(at) === readZone()?.wallOf(at) ? text : word('yourTime', {text});
}

/** In how many milliseconds that may be another text: at the next change, with the next minute, or at midnight. */
export function staysFor({nextChange}: State, now: number): number {
  const left = (nextChange?.getTime() ?? Infinity) - now;
  const untilMidnight = dayMs - ((readZone()?.wallOf(now) ?? now) % dayMs);
  return left <= soonMs ? left % minuteMs || minuteMs : Math.min(left - soonMs, untilMidnight);
}

function isLocale(tag: string | undefined): tag is string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag ?? []).length > 0;
  } catch {
    return false; // Not a language tag at all.
  }
}
