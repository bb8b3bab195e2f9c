/**
 * Where a person stands in a survey and what they have said so far.
 *
 * The functions of this module are the only place where a step changes. After `finish` nothing changes any more.
 */
export interface Flow {
  readonly step: 'question' | 'follow-up' | 'thanks';
  readonly score: number | null;
  /** Keys of the chosen reasons, in the order they were chosen. */
  readonly reasons: readonly string[];
  /** What was typed, by field name. */
  readonly fields: {readonly [name: string]: string};
}

/** A survey before anybody has answered. */
export const start: Flow = {step: 'question', score: null, reasons: [], fields: {}};

/** A score is chosen, or taken away. */
export function choose(flow: Flow, score: number | null): Flow {
  return flow.step === 'thanks' ? flow : {...flow, score, step: score === null ? 'question' : 'follow-up'};
}

/** A reason is switched on or off. */
export function toggleReason(flow: Flow, key: string): Flow {
  const others = flow.reasons.filter(reason => reason !== key);
  return flow.step === 'thanks' ? flow : {...flow, reasons: others.length < flow.reasons.length ? others : [...others, key]};
}

/** Something is typed into a field. */
export function write(flow: Flow, name: string, text: string): Flow {
  return flow.step === 'thanks' ? flow : {...flow, fields: {...flow.fields, [name]: text}};
}

/** The answer is complete: it needs no more than a score. */
export function finish(flow: Flow): Flow {
  return flow.step === 'follow-up' ? {...flow, step: 'thanks'} : flow;
}
