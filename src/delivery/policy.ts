import type {EventResult, Reply} from './sender.js';

/** What a reply means for the events that it does not confirm. */
export type Verdict = 'results' | 'split' | 'park' | 'backoff' | 'stop';

/** What becomes of one event. */
export type Fate = 'dead' | 'drop' | 'park' | 'keep';

/** How often an impression is tried before it is dropped. */
const impressionTries = {park: 3, backoff: 5} as const;

/** What a reply means; a readable 2xx speaks for each event by itself. */
export function judge({status, isOk}: Reply): Verdict {
  if (isOk) return 'results';
  if (status === 400 || status === 422 || status === 413) return 'split';
  if (status === 410) return 'stop';
  if (status === undefined || status === 408 || status === 425 || status === 429 || status >= 500) return 'backoff';
  // Other refusals, a page of HTML, and a redirect that was not followed.
  return 'park';
}

/** What becomes of one event of a request; `tries` counts this one, `isAlone` tells that no other event was in it. */
export function decide(verdict: Verdict, isAct: boolean, tries: number, isAlone: boolean, result?: EventResult): Fate {
  switch (verdict) {
    case 'results':
      if (result?.status === 'invalid') return result.reason?.startsWith('type-unknown') ? 'park' : 'dead';
      return result?.status === 'conflict' ? 'dead' : 'keep';
    case 'split':
      return !isAct ? 'drop' : isAlone ? 'dead' : 'keep';
    case 'stop':
      return isAct ? 'keep' : 'drop';
    case 'park':
      return isAct || tries < impressionTries.park ? 'park' : 'drop';
    case 'backoff':
      return isAct || tries < impressionTries.backoff ? 'keep' : 'drop';
  }
}
