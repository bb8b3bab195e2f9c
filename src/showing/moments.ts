import {pageClock} from '../page/clock.js';
import type {Registry} from '../page/registry.js';
import type {all as All, hear as Hear, Moment, Undo} from './triggers.js';

/** How long before the moment it is near, in milliseconds. */
const nearMs = 3000;
/** How long somebody was in another tab before they return, in milliseconds. */
const awayMs = 5000;
/** Within how long a quick movement upwards happens, in milliseconds. */
const flickMs = 300;
/** How close in time, in milliseconds, and in place, in pixels, presses are that belong together. */
const [pressMs, pressPx] = [1200, 30];

/** Somebody without a pointer is about to leave: the nearest signs are a quick movement back to the top and a return to the tab. */
export function whenLeaving({near, due}: Moment, hear: typeof Hear, all: typeof All): Undo {
  let [top, since, leftAt] = [scrollY, 0, Infinity];
  return all([
    hear('scroll', ({timeStamp}) => {
      if (scrollY > top || timeStamp - since > flickMs) [top, since] = [scrollY, timeStamp];
      const flick = (top - scrollY) / innerHeight;
      if (flick > 0.1) near();
      if (flick > 0.5) due();
    }),
    hear('visibilitychange', ({timeStamp}) => {
      if (document.hidden) leftAt = timeStamp;
      else if (timeStamp - leftAt > awayMs) due();
    }),
  ]);
}

/** A place comes into view: the one that the selector names, or the one around the element. */
export function whenVisible(selector: string, el: Element, due: () => void): Undo {
  const seen = new IntersectionObserver(entries => entries.some(({isIntersecting}) => isIntersecting) && due());
  const look = (): void => {
    const place = selector
      ? document.querySelector(selector)
      : (el.parentElement ?? (el.getRootNode() as Partial<ShadowRoot>).host);
    if (!place) return;
    search.disconnect();
    seen.observe(place);
  };
  // The place may be drawn later.
  const search = new MutationObserver(look);
  search.observe(document, {childList: true, subtree: true});
  look();
  return () => {
    seen.disconnect();
    search.disconnect();
  };
}

/** Nobody has touched anything for a while. */
export function whenIdle(waitMs: number, {near, due}: Moment, hear: typeof Hear, all: typeof All): Undo {
  let undo: Undo[] = [];
  const begin = (): void => {
    all(undo)();
    undo = [pageClock.later(waitMs - nearMs, near), pageClock.later(waitMs, due)];
  };
  begin();
  const acts = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'wheel', 'visibilitychange'];
  return all([...acts.map(type => hear(type, begin)), () => all(undo)()]);
}

/** Somebody presses the same place again and again, or a form refuses them again and again. */
export function whenTroubled({near, due}: Moment, hear: typeof Hear, all: typeof All): Undo {
  let presses: {readonly at: number; readonly x: number; readonly y: number}[] = [];
  let refusals: number[] = [];
  return all([
    hear('click', event => {
      const {clientX: x, clientY: y, timeStamp: at, detail, target} = event as MouseEvent;
      // A key that presses a button is no rage, nor is a word that is selected by three clicks.
      if (!detail || (target instanceof Element && target.matches('input, select, textarea, [contenteditable]'))) return;
      presses = [...presses.filter(one => at - one.at < pressMs && Math.hypot(one.x - x, one.y - y) < pressPx), {at, x, y}];
      if (presses.length > 2) near();
      if (presses.length > 4) due();
    }),
    hear('invalid', ({timeStamp}) => {
      // One attempt to send a form makes an event for each of its fields.
      if (timeStamp - (refusals.at(-1) ?? -Infinity) < 100) return;
      refusals = [...refusals.filter(at => timeStamp - at < 60_000), timeStamp];
      if (refusals.length > 1) near();
      if (refusals.length > 2) due();
    }),
  ]);
}

/** Tells of each push of an event to the page's data layer, those made before included. */
export function hearPushes(name: string, due: () => void): Undo {
  const page = window as {dataLayer?: unknown[]};
  const layer = (page.dataLayer ??= []);
  const isIt = (push: unknown): boolean => (push as {readonly event?: unknown} | undefined)?.event === name;
  const {push} = layer;
  let isOff = false;
  layer.push = (...pushes) => {
    const length = push.apply(layer, pushes);
    if (!isOff && pushes.some(isIt)) due();
    return length;
  };
  if (layer.some(isIt)) due();
  return () => {
    isOff = true;
  };
}

/** Does what the address of the page asks for. */
export function heedAddress(page: Registry): Undo {
  // Who follows a link of an e-mail to answer has been asked there.
  if (location.search.includes('cx-score')) document.querySelectorAll('[prefill]').forEach(el => void page.load?.(el));
  // Only where the page's author allows it.
  if (location.search.includes('cx-debug') && document.querySelector('script[data-cx-debug]'))
    import('./debug-panel.js').then(
      ({openDebugPanel}) => openDebugPanel(),
      () => {
        // Offline, or not among the files of this server: explain() says the same.
      },
    );
  return () => {};
}
