import {expected} from '../base/expect.js';
import {report} from '../page/report.js';

const duration = '([\\d.]+(ms|[smhd]))';
const day = '(\\d{4}-\\d\\d-\\d\\d(T.+)?)';
const number = 'number-invalid';

/** What each attribute, or each word of it, must be: code, what is expected, as a pattern, and what happens else. */
const rules: {readonly [attribute: string]: readonly [code: string, expectation: string, pattern: string, remedy?: string]} = {
  'show-on': ['pattern-invalid', 'paths such as /product/*', '!?[/*].*'],
  'show-to': [
    'audience-invalid',
    'words such as returning or 20%',
    'new|returning|visits:\\d+|phone|tablet|desktop|[\\d.]+%|promoter|passive|detractor',
  ],
  'show-again': ['duration-invalid', 'never, always or 90d', 'never|always|' + duration],
  snooze: ['duration-invalid', 'a duration such as 14d', duration],
  'max-shows': [number, 'a whole number', '\\d+'],
  priority: [number, 'a whole number', '-?\\d+', 'Using 0.'],
  'show-from': ['date-invalid', 'a date such as 2026-12-24', day],
  'show-until': ['date-invalid', 'a date such as 2026-12-24', day],
  'show-as': ['choice-invalid', 'inline, popover, dialog or banner', 'inline|popover|dialog|banner', 'Using inline.'],
  placement: ['choice-invalid', 'a corner such as bottom-end', '(bottom|top)-(end|start)', 'Using bottom-end.'],
};

/** Each moment with an example of what follows it. */
const moments = 'load,delay 8s,scroll 60%,exit,idle 30s,visible #id,click #id,event paid,trouble,manual'.split(',');

/** Says in one line each what is wrong with the rules of an element. */
export function tellRuleProblems(el: Element, badMoments: readonly string[]): void {
  const tell = (name: string, code: string, expectation: string, got: string, remedy: string): void =>
    report(el, code, expected(el.localName, name, expectation, got, code, remedy));
  for (const [name, [code, expectation, pattern, remedy = 'It stays closed.']] of Object.entries(rules))
    for (const word of el.getAttribute(name)?.match(/\S+/g) ?? [])
      if (!new RegExp(`^(${pattern})$`).test(word)) tell(name, code, expectation, word, remedy);
  for (const moment of badMoments) {
    const [word = ''] = moment.trim().split(' ');
    const known = moments.find(one => one.startsWith(word));
    // A slip of the pen keeps most of the letters.
    const meant = moments.find(one => [...word].filter(letter => one.includes(letter)).length >= word.length - 1) ?? 'load';
    const code = /^(click|vis)/.test(word) ? 'selector' : /^(delay|idle)/.test(word) ? 'duration' : 'trigger';
    tell(
      'show-when',
      `${code}-invalid`,
      known ?? `one of ${moments.join(', ')}`,
      moment.trim(),
      known ? 'It is left out.' : `Did you mean "${meant}"?`,
    );
  }
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
