import {timestamp} from '../page/clock.js';
import type {recall as Recall} from '../page/facts.js';
import {pagePlace} from '../page/page-address.js';
import type {Finding} from '../page/registry.js';
import {hasRules} from '../page/rules.js';
import {surveyName} from '../page/survey-name.js';
import {device} from './device.js';
import type {Gates} from './gates.js';
import {countShows} from './shows.js';

/** How things stand on this page. */
export interface Standing {
  readonly gates: Gates;
  readonly recall: typeof Recall;
  /** What holds of prompts alone, whatever their own rules say. */
  readonly more: readonly Finding[];
  /** Whether visits and scores may be remembered. */
  readonly mayRemember: boolean;
}

/** What each gate wants where its attribute says nothing. */
const defaults: {readonly [gate: string]: string} = {
  'show-on': 'every page',
  'show-to': 'everyone',
  'show-again': '90d',
  snooze: '14d',
};

/** Lists each gate of an element: what it wants, what it finds, and whether it lets the element be shown now. */
export function explain(el: Element, {gates, recall, more, mayRemember}: Standing): Finding[] {
  if (!hasRules(el)) return [];
  const survey = surveyName(el);
  const got: {readonly [gate: string]: () => string} = {
    'show-on': () => {
      const {pathname, search} = pagePlace();
      return pathname + search;
    },
    'show-to': () =>
      [
        device(),
        mayRemember ? `visit ${recall('visits')}` : 'new (needs consent)',
        recall(`draw:${survey}`) && `drew ${Math.ceil(+recall(`draw:${survey}`))} of 100`,
        recall('score'),
      ]
        .filter(Boolean)
        .join(', '),
    'show-again': () => recall(`answer:${survey}`) || 'no answer',
    snooze: () => recall(`dismiss:${survey}`) || 'not closed',
    'max-shows': () => `shown ${countShows(recall, survey)} times`,
  };
  const own = Object.entries(gates).map(([gate, passes]) => {
    const given = el.getAttribute(gate)?.trim() ?? '';
    const pass = passes(given, survey, el) === true;
    return {gate, pass, want: given || (defaults[gate] ?? 'anything'), got: (got[gate] ?? timestamp)()};
  });
  return [...own, ...more];
}
