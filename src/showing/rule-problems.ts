import {expected} from '../base/expect.js';
import {report} from '../page/report.js';

/** What an attribute, or each word of it, must be: code, what is expected, as a pattern, and what happens else. */
type Rule = readonly [code: string, expectation: string, pattern: string, remedy?: string];

const wait: Rule = ['duration-invalid', 'never, always or 90d', 'never|always|[\\d.]+(ms|[smhd])'];
const date: Rule = ['date-invalid', 'a date such as 2026-12-24', '\\d{4}-\\d\\d-\\d\\d(T.+)?'];

const rules: {readonly [attribute: string]: Rule} = {
  'show-on': ['pattern-invalid', 'paths such as /product/*', '!?[/*].*'],
  'show-to': [
    'audience-invalid',
    'words such as returning or 20%',
    'new|returning|visits:\\d+|phone|tablet|desktop|[\\d.]+%|promoter|passive|detractor',
  ],
  'show-again': wait,
  snooze: wait,
  'max-shows': ['number-invalid', 'a whole number', '\\d+'],
  priority: ['number-invalid', 'a whole number', '-?\\d+', 'Using 0.'],
  'show-from': date,
  'show-until': date,
  'show-as': ['choice-invalid', 'inline, popover, dialog or banner', 'inline|popover|dialog|banner', 'Using inline.'],
  placement: ['choice-invalid', 'a corner such as bottom-end', 'bottom-end|bottom-start|top-end|top-start', 'Using bottom-end.'],
};

/** Says in one line what is wrong with an attribute. */
export type Tell = (name: string, code: string, expectation: string, got: string, remedy: string) => void;

/** The word that may have been meant: a slip of the pen keeps most of the letters. */
export type Guess = (word: string, words: readonly string[]) => string | undefined;

const guess: Guess = (word, words) =>
  words.find(
    one => Math.abs(one.length - word.length) < 3 && [...one].filter(letter => !word.includes(letter)).length < one.length / 3,
  );

/** Says in one line each what is wrong with the rules of an element. */
export function tellRuleProblems(el: Element, badMoments: readonly string[]): void {
  const tell: Tell = (name, code, expectation, got, remedy) =>
    report(el, code, expected(el.localName, name, expectation, got, code, remedy));
  for (const [name, [code, expectation, pattern, remedy = 'It stays closed.']] of Object.entries(rules))
    for (const word of el.getAttribute(name)?.match(/\S+/g) ?? []) {
      if (new RegExp(`^(${pattern})$`).test(word)) continue;
      const meant = guess(word, pattern.match(/[a-z-]{3,}/g) ?? []);
      tell(name, code, expectation, word, meant ? `Did you mean "${meant}"?` : remedy);
    }
  // Also words that may not decide whom a review is asked of.
  import('./moment-problems.js').then(
    ({tellMomentProblems}) => tellMomentProblems(badMoments, tell, guess, el),
    () => {
      // Offline: whoever writes the page sees that the file is missing.
    },
  );
}

/** Says that the file of an element could not be fetched. */
export function tellUnreachable(el: Element, error: unknown): void {
  const {localName} = el;
  report(
    el,
    'unreachable',
    expected(localName, 'module', 'within reach', error, 'unreachable', 'It is tried again once online.'),
  );
}
