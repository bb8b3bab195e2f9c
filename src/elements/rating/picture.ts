import {ratingMore} from '../../locales/en.js';
import {fill} from '../../locales/words.js';
import {css} from '../../page/css.js';
import {heart, star} from '../parts/shapes.js';
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

const svgSpace = 'http://www.w3.org/2000/svg';

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
  const lit = row.lastElementChild as HTMLElement;
  const has = typeof count === 'number';
  drawn.ariaLabel = fill(!has ? el.text.option : count === 1 ? ratingMore.shownOne : ratingMore.shown, {value, max, count});
  lit.style.inlineSize = `${(Math.max(0, Math.min(value / max, 1)) * 100).toFixed(2)}%`;
  text.textContent = has ? `(${count})` : '';
}

function draw(path: string, max: number): HTMLElement {
  const [drawn, row, lit] = [0, 1, 2].map(() => document.createElement('div')) as unknown as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  drawn.className = 'shown';
  drawn.role = 'img';
  row.className = path === heart ? 'heart' : '';
  lit.append(symbols(path, max));
  row.append(symbols(path, max), lit);
  drawn.append(row, document.createElement('span'));
  return drawn;
}

function symbols(path: string, max: number): SVGElement {
  const svg = document.createElementNS(svgSpace, 'svg');
  const line = document.createElementNS(svgSpace, 'path');
  svg.setAttribute('viewBox', `0 0 ${24 * max} 24`);
  // Relative commands follow the first point, so that the same shape is drawn again further on.
  line.setAttribute('d', [...Array(max).keys()].map(index => path.replace(/^M(\d+)/, (_, x) => `M${+x + 24 * index}`)).join(''));
  svg.append(line);
  return svg;
}
