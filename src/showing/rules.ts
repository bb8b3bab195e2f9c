import {watchAddress} from './address.js';
import {parseDuration} from '../base/duration.js';
import {recall} from '../page/facts.js';
import {pageAddress} from '../page/page-address.js';
import {registry, type Rules} from '../page/registry.js';
import {setting} from '../page/settings.js';
import {surveyName} from '../page/survey-name.js';
import {countVisits, gates, isPast, kinds, type Verdict} from './gates.js';
import type * as Rare from './rare.js';
import type {Stage} from './stage.js';
import {all, hear, isPrompt, triggers, type Undo} from './triggers.js';

/** What waits for its moment. */
export interface Armed {
  /** The moments as they were read, so that the same ones are not armed twice. */
  readonly when: string;
  readonly undo: Undo[];
  isDue?: boolean;
}

/** True as long as the shop wants no prompt after another. */
function isQuiet(): boolean {
  return !isPast(recall('prompt'), parseDuration(setting('quiet') || '0s'));
}

/** What few pages ask for, or, behind the line break, their address: `?cx-score` or `?cx-debug`; on a screen without a pointer, leaving is noticed in another way. */
const rare = /^.*(click|event|idle|scroll|trouble|visible|show-[fu]|max-shows|phone|tablet|desktop)|[?&]cx-/;

/**
 * What the gates say of an element, here and now: whether it may show, or undefined where one cannot be understood.
 *
 * With an empty survey: only whether all can be understood.
 */
function judge(el: Element, survey: string): Verdict {
  const verdicts = Object.entries(gates).map(([name, gate]) => gate(el.getAttribute(name)?.trim() ?? '', survey, el));
  if (verdicts.includes(undefined)) return undefined;
  return !survey || (el.isConnected && !verdicts.includes(false) && !(isPrompt(el) && isQuiet()));
}

const rarePart = (): Promise<typeof Rare> => import('./rare.js');

const mayShow = (el: Element): Verdict => judge(el, surveyName(el));

/** Does something with a part once it is there; where it cannot be fetched, nothing: the page works without. */
export function once<Part>(part: Promise<Part>, task: (part: Part) => void): void {
  part.then(task, () => {});
}

/**
 * Starts the rules of this page: an element is fetched when its moment comes near and its gates let the visitor pass.
 *
 * Whoever is shown nothing pays for this part only; what shows it, and sees to it that it disturbs nobody, comes with it.
 */
export function startRules(): Rules {
  const page = registry();
  const armed = new Map<Element, Armed>();
  let stage: Promise<Stage> | undefined;
  /** Cuts a list; a comma within brackets or quotes, where one can be, does not end a part. */
  let cut = (list: string): string[] => list.split(',');
  let isTaught = false;

  const enter = (): Promise<Stage> => (stage ??= import('./stage.js').then(({makeStage}) => makeStage(armed, mayShow, hear)));

  const disarm = (el: Element): void => {
    all(armed.get(el)?.undo ?? [])();
    armed.delete(el);
  };

  const arm = (el: Element): void => {
    const when = el.getAttribute('show-when') ?? 'load';
    if (armed.get(el)?.when === when) return;
    disarm(el);
    if (
      !isTaught &&
      (rare.test(`${when + el.getAttributeNames() + el.getAttribute('show-to')}\n${pageAddress()}`) ||
        (when.includes('exit') && matchMedia('(hover: none)').matches))
    )
      return once(rarePart(), ({teach}) => {
        cut = teach(page, gates, kinds, triggers, hear, all, recall);
        isTaught = true;
        arm(el);
      });
    const entry: Armed = {when, undo: []};
    armed.set(el, entry);
    const near = (): void => {
      if (mayShow(el)) once(enter(), ({prepare}) => prepare(el));
    };
    const due = (): void => {
      entry.isDue = true;
      if (!mayShow(el)) return;
      // In one round trip.
      void page.load?.(el);
      once(enter(), ({settle}) => settle());
    };
    const bad = cut(when).filter(part => {
      const [name = '', ...given] = part.trim().split(' ');
      try {
        const undo = triggers[name]?.(given.join(' ').trim(), {el, near, due});
        if (undo) entry.undo.push(undo);
        return !undo;
      } catch {
        // A selector that is none.
        return true;
      }
    });
    if (bad.length || !judge(el, '')) once(import('./rule-problems.js'), ({tellRuleProblems}) => tellRuleProblems(el, bad));
  };

  countVisits();
  watchAddress(
    () => {
      for (const el of [...armed.keys()]) {
        disarm(el);
        // What has left the page is forgotten.
        if (el.isConnected) arm(el);
      }
      if (stage) once(stage, ({leave}) => leave());
    },
    onMove => once(rarePart(), ({watchHistory}) => watchHistory(onMove)),
  );

  return {
    arm,
    explain: async el => (await enter()).explain(el, gates),
  };
}
