import {parseDuration} from '../base/duration.js';
import {pageClock} from '../page/clock.js';
import {note, recall} from '../page/facts.js';
import {fits, mayRemember} from '../page/settings.js';

/** Whether a gate lets somebody pass; undefined where it cannot be understood: fewer prompts than were meant do no harm. */
export type Verdict = boolean | undefined;

/** How long nobody may have been here before the next page begins a new visit, in milliseconds. */
const visitMs = 30 * 60_000;
const {now, random} = pageClock;

/** What decides whether an element may show here and now, by attribute. */
export interface Gates {
  [attribute: string]: (given: string, survey: string) => Verdict;
}

/** The gates of every page; an empty attribute stands in no way. Those of few pages come with the part for them. */
export const gates: Gates = {
  'show-on': given => !given || isHere(given.split(/\s+/)),
  'show-to': (given, survey) => !given || isMeant(given.split(/\s+/), survey),
  'show-again': (given, survey) =>
    given === 'always' || isPast(recall(`answer:${survey}`), given === 'never' ? Infinity : parseDuration(given || '90d')),
  snooze: (given, survey) => isPast(recall(`dismiss:${survey}`), parseDuration(given || '14d')),
};

function isHere(words: string[]): Verdict {
  const {pathname, search} = location;
  const isNot = (word: string): boolean => word[0] === '!';
  if (!words.every(word => /^!?[/*]/.test(word))) return undefined;
  // What excludes has the last word: an exclamation mark sorts before a slash and a star.
  return words
    .sort()
    .reverse()
    .reduce((passes, word) => {
      const address = pathname + (word.includes('?') ? search : '');
      return fits(word.replace('!', ''), address) ? !isNot(word) : passes;
    }, words.every(isNot));
}

/** The words of `show-to` by kind: those of one kind are alternatives. */
const kinds: readonly (readonly [RegExp, (word: string, survey: string) => boolean])[] = [
  [
    /^(new|returning|visits:\d+)$/,
    word => {
      const visits = countVisits();
      return word === 'new' ? visits < 2 : visits >= (+word.slice(7) || 2);
    },
  ],
  [/^(phone|tablet|desktop)$/, word => word === device()],
  [/^[\d.]+%$/, (word, survey) => draw(survey) < parseFloat(word)],
  [/^(promoter|passive|detractor)$/, word => word === recall('score')],
];

function isMeant(words: readonly string[], survey: string): Verdict {
  let understood = 0;
  const passes = kinds.map(([kind, holds]) => {
    const own = words.filter(word => kind.test(word));
    understood += own.length;
    return !own.length || own.some(word => holds(word, survey));
  });
  return understood === words.length ? !passes.includes(false) : undefined;
}

/** What the visitor holds in their hands. */
function device(): 'phone' | 'tablet' | 'desktop' {
  return matchMedia('(pointer: coarse)').matches ? (Math.min(screen.width, screen.height) < 600 ? 'phone' : 'tablet') : 'desktop';
}

/** The visits of this visitor with the present one; 0 where they may not be counted. */
export function countVisits(): number {
  if (!mayRemember(false)) return 0;
  const count = +recall('visits') + (now() - +recall('visit') > visitMs ? 1 : 0);
  note('visits', count);
  note('visit', now());
  return count;
}

/** A number below 100 that stays the same for a visitor and a survey, where it may be kept. */
function draw(survey: string): number {
  const drawn = recall(`draw:${survey}`) || random() * 100;
  note(`draw:${survey}`, drawn);
  return +drawn;
}

/** True where nothing was noted, or long enough ago. */
export function isPast(noted: string, waitMs: number): Verdict {
  return waitMs >= 0 ? !noted || now() - Date.parse(noted) >= waitMs : undefined;
}
