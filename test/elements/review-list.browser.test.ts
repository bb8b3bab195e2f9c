import axe from 'axe-core';
import {afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import type {CxReviewList} from '../../src/elements/review-list/cx-review-list.js';
import {clearPage, defineAll, mount, parts} from './harness.js';

beforeAll(defineAll);
afterEach(clearPage);

const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmütze '.repeat(12);
const own = [
  `<article data-score="4.5" data-name="${long}" data-title="${long}" data-date="2026-11-02" data-verified data-incentivised>${long}</article>`,
  '<article data-score="1" data-date="2026-10-02" lang="ar">سيئ</article>',
  '<article data-score="3">ok</article>',
].join('');

/** Draws a list in a box of this width. */
async function draw(attributes: string, content = own, widthPx = 600, around = ''): Promise<CxReviewList> {
  const el = await mount<CxReviewList>(
    `<main ${around}><cx-review-list policy-url="/checks" ${attributes}>${content}</cx-review-list></main>`,
  );
  document.querySelector('main')!.style.inlineSize = `${widthPx}px`;
  await vi.waitFor(() => expect(el.shadowRoot!.querySelector('.top')).not.toBeNull());
  await vi.waitFor(() => expect(el.shadowRoot!.querySelector('[aria-busy]')).toBeNull());
  await el.updateComplete;
  return el;
}

const findings = async (el: Element) => {
  const {violations} = await axe.run(el, {rules: {region: {enabled: false}}});
  return violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`));
};

describe('<cx-review-list>', () => {
  it.each(
    ['light', 'dark'].flatMap(theme => [own, ''].map(content => [theme, content ? 'reviews' : 'a failure', content] as const)),
  )('has no fault that axe finds in the %s theme with %s', async (theme, _what, content) => {
    const el = await draw(`theme="${theme}" page-size="2" ${content ? '' : 'src="/nowhere.json"'}`, content);

    expect(await findings(el)).toEqual([]);
  });

  it.each([240, 320, 800])('keeps within its box at %i px, however long the words', async widthPx => {
    const el = await draw('', own, widthPx);
    const box = el.getBoundingClientRect();

    for (const inner of el.shadowRoot!.querySelectorAll('.card *:not(.gone, .gone *, svg, svg *)')) {
      const {left, right, width} = inner.getBoundingClientRect();
      if (width) expect([left >= box.left - 1, right <= box.right + 1], inner.outerHTML.slice(0, 80)).toEqual([true, true]);
    }
  });

  it.each([
    ['ltr', 1],
    ['rtl', -1],
  ])('lights its stars from the start of the line, as far as the value reaches: %s', async (dir, sign) => {
    const el = await draw('', own, 600, `dir="${dir}"`);
    const row = parts(el, 'review')[0]!.querySelector('.stars > div')!;

    const [all, lit] = [row.getBoundingClientRect(), row.lastElementChild!.getBoundingClientRect()];
    expect(lit.width / all.width).toBeCloseTo(0.9, 2);
    expect(sign > 0 ? lit.left : lit.right).toBeCloseTo(sign > 0 ? all.left : all.right, 0);
  });

  it('has what is pressed high enough for a thumb', async () => {
    const el = await draw('page-size="1"');

    for (const pressed of el.shadowRoot!.querySelectorAll('button'))
      expect(pressed.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    for (const link of el.shadowRoot!.querySelectorAll('a'))
      expect(link.getBoundingClientRect().height).toBeGreaterThanOrEqual(24);
  });

  it('goes through its pages by keyboard', async () => {
    const el = await draw('page-size="1"');

    parts(el, 'more')[0]!.focus();
    parts(el, 'more')[0]!.click();

    await vi.waitFor(() => expect(el.shadowRoot!.activeElement).toBe(parts(el, 'review')[1]));
  });
});
