import {parseDuration} from '../base/duration.js';
import {pageClock} from '../page/clock.js';

/** Calls something off. */
export type Undo = () => void;

/** Whom a trigger tells that the moment comes near, and that it is there. */
export interface Moment {
  readonly el: Element;
  near(): void;
  due(): void;
}

/** Waits for a moment; nothing where its argument cannot be understood. */
export type Trigger = (argument: string, moment: Moment) => Undo | false | undefined;

type Listener = (event: Event) => void;

/** How long before a delay ends its moment is near, in milliseconds. */
const nearMs = 3000;
const listeners = new Map<string, Set<Listener>>();

/** Hears an event wherever it happens on the page: one listener for each type, however many prompts wait for it. */
export function hear(type: string, listener: Listener): Undo {
  const heard = listeners.get(type) ?? new Set();
  if (!listeners.has(type)) addEventListener(type, event => heard.forEach(listen => listen(event)), true);
  listeners.set(type, heard.add(listener));
  return () => heard.delete(listener);
}

/** Calls off all of them. */
export const all =
  (undo: readonly Undo[]): Undo =>
  () =>
    undo.forEach(call => call());

/** The moments of every page, by the first word of `show-when`. Those of few pages come with the part for them. */
export const triggers: {[name: string]: Trigger} = {
  load(_, {el, due}) {
    if (isPrompt(el) && document.readyState !== 'complete') return hear('load', due);
    // What stands in the page itself is there as soon as its place is.
    due();
    return all([]);
  },

  delay(argument, {near, due}) {
    const delayMs = parseDuration(argument);
    if (!(delayMs >= 0)) return undefined;
    let undo = pageClock.later(delayMs - nearMs, () => {
      near();
      undo = pageClock.later(Math.min(delayMs, nearMs), due);
    });
    return () => undo();
  },

  exit: (_, {near, due}) =>
    all([
      hear('pointermove', event => {
        if ((event as PointerEvent).clientY < innerHeight / 4) near();
      }),
      hear('mouseout', event => {
        const {relatedTarget, clientY} = event as MouseEvent;
        if (!relatedTarget && clientY <= 0) due();
      }),
    ]),

  manual: () => all([]),
};

/** True for what is shown over the page, so that it may disturb. */
export function isPrompt(el: Element): boolean {
  // A banner, a dialog, a popover, or a slip of the pen for one of them.
  return /^[bdp]/.test(`${el.getAttribute('show-as')}`);
}
