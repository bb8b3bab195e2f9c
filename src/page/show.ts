import {expected} from '../base/expect.js';
import {report} from './report.js';

/** Calls a method of the element that `selector` finds, once the element is defined. */
export async function ask<T>(selector: string, method: 'show' | 'explain'): Promise<T | undefined> {
  let found: Element | null = null;
  try {
    found = document.querySelector(selector);
    if (!found) throw new TypeError('No element.');
    await customElements.whenDefined(found.localName);
    return await (found as {show?(): Promise<T>; explain?(): Promise<T>} & Element)[method]?.();
  } catch {
    // A selector that is none, finds nothing, or finds no custom element: one finding for the page's author.
    report(found ?? undefined, 'selector-invalid', expected('cx-elements', method, 'the selector of an element', selector, 'selector-invalid'));
    return undefined;
  }
}

/** Shows the element that a pressed `[data-cx-show]` names. */
export function onPress(event: Event): void {
  const pressed = event.target instanceof Element && event.target.closest<HTMLElement>('[data-cx-show]');
  if (pressed) void ask(pressed.dataset['cxShow'] ?? '', 'show');
}
