import {ratingMore} from '../../locales/en.js';
import {counted, fill, numberIn, type Words} from '../../locales/words.js';
import {css} from '../../page/css.js';
import {languageOf, say} from '../language.js';
import {heart, star} from '../parts/shapes.js';
import {light, rowStyles, symbolRow} from '../parts/symbol-row.js';
import {seekWords} from '../seek-words.js';
import type {CxRating} from './cx-rating.js';

/** Draws a rating that nobody is asked for. */
export type Picture = (el: CxRating) => void;

const styles = css`
  :host([mode='show'][open]) {
    display: inline-block;
    vertical-align: middle;
  }
  .shown {
    --_lit: var(--cx-star, #e8980c);
    display: flex;
    align-items: center;
    gap: 0.4em;
    line-height: 1.5;
  }
  .shown > span {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .shown .heart {
    --_lit: var(--cx-heart, #d6336c);
  }
`;

/** Rows of symbols as they were drawn first: in a list of a thousand ratings, each copies one. */
const rows = new Map<string, HTMLElement>();

/**
 * Draws a rating that nobody is asked for: one labelled image, lit exactly as far as the value reaches.
 *
 * By hand and not by a template: one more in a list costs a third.
 */
export function picture(el: CxRating): void {
  const root = el.renderRoot as ShadowRoot;
  const {value, count} = el;
  const {max} = el.scale;
  if (typeof value !== 'number') return root.replaceChildren();
  const path = el.look === 'heart' ? heart : star;
  const key = max + path;
  if (!root.firstChild) root.adoptedStyleSheets.push(...[rowStyles, styles].flat());
  if (!rows.has(key)) rows.set(key, draw(path, max));
  const drawn = (root.firstElementChild ?? root.appendChild((rows.get(key) as HTMLElement).cloneNode(true))) as HTMLElement;
  const [row, text] = drawn.children as unknown as [HTMLElement, HTMLElement];
  const has = typeof count === 'number';
  seekWords(el);
  // Nothing else is drawn in this mode, nor written to its attributes.
  el.toggleAttribute('open', el.open);
  const language = languageOf(el);
  drawn.setAttribute('aria-label', nameOf(el, language, value, max, has ? count : undefined));
  light(row, value, max);
  text.textContent = has ? `(${numberIn(language)(count)})` : '';
}

function nameOf(el: CxRating, language: string, value: number, max: number, count?: number): string {
  const [shown, most] = [value, max].map(numberIn(language)) as [string, string];
  const words: Words = say(el, 'ratingMore', ratingMore);
  return count === undefined
    ? fill(el.text.option, {value: shown, max: most})
    : counted(key => words[key], 'shown', count, language, {value: shown, max: most});
}

function draw(path: string, max: number): HTMLElement {
  const drawn = document.createElement('div');
  drawn.className = 'shown';
  drawn.setAttribute('role', 'img');
  const row = symbolRow(path, max);
  row.classList.toggle('heart', path === heart);
  drawn.append(row, document.createElement('span'));
  return drawn;
}
