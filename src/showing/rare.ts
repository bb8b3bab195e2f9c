import {parseDuration} from '../base/duration.js';
import {pageClock} from '../page/clock.js';
import {hasDataLayer} from '../page/has-data-layer.js';
import {device} from './device.js';
import type {Gates, Kind, Verdict} from './gates.js';
import type {Registry} from '../page/registry.js';
import type {recall as Recall} from '../page/facts.js';
import {countShows} from './shows.js';
import type * as Moments from './moments.js';
import type {hear as Hear, triggers as Triggers, Undo} from './triggers.js';

/** Parts of a list; a comma within brackets or quotes does not end one. */
const partPattern = /(?:\(.*?\)|\[.*?\]|(["']).*?\1|[^,])+/g;

/**
 * Teaches the rules of a page what few pages ask for: dates, a limit, and moments that take more to notice, whose arguments
 * may hold commas. Returns how a list of those is cut.
 */
export function teach(
  page: Registry,
  gates: Gates,
  kinds: Kind[],
  triggers: typeof Triggers,
  hear: typeof Hear,
  all: (undo: readonly Undo[]) => Undo,
  recall: typeof Recall,
): (list: string) => string[] {
  if (location.search.includes('cx-')) later(part => part.heedAddress(page));

  kinds[1] = word => word === device();
  gates['show-from'] = given => !given || isAtLeast(pageClock.now(), moment(given, 'T00:00'));
  gates['show-until'] = given => !given || isAtLeast(moment(given, 'T24:00'), pageClock.now() + 1);
  gates['max-shows'] = (given, survey) => !given || isAtLeast(+given, countShows(recall, survey) + 1);

  triggers['visible'] = (selector, {el, due}) => {
    // Throws here where the selector is none.
    document.querySelector(selector || '*');
    return later(part => part.whenVisible(selector, el, due));
  };

  triggers['click'] = (selector, {near, due}) => {
    // Throws here, and not at the page's every click, where the selector is none.
    document.querySelector(selector);
    const at = (type: string, then: () => void): Undo =>
      hear(type, ({target}) => {
        // Of the prototype: a field of the page's form may be called `closest`.
        if (target instanceof Element && Element.prototype.closest.call(target, selector)) then();
      });
    return all([...['pointerover', 'focusin', 'touchstart'].map(type => at(type, near)), at('click', due)]);
  };

  triggers['scroll'] = (argument, {near, due}) => {
    const wanted = parseFloat(argument);
    return (
      wanted >= 0 &&
      hear('scroll', () => {
        const depth = ((scrollY + innerHeight) / document.documentElement.scrollHeight) * 100;
        if (depth >= wanted / 2) near();
        if (depth >= wanted) due();
      })
    );
  };

  if (matchMedia('(hover: none)').matches) triggers['exit'] = (_, moment) => later(part => part.whenLeaving(moment, hear, all));
  triggers['idle'] = (argument, moment) => {
    const waitMs = parseDuration(argument);
    return waitMs >= 0 && later(part => part.whenIdle(waitMs, moment, hear, all));
  };
  triggers['trouble'] = (_, moment) => later(part => part.whenTroubled(moment, hear, all));

  triggers['event'] = (name, {due}) =>
    name !== '' && all([hear(name, due), ...(hasDataLayer(page) ? [later(part => part.hearPushes(name, due))] : [])]);

  return list => list.match(partPattern) ?? [];
}

/** Begins to wait for what takes more to notice, once the part that can is there. */
function later(begin: (part: typeof Moments) => Undo): Undo {
  let undo: Undo | undefined = () => {};
  import('./moments.js').then(
    part => (undo &&= begin(part)),
    () => {
      // Offline, or a deployment has taken the file away: this moment does not come.
    },
  );
  return () => {
    undo?.();
    undo = undefined;
  };
}

/** A date as it begins or ends for the visitor, or a moment; NaN for neither. */
function moment(given: string, ofDay: string): number {
  return Date.parse(given.length === 10 ? given + ofDay : given);
}

function isAtLeast(value: number, least: number): Verdict {
  return value >= least || (value < least ? false : undefined);
}

/** Tells when a script or the visitor goes to another address, in browsers without the Navigation API. */
export function watchHistory(onMove: () => void): void {
  for (const name of ['pushState', 'replaceState'] as const) {
    const go = history[name];
    history[name] = function (...given) {
      go.apply(this, given);
      onMove();
    };
  }
  for (const type of ['popstate', 'hashchange']) addEventListener(type, onMove);
  onMove();
}
