/** What came of one request. */
export type Outcome =
  | {readonly kind: 'network'}
  /** The page is leaving and called the request off: nothing is known. */
  | {readonly kind: 'aborted'}
  | {
      readonly kind: 'response';
      readonly status: number;
      /** The per-event results, if the body held any that could be read. */
      readonly results?: readonly EventResult[] | undefined;
      readonly isHtml?: boolean;
      /** What `Retry-After` asks for. */
      readonly waitMs?: number | undefined;
      /** What the body says is wrong. */
      readonly reason?: string | undefined;
    };

/** What the collector says about one event. */
export interface EventResult {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
}

/** What an outcome means for a whole request. */
export type Verdict = 'results' | 'accepted' | 'split' | 'park' | 'backoff' | 'stop' | 'none';

/** What becomes of one event. */
export type Fate = 'accepted' | 'dead' | 'drop' | 'park' | 'keep';

/** How often an impression is tried before it is dropped. */
const impressionTries = {park: 3, backoff: 5} as const;

/** What an outcome means for the request. */
export function judge(outcome: Outcome): Verdict {
  if (outcome.kind !== 'response') return outcome.kind === 'network' ? 'backoff' : 'none';
  const {status, results, isHtml} = outcome;
  if (status >= 200 && status < 300) return results ? 'results' : isHtml ? 'park' : 'accepted';
  if (status === 400 || status === 422 || status === 413) return 'split';
  if (status === 410) return 'stop';
  if (status === 408 || status === 425 || status === 429 || status >= 500) return 'backoff';
  // Other refusals, and the status 0 of a redirect that was not followed.
  return 'park';
}

/** What becomes of one event of a request; `tries` counts this one, `isAlone` tells that no other event was in it. */
export function decide(verdict: Verdict, isAct: boolean, tries: number, isAlone: boolean, result?: EventResult): Fate {
  switch (verdict) {
    case 'accepted':
      return 'accepted';
    case 'results':
      return decideResult(result);
    case 'split':
      return !isAct ? 'drop' : isAlone ? 'dead' : 'keep';
    case 'stop':
      return isAct ? 'keep' : 'drop';
    case 'park':
      return isAct || tries < impressionTries.park ? 'park' : 'drop';
    case 'backoff':
      return isAct || tries < impressionTries.backoff ? 'keep' : 'drop';
    case 'none':
      return 'keep';
  }
}

function decideResult(result: EventResult | undefined): Fate {
  if (result?.status === 'stored' || result?.status === 'duplicate') return 'accepted';
  if (result?.status === 'conflict') return 'dead';
  if (result?.status === 'invalid') return result.reason?.startsWith('type-unknown') ? 'park' : 'dead';
  return 'keep';
}
