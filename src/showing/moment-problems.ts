import type {Guess, Tell} from './rule-problems.js';

/** Each moment with an example of what follows it. */
const moments = [
  'load',
  'delay 8s',
  'scroll 60%',
  'exit',
  'idle 30s',
  'visible #id',
  'click #id',
  'event paid',
  'trouble',
  'manual',
];

/** Says in one line each which moments of `show-when` are none, and which words would choose whom to ask for a review. */
export function tellMomentProblems(bad: readonly string[], tell: Tell, guess: Guess, el: Element): void {
  for (const word of (el.localName === 'cx-review' && el.getAttribute('show-to')?.match(/\S+/g)) || [])
    if (/^(promoter|passive|detractor)$/.test(word))
      tell('show-to', 'gating', 'free of scores', word, 'Everyone is asked for a review, whatever the score.');
  for (const moment of bad) {
    const [word = ''] = moment.trim().split(/\s/);
    const known = moments.find(one => one.split(' ')[0] === word);
    const meant = guess(
      word,
      moments.map(one => one.replace(/ .*/, '')),
    );
    const code = /^(click|vis)/.test(word) ? 'selector' : /^(delay|idle)/.test(word) ? 'duration' : 'trigger';
    tell(
      'show-when',
      `${code}-invalid`,
      known ?? `one of ${moments.join(', ')}`,
      moment.trim(),
      known || !meant ? 'It is left out.' : `Did you mean "${moments.find(one => one.startsWith(meant))}"?`,
    );
  }
}
