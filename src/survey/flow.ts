/** Where a person stands in a survey and what they have said so far. */
export interface Flow {
  readonly step: 'question' | 'follow-up' | 'thanks';
  readonly score: number | null;
  /** Keys of the chosen reasons, in the order they were chosen. */
  readonly reasons: readonly string[];
  /** What was typed, by field name. */
  readonly fields: {readonly [name: string]: string};
}

/** Everything that can happen to a survey. */
export type Act =
  | {readonly type: 'score'; readonly score: number | null}
  | {readonly type: 'reason'; readonly key: string}
  | {readonly type: 'write'; readonly name: string; readonly text: string}
  | {readonly type: 'finish'};

/** A survey before anybody has answered. */
export const start: Flow = {step: 'question', score: null, reasons: [], fields: {}};

/** The only place where a step changes. After `finish` nothing changes any more. */
export function advance(flow: Flow, act: Act): Flow {
  if (flow.step === 'thanks') return flow;
  switch (act.type) {
    case 'score':
      return {...flow, score: act.score, step: act.score === null ? 'question' : 'follow-up'};
    case 'reason': {
      const others = flow.reasons.filter(key => key !== act.key);
      return {...flow, reasons: others.length < flow.reasons.length ? others : [...others, act.key]};
    }
    case 'write':
      return {...flow, fields: {...flow.fields, [act.name]: act.text}};
    case 'finish':
      return flow.score === null ? flow : {...flow, step: 'thanks'};
  }
}
