import {expected} from '../base/expect.js';
import {toKebabCase} from '../base/to-kebab-case.js';
import {toText} from '../base/to-text.js';
import {report} from '../page/report.js';

type Sentence = (...details: unknown[]) => string[];

/** For what only a part that comes later can find wrong, and brings the words for. */
const given: Sentence = (...details) => details.map(String);

/** What is expected, what to do or what happens instead, and what came where there is no value to quote, by code, or by code and name; the details come from where the check is. */
const sentences = {
  'attribute-unknown': (meant: unknown) => ['a known attribute', `Did you mean "${meant}"?`],
  'boolean-false': () => ['there or not there', 'Remove the attribute to switch it off.'],
  'choice-invalid': (among: unknown, otherwise: unknown) => [
    `one of ${String(among).replaceAll(',', ', ')}`,
    `Using "${otherwise}".`,
  ],
  'context-personal': () => ['free of personal data', 'It is not sent.'],
  'context-too-large': () => ['one of at most 20 values of 200 characters', 'It is not sent.'],
  'duplicate-define': () => ['not defined by another script', 'Ours is left out.'],
  'endpoint-invalid': () => ['an http(s) URL'],
  'date-invalid': given,
  'hours-invalid': given,
  'json-ld-unnamed': () => ['a key with a name, as in mug=Blue mug', 'Search engines are told nothing.'],
  'link-refused': (expectation: unknown = 'an https:// address, after a name in links: google=https://g.page/shop') => [
    String(expectation),
    'The link is left out.',
  ],
  'locale-unknown': () => ['a language that there are words for', 'Using the next best.'],
  'number-invalid': (min: unknown, max: unknown, otherwise: unknown) => [
    `a whole number from ${min} to ${max}`,
    `Using ${otherwise}.`,
  ],
  'number-invalid step': () => ['1, or 0.5 with stars and hearts', 'Using 1.'],
  'number-invalid value': (min: unknown, max: unknown) => [`on the scale from ${min} to ${max}`, 'Using no score.'],
  'reviews-unread': () => ['an address that answers as GET /reviews does', 'The visitor may try again.'],
  'src-invalid': () => ['an http(s) URL, or a path of this site', 'No reviews are shown.'],
  'src-missing': () => ['an address, where the page has no endpoint', 'The content of the tag is shown.', 'none'],
  'trusted-types': () => [
    "lit-html 'allow-duplicates'",
    'Write both words into the Content-Security-Policy of the page. Until then the content of the tags is shown.',
    'a refusal',
  ],
  'tel-invalid': () => ['a phone number such as +358 40 123 4567', 'The content of the tag is shown instead.'],
  'timezone-invalid': given,
  'text-too-long': (max: unknown) => [`at most ${max} characters`, 'The rest is left out.'],
} satisfies {[cause: string]: Sentence};

/** The code of a problem that an element can report. */
export type ProblemCode = Exclude<keyof typeof sentences, `${string} ${string}`>;

/** What may be chosen, and what is taken instead, where the check does not say it. */
const choices: {readonly [name: string]: readonly string[]} = {
  theme: ['auto,light,dark', 'auto'],
  contact: ['email,phone', 'email'],
};

/** What each element was already told, because a bad attribute is read anew each time it is drawn. */
const told = new WeakMap<Element | Document, Set<string>>();

/** Writes the line about a bad attribute and fires `cx-problem`, once for each cause. */
export function explain(
  target: Element | Document,
  code: ProblemCode,
  name: string,
  got: unknown = '',
  details: readonly unknown[] = [],
): void {
  const sentence = (sentences as {[cause: string]: Sentence})[`${code} ${name}`] ?? (sentences[code] as Sentence);
  const [expectation = '', remedy = '', came = got] = sentence(...(details.length ? details : (choices[name] ?? [])));
  const subject = 'localName' in target ? target.localName : 'cx-elements';
  const message = expected(subject, toKebabCase(name), expectation, toText(came), code, remedy);
  const before = told.get(target) ?? new Set();
  if (before.has(message)) return;
  told.set(target, before.add(message));
  report(target, code, message);
}

/** Names that elements of later versions know; here they are no slips. */
const family =
  'show-when show-on show-to show-again show-as show-from show-until snooze max-shows placement priority prefill'.split(' ');

/** Global attributes, and what frameworks write on any tag. */
const foreign =
  /^(is|dir|form|title|role|hidden|inert|tabindex|translate|nonce|draggable|popover|spellcheck|(aria|ng|v|x|hx|wire)-.*|on.*|item.*|js.*)$|[:@_]/;

/** Attributes whose presence alone says yes. */
const flags = ['open', 'no-comment', 'prefill', 'required', 'readonly', 'disabled', 'json-ld'];

/**
 * Warns about `="false"` on a boolean, and about a name that is a slip of a known one, at most two letters away.
 * A name that resembles none is left alone: it may be the page's own.
 */
export function inspect(el: Element, strange: readonly Attr[], known: readonly string[]): void {
  const candidates = [...known, ...family];
  // An attribute that has been removed meanwhile still knows its value.
  for (const {name, value} of strange) {
    if (flags.includes(name) && value === 'false') explain(el, 'boolean-false', name, 'false');
    if (candidates.includes(name) || foreign.test(name)) continue;
    const meant = candidates.find(candidate => isSlip(name, candidate));
    if (meant) explain(el, 'attribute-unknown', name, value, [meant]);
  }
}

/** Two letters of difference are another word where there are only three: "key" is no slip of "tel", but "tle" is. */
function isSlip(name: string, meant: string): boolean {
  const sorted = (word: string) => [...word].sort().join('');
  return distance(name, meant) <= (name.length > 3 || sorted(name) === sorted(meant) ? 2 : 1);
}

/** Edits between two words (Levenshtein): insertions, deletions and replacements of one letter. */
function distance(a: string, b: string): number {
  let row = [...Array(b.length + 1)].map((_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
  }
  return row[b.length] ?? 0;
}
