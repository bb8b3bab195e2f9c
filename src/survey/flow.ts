/**
 * Where a person stands in a survey and what they have said so far.
 *
 * The functions of this module are the only place where a step changes. After `finish` a person changes nothing any more;
 * the answer goes its way, of which its events tell.
 */
export interface Flow {
  readonly step: 'question' | 'follow-up' | 'thanks';
  readonly score: number | null;
  /** Keys of the chosen reasons, in the order they were chosen. */
  readonly reasons: readonly string[];
  /** What was typed, by field name. */
  readonly fields: {readonly [name: string]: string};
  /** The finished answer on its way; none where nothing is told of that way. */
  readonly answer?: Answer | undefined;
}

/** A finished answer on its way, as far as its events have told. */
export interface Answer {
  readonly response: string;
  /**
   * `handed` over and not stored yet · `stored`, nothing said · told to be `kept` on the device, or to be `unsent` and
   * safe only as long as the page is open · `sent` after one of the two · `arrived` before anything had to be said.
   */
  readonly state: 'handed' | 'stored' | 'kept' | 'unsent' | 'sent' | 'arrived';
  /** What is stored and not confirmed yet. */
  readonly waiting: readonly {readonly id: string; readonly durable: boolean}[];
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

/** The person has nothing to say here. */
export function leave(flow: Flow): Flow {
  return {...flow, step: 'thanks'};
}

/** What was chosen and typed before the page was loaded again. */
export function restore(flow: Flow, score: number | null, fields: Flow['fields']): Flow {
  return choose({...flow, fields}, flow.score ?? score);
}

/** The finished answer is handed over; the form stays until it is stored. */
export function handOver(flow: Flow, response: string): Flow {
  return {...flow, answer: {response, state: 'handed', waiting: []}};
}

/** An event of the answer is stored: that is worth a thank-you. */
export function keep(flow: Flow, id: string, durable: boolean): Flow {
  return withAnswer(finish(flow), ({state, waiting}) => {
    const all = [...waiting, {id, durable}];
    return {waiting: all, state: isTold(state) ? whereabouts(all) : 'stored'};
  });
}

/** Nobody has said that the answer is stored, and the person has waited long enough. */
export function waitNoLonger(flow: Flow): Flow {
  return flow.answer?.state === 'handed' ? withAnswer(finish(flow), () => ({state: 'stored'})) : flow;
}

/** The confirmation takes a while: the person is told where the answer is meanwhile. */
export function admit(flow: Flow): Flow {
  return withAnswer(flow, ({state, waiting}) => (state === 'stored' ? {state: whereabouts(waiting)} : {}));
}

/** An event of the answer is confirmed by the endpoint. */
export function confirm(flow: Flow, id: string): Flow {
  return withAnswer(flow, ({state, waiting}) => {
    const others = waiting.filter(one => one.id !== id);
    const isLast = waiting.length > 0 && !others.length;
    return {waiting: others, ...(isLast && {state: isTold(state) ? 'sent' : 'arrived'})};
  });
}

/** The answer is lost: the form is there again, with all that was chosen and typed. */
export function reopen(flow: Flow): Flow {
  return {...choose({...flow, step: 'question'}, flow.score), answer: undefined};
}

function isTold(state: Answer['state']): boolean {
  return state === 'kept' || state === 'unsent';
}

function whereabouts(waiting: Answer['waiting']): Answer['state'] {
  return waiting.length && waiting.every(({durable}) => durable) ? 'kept' : 'unsent';
}

function withAnswer(flow: Flow, change: (answer: Answer) => Partial<Answer>): Flow {
  const {answer} = flow;
  return answer ? {...flow, answer: {...answer, ...change(answer)}} : flow;
}
