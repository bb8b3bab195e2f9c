import type {CxElement} from '../cx-element.js';

/** Puts the focus on what the selector finds in an element, once that is drawn. */
export function focusOn(el: CxElement, selector: string): void {
  void el.updateComplete.then(() => el.renderRoot.querySelector<HTMLElement>(selector)?.focus());
}
