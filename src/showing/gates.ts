import {parseDuration} from '../base/duration.js';
import {pageClock} from '../page/clock.js';
import {note, recall} from '../page/facts.js';
import {pagePlace} from '../page/page-address.js';
import {fits, mayRemember} from '../page/settings.js';

/** Whether a gate lets somebody pass; undefined where it cannot be understood: fewer prompts than were meant do no harm. */
export type Verdict = boolean | undefined;

/** How long nobody may have been here before the next page begins a new visit, in milliseconds. */
const visitMs = 30 * 60_000;

/**
 * What decides whether an element may show here and now, by attribute.
 *
 * With an empty survey it is only asked whether the attribute can be understood: the first look at what a browser has stored
 * costs half a millisecond, which a prompt whose moment never comes need not pay.
 */
export interface Gates {
  [attribute: string]: (given: string, survey: string, el: Element) => Verdict;
}

/** The gates of every page; an empty attribute stands in no way. Those of few pages come with the part for them. */
export const gates: Gates = {
  'show-on': (given, survey) => !given || isHere(wordsOf(given), survey),
  'show-to': (given, survey, el) => !given || isMeant(wordsOf(given), survey, el),
  'show-again': rests('answer', '90d'),
  snooze: rests('dismiss', '14d'),
};

// Regular expressions are few here: compiling one takes as long as everything else that arming a prompt does.
function wordsOf(given: string): string[] {
  return given.split(/\s+/);
}

/** A gate that stays closed for a while after an act; where the attribute says nothing, as long as is usual. */
function rests(act: 'answer' | 'dismiss', usual: string): Gates[string] {
  return (given, survey) =>
    isPast(
      survey && recall(`${act}:${survey}`),
      given === 'always' ? 0 : given === 'never' ? Infinity : parseDuration(given || usual),
    );
}

function isHere(words: string[], survey: string): Verdict {
  const isNot = (word: string): boolean => word[0] === '!';
  if (!words.every(word => /^!?[/*]/.test(word))) return undefined;
  if (!survey) return true;
  const {pathname, search} = pagePlace();
  const fitting = words.filter(word => fits(word.replace('!', ''), pathname + (word.includes('?') ? search : '')));
  // What excludes has the last word; only such words are: all but these.
  return !fitting.some(isNot) && (fitting.length > 0 || words.every(isNot));
}

/** The words of `show-to`, a group for each kind. */
const audience = /^(?:(new|returning|visits:\d+)|(phone|tablet|desktop)|([\d.]+%)|(promoter|passive|detractor))$/;

/** Whether a word holds of this visitor. */
export type Kind = (word: string, survey: string) => boolean;

/** The kinds in the order of the groups; that of devices comes with the part for what few pages ask. */
export const kinds: Kind[] = [
  word => {
    const visits = countVisits();
    return word === 'new' ? visits < 2 : visits >= (+word.slice(7) || 2);
  },
  () => false,
  (word, survey) => draw(survey) < parseFloat(word),
  word => word === recall('score'),
];

function isMeant(given: readonly string[], survey: string, {localName}: Element): Verdict {
  const words = given.map(word => audience.exec(word));
  // No score decides who is asked for a review: such words are told of, and dropped.
  const isGating = localName === 'cx-review' && words.some(word => word?.[4]);
  if (words.includes(null) || (isGating && !survey)) return undefined;
  if (!survey) return true;
  // Words of one kind are alternatives.
  return kinds.every((holds, kind) => {
    const own = words.flatMap(word => word?.[kind + 1] ?? []);
    return !own.length || (isGating && kind > 2) || own.some(word => holds(word, survey));
  });
}

/** The visits of this visitor with the present one; 0 where they may not be counted. */
export function countVisits(): number {
  if (!mayRemember(false)) return 0;
  const isNew = pageClock.now() - +recall('visit') > visitMs;
  const count = +recall('visits') + +isNew;
  note('visits', count);
  note('visit', pageClock.now());
  return count;
}

/** A number below 100 that stays the same for a visitor and a survey, where it may be kept. */
function draw(survey: string): number {
  const drawn = recall(`draw:${survey}`) || pageClock.random() * 100;
  note(`draw:${survey}`, drawn);
  return +drawn;
}

/** True where nothing was noted, or long enough ago. */
export function isPast(noted: string, waitMs: number): Verdict {
  return waitMs >= 0 ? !noted || pageClock.now() - Date.parse(noted) >= waitMs : undefined;
}
