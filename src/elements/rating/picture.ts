import {ratingMore} from '../../locales/en.js';
import {counted, fill, type Words} from '../../locales/words.js';
import {css} from '../../page/css.js';
import {languageOf, say} from '../language.js';
import {heart, star} from '../parts/shapes.js';
import {light, symbolRow} from '../parts/symbol-row.js';
import type {CxRating} from './cx-rating.js';

/** Draws a rating that nobody is asked for. */
export type Picture = (el: CxRating) => void;

const styles = css`
  :host([mode='show']) {
    display: inline-block !important;
    vertical-align: middle;
  }
  .shown {
    --_lit: var(--cx-star, #e8980c);
    display: flex;
    align-items: center;
    gap: 0.4em;
    line-height: 1.5;
  }
  .shown svg {
    block-size: 1.2em;
    fill: currentColor;
    stroke: none;
  }
  .shown > span {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .shown > div {
    position: relative;
    color: var(--_line);
  }
  .shown div div {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    overflow: hidden;
    color: var(--_lit);
  }
  .shown .heart {
    --_lit: var(--cx-heart, #d6336c);
  }
`;

const formats = new Map<string, Intl.NumberFormat>();

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
  if (!root.firstChild) root.adoptedStyleSheets.push(...[styles].flat());
  if (!rows.has(key)) rows.set(key, draw(path, max));
  const drawn = (root.firstElementChild ?? root.appendChild((rows.get(key) as HTMLElement).cloneNode(true))) as HTMLElement;
  const [row, text] = drawn.children as unknown as [HTMLElement, HTMLElement];
  const has = typeof count === 'number';
  drawn.ariaLabel = nameOf(el, value, max, has ? count : undefined);
  light(row, value, max);
  text.textContent = has ? `(${formatOf(languageOf(el)).format(count)})` : '';
}

/** How a language writes numbers: a list of a thousand ratings asks once. */
function formatOf(language: string): Intl.NumberFormat {
  const format = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, format);
  return format;
}

function nameOf(el: CxRating, value: number, max: number, count?: number): string {
  const language = languageOf(el);
  const [shown, most] = [value, max].map(formatOf(language).format) as [string, string];
  const words: Words = say(el, 'ratingMore', ratingMore);
  return count === undefined
    ? fill(el.text.option, {value: shown, max: most})
    : counted(key => words[key], 'shown', count, language, {value: shown, max: most});
}

function draw(path: string, max: number): HTMLElement {
  const drawn = document.createElement('div');
  drawn.className = 'shown';
  drawn.role = 'img';
  const row = symbolRow(path, max);
  row.classList.toggle('heart', path === heart);
  drawn.append(row, document.createElement('span'));
  return drawn;
}
