import {parseDuration} from '../base/duration.js';
import {pageClock, timestamp} from '../page/clock.js';
import {note, recall} from '../page/facts.js';
import {hasModal, whenClosed, whenLeft} from '../page/modal.js';
import {registry, type Finding} from '../page/registry.js';
import {mayRemember, setting} from '../page/settings.js';
import {surveyName} from '../page/survey-name.js';
import {isPast, type Gates, type Verdict} from './gates.js';
import type {Armed} from './rules.js';
import {countShows} from './shows.js';
import {prepare} from './prepare.js';
import {makeSurface} from './surfaces/surface.js';
import {isPrompt, type hear as Hear} from './triggers.js';

/** An element that is defined. */
interface Showable extends Element {
  readonly open: boolean;
  readonly value?: unknown;
  show(): Promise<void>;
  hide(): Promise<void>;
}

/** Where prompts appear: one at a time, the most important first, and never over a dialog of the page. */
export interface Stage {
  /** Fetches what a prompt needs, because its moment is near. */
  prepare(el: Element): void;
  /** Shows what is due and may show. */
  settle(): void;
  /** The page has become another one: what nobody has begun to answer goes, unless it belongs there too. */
  leave(): void;
  explain(el: Element, gates: Gates): Promise<Finding[]>;
}

/** Makes the stage of this page, for what the rules have armed. */
export function makeStage(armed: Map<Element, Armed>, judge: (el: Element) => Verdict, hear: typeof Hear): Stage {
  /** The prompt that is about to open, or open. */
  let current: Element | undefined;
  let isSoon = false;

  const perform = (): void => {
    isSoon = false;
    const due = [...armed.keys()].filter(el => armed.get(el)?.isDue && judge(el)).sort((a, b) => priority(b) - priority(a));
    for (const el of due) {
      if (!isPrompt(el)) void open(el);
      else if (!current && !hasModal()) void show(el);
    }
  };

  /** What becomes due in the same moment is compared. */
  const settle = (): void => {
    if (isSoon) return;
    isSoon = true;
    pageClock.later(0, perform);
  };

  /** Opens it, unless what held when it became due does not hold any more; true when it is open. */
  const open = async (el: Element): Promise<boolean> => {
    const entry = armed.get(el);
    if (entry) {
      entry.isDue = false;
      entry.undo.splice(0).forEach(undo => undo());
    }
    await (registry().load?.(el) ?? customElements.whenDefined(el.localName));
    if (!judge(el) || (isPrompt(el) && hasModal())) return false;
    await (el as Showable).show();
    // What the gates do not read is looked at now.
    if (unclear(el))
      import('./rule-problems.js').then(
        ({tellRuleProblems}) => tellRuleProblems(el, []),
        () => {},
      );
    const survey = surveyName(el);
    const isOpen = (el as Showable).open;
    if (isOpen) note(`shows:${survey}`, `${countShows(recall, survey) + 1} ${recall(`answer:${survey}`)}`);
    return isOpen;
  };

  const show = async (el: Element): Promise<void> => {
    current = el;
    const release = (): void => {
      current = undefined;
      settle();
    };
    const run = async (): Promise<void> => {
      const isOpen = await open(el).catch(() => false);
      if (!isOpen) return release();
      note('prompt', timestamp());
      const closed = whenClosed(el);
      void closed.then(release);
      // A lock that is held keeps a page out of the back/forward cache.
      await Promise.race([closed, whenLeft()]);
    };
    const locks = navigator.locks as LockManager | undefined;
    if (!locks) return run();
    // Another tab that shows the same has the lock.
    let isRun = false;
    await locks
      .request(`cx-prompt:${surveyName(el)}`, {ifAvailable: true}, lock => {
        isRun = true;
        return lock ? run() : release();
      })
      // Some frames have no right to locks.
      .catch(() => (isRun ? undefined : run()));
  };

  // A drawer of the page that goes says nothing, but somebody has pressed something.
  for (const type of ['close', 'visibilitychange', 'pointerup', 'keyup']) hear(type, settle);

  registry().makeSurface ??= makeSurface;

  return {
    prepare,
    settle,
    leave() {
      const {value, hide} = (current ?? {}) as Partial<Showable>;
      if (current && value == null && !judge(current)) void hide?.call(current);
    },
    async explain(el, gates) {
      const {explain} = await import('./explain.js');
      const quiet = setting('quiet') || '0s';
      const more = [
        {
          gate: 'quiet',
          pass: isPast(recall('prompt'), parseDuration(quiet)) === true,
          want: quiet,
          got: recall('prompt') || 'none yet',
        },
        {gate: 'one prompt', pass: !current || current === el, want: 'no other prompt', got: current?.localName ?? 'none'},
        {gate: 'dialog', pass: !hasModal(), want: 'no dialog of the page', got: hasModal() ? 'one' : 'none'},
      ];
      return explain(el, {gates, recall, more: isPrompt(el) ? more : [], mayRemember: mayRemember(false)});
    },
  };
}

function priority(el: Element): number {
  return +(el.getAttribute('priority') ?? 0) || 0;
}

/** True where an attribute that stands in nobody's way is not plainly right. */
function unclear(el: Element): boolean {
  const is = (name: string, pattern: RegExp): boolean => pattern.test(el.getAttribute(name) || '');
  return (
    !is('priority', /^(-?\d+)?$/) ||
    !is('placement', /^((bottom|top)-(end|start))?$/) ||
    !is('show-as', /^(inline|popover|dialog|banner)?$/)
  );
}
