import {css} from '../../page/css.js';

/** How a row looks: `--_lit` is the colour of its lit part. */
export const rowStyles = css`
  .symbols {
    position: relative;
    inline-size: max-content;
    color: var(--_line);
  }
  .symbols div {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    overflow: hidden;
    color: var(--_lit);
  }
  .symbols svg {
    block-size: 1.2em;
    fill: currentColor;
    stroke: none;
  }
  @media (forced-colors: active) {
    .symbols > svg {
      fill: none;
      stroke: currentColor;
      stroke-width: 2;
    }
  }
`;

const svgSpace = 'http://www.w3.org/2000/svg';

/** A row of symbols with a lit one above it, whose width says how far it is lit. By hand, so that a list can copy one. */
export function symbolRow(path: string, max: number): HTMLElement {
  const [row, lit] = [document.createElement('div'), document.createElement('div')];
  row.className = 'symbols';
  lit.append(symbols(path, max));
  row.append(symbols(path, max), lit);
  return row;
}

/** Lights a row exactly as far as the value reaches. */
export function light(row: HTMLElement, value: number, max: number): void {
  (row.lastElementChild as HTMLElement).style.inlineSize = `${(Math.max(0, Math.min(value / max, 1)) * 100).toFixed(2)}%`;
}

function symbols(path: string, max: number): SVGElement {
  const svg = document.createElementNS(svgSpace, 'svg');
  const line = document.createElementNS(svgSpace, 'path');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('viewBox', `0 0 ${24 * max} 24`);
  // Relative commands follow the first point, so that the same shape is drawn again further on.
  line.setAttribute('d', [...Array(max).keys()].map(index => path.replace(/^M(\d+)/, (_, x) => `M${+x + 24 * index}`)).join(''));
  svg.append(line);
  return svg;
}
