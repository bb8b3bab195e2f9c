import {ratingMore} from '../../locales/en.js';
import {css} from '../../page/css.js';
import {say} from '../language.js';
import {turnArrows} from '../parts/arrows.js';
import type {CxRating} from './cx-rating.js';

const styles = css`
  .scale {
    margin-block-start: 0;
  }
  :host(:disabled) .scale {
    opacity: 0.5;
  }
`;

/** Tells the form whether it may be sent. */
export type Field = () => void;

const told = ['form', 'labels', 'validity', 'validationMessage', 'willValidate'] as const;

/** Gives a rating within a form the members that every field of a form has. */
export function beField(el: CxRating): Field {
  const internals = el.internals as ElementInternals;
  let custom = '';
  const update: Field = () => {
    const labels = [...internals.labels].map(({textContent}) => textContent?.trim());
    const group = el.renderRoot.querySelector('[role=radiogroup]') as Element;
    // Named by the page's label, as any field is; else by its question.
    group.removeAttribute('aria-labelledby');
    group.setAttribute('aria-label', el.getAttribute('aria-label') || labels.join(' ') || el.question || el.text.question);
    group.setAttribute('aria-required', `${!!el.required}`);
    const valueMissing = el.required && el.value === null;
    const input = el.renderRoot.querySelector<HTMLInputElement>('input:checked, input') as HTMLInputElement;
    internals.setValidity(
      {valueMissing, customError: !!custom},
      valueMissing ? say(el, 'ratingMore', ratingMore).required : custom,
      input,
    );
  };
  const own: PropertyDescriptorMap = {
    checkValidity: {value: () => internals.checkValidity()},
    reportValidity: {value: () => internals.reportValidity()},
    setCustomValidity: {
      value: (message: string) => {
        custom = message;
        update();
      },
    },
  };
  for (const name of told) own[name] = {get: () => internals[name]};
  Object.defineProperties(el, own);
  // The radio's own comes before the score is known, and leaves its shadow root.
  el.renderRoot.addEventListener('input', event => event.stopPropagation());
  (el.renderRoot as ShadowRoot).adoptedStyleSheets.push(...[styles].flat());
  turnArrows(el.renderRoot as ShadowRoot);
  update();
  return update;
}
