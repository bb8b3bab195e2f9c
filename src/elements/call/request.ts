import type {note as Note, recall as Recall} from '../../page/facts.js';

/** A request to be called back, as far as this page knows. */
export interface Request {
  readonly phone: string;
  readonly at: number;
  readonly response: string;
  /** The id of its event, once it is stored. */
  readonly id?: string;
  readonly isAccepted?: boolean;
}

/** Who asks for the same twice within this time has asked once. */
const againMs = 60_000;

/** Notes a request for as long as a repetition of it would be taken for an accident. */
export function remember(note: typeof Note, survey: string, {phone, at, response, id = '', isAccepted}: Request): void {
  note(factOf(survey), [new Date(at).toISOString(), checksum(phone), response, id, isAccepted ? 'accepted' : ''].join(' '));
}

/** The request of less than a minute ago for the same number, from this element, another one or another tab. */
export function askedBefore(
  recall: typeof Recall,
  survey: string,
  phone: string,
  now: number,
): (Omit<Request, 'phone' | 'id'> & {readonly id: string}) | undefined {
  const [time = '', sum, response = '', id = '', accepted] = recall(factOf(survey)).split(' ');
  const at = Date.parse(time);
  if (!(now - at < againMs && now >= at) || sum !== `${checksum(phone)}`) return undefined;
  return {at, response, id, isAccepted: accepted === 'accepted'};
}

/** It is an act of the visitor's, so it may be kept as other acts are. */
function factOf(survey: string): `answer:${string}` {
  return `answer:${survey}:callback`;
}

/** Tells two numbers apart without keeping either: a hundred thousand numbers have the same. */
function checksum(phone: string): number {
  return [...phone].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 65_521, 7);
}
