import type {SurveyElement} from '../survey-element.js';

/** Puts the focus on what the selector finds in an element, once that is drawn. */
export function focusOn(el: SurveyElement, selector: string): void {
  void el.updateComplete.then(() => el.renderRoot.querySelector<HTMLElement>(selector)?.focus());
}
