import axe from 'axe-core';
import jsQR from 'jsqr';
import {afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import type {CxCall} from '../../src/elements/call/cx-call.js';
import {registry} from '../../src/page/registry.js';
import {clearPage, defineAll, field, hear, hearNoMore, mount, parts, write} from './harness.js';

beforeAll(defineAll);
afterEach(() => {
  clearPage();
  hearNoMore();
  localStorage.clear();
  registry().facts.clear();
});

const day = (later: number) => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);
const tel = 'tel="+358 40 123 4567" label="Talk to our lighting team"';
const isOpen = `${tel} hours="Mo-Su" timezone="UTC"`;
/** Whatever the time, it opens the day after tomorrow. */
const isClosed = `${tel} hours="09:00-13:00" timezone="UTC" closed="${day(-1)}/${day(1)}"`;
const channels = 'channels="whatsapp=+358401234567 telegram=northwind viber=+358401234567 mailto=help@shop.example"';

/** Draws it in a box of this width, with the part of it that comes last. */
async function draw(attributes: string, part: string, {widthPx = 600, box = ''} = {}): Promise<CxCall> {
  const el = await mount<CxCall>(`<main ${box}><cx-call ${attributes}></cx-call></main>`);
  document.querySelector('main')!.style.inlineSize = `${widthPx}px`;
  if (part) await vi.waitFor(() => expect(parts(el, part)).not.toEqual([]), {timeout: 5000});
  await el.updateComplete;
  for (const animation of el.shadowRoot!.getAnimations()) animation.finish();
  return el;
}

const at = (el: Element, {left, top, width, height}: DOMRect) =>
  el.shadowRoot!.elementFromPoint(left + width / 2, top + height / 2);

describe('<cx-call>', () => {
  it('calls wherever the row with the number is pressed, and nowhere else', async () => {
    const el = await draw(`${isClosed} when-closed="form" ${channels}`, 'callback');
    const [bell, input, link] = ['.bell', 'input', '[part=link]'].map(selector =>
      el.shadowRoot!.querySelector(selector)!.getBoundingClientRect(),
    );

    expect(at(el, bell!)).toBe(parts(el, 'number')[0]);
    expect(at(el, input!)).toBe(field(el, 'phone'));
    expect(at(el, link!)).toBe(parts(el, 'link')[0]);
  });

  it.each([
    ['open', isOpen, 'hours'],
    ['closed, with a form', `${isClosed} when-closed="form" ${channels}`, 'callback'],
    ['with a code', `${isOpen} desktop="qr"`, 'code'],
  ])('fits into 300 px, left to right and right to left: %s', async (_what, attributes, part) => {
    for (const box of ['dir="ltr"', 'dir="rtl"']) {
      const el = await draw(attributes, part, {widthPx: 300, box});
      const {left, right} = el.getBoundingClientRect();

      const outside = [...el.shadowRoot!.querySelectorAll('.card *:not(.gone)')].filter(one => {
        const rect = one.getBoundingClientRect();
        return rect.width > 0 && (rect.left < left - 1 || rect.right > right + 1);
      });

      expect(outside.map(one => one.outerHTML)).toEqual([]);
    }
  });

  it.each(['light', 'dark'])('has no fault that axe finds in the %s theme', async theme => {
    const found: string[] = [];
    for (const [attributes, part] of [
      [`${isOpen} ${channels}`, 'link'],
      [`${isOpen} desktop="qr"`, 'code'],
      [`${isClosed} when-closed="form"`, 'callback'],
    ] as const) {
      const el = await draw(`theme="${theme}" ${attributes}`, part);
      if (part === 'callback') {
        write(el, 'phone', '12');
        el.shadowRoot!.querySelector('form')!.requestSubmit();
        await el.updateComplete;
      }
      const {violations} = await axe.run(el, {rules: {region: {enabled: false}}});
      found.push(...violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`)));
    }

    expect(found).toEqual([]);
  });

  it('takes no room while it is closed, where it is to be hidden then', async () => {
    const el = await draw(`${isClosed} when-closed="hide"`, 'hours');
    const before = el.getClientRects().length;

    el.closed = '';
    el.hours = 'Mo-Su';
    await el.updateComplete;

    expect([before, el.getClientRects().length]).toEqual([0, 1]);
  });

  it('draws a code that a reader reads, with room around it', async () => {
    const el = await draw(`${isOpen} desktop="qr" theme="dark"`, 'code');
    const svg = parts(el, 'code')[0] as unknown as SVGSVGElement;
    const path = svg.querySelector('path')!;
    const {x, width} = svg.viewBox.baseVal;
    const scale = 4;
    const size = width * scale;
    const pixels = new Uint8ClampedArray(size * size * 4).fill(255);

    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) {
        const point = new DOMPoint((column + 0.5) / scale + x, (row + 0.5) / scale + x);
        if (path.isPointInFill(point)) pixels.fill(0, (row * size + column) * 4, (row * size + column) * 4 + 3);
      }

    expect(jsQR(pixels, size, size)?.data).toBe('tel:+358401234567');
    expect(getComputedStyle(svg).backgroundColor).toBe('rgb(255, 255, 255)');
  });

  it('moves the focus to a number that is wrong, and to what becomes of a request', async () => {
    const heard = hear('cx-submit');
    const el = await draw(`${isClosed} when-closed="form"`, 'callback');
    write(el, 'phone', '12');
    parts(el, 'submit')[0]!.focus();
    parts(el, 'submit')[0]!.click();
    await vi.waitFor(() => expect(el.shadowRoot!.activeElement).toBe(field(el, 'phone')));
    write(el, 'phone', '040 765 4321');

    parts(el, 'submit')[0]!.click();

    // No client is connected, so nobody ever takes it.
    await vi.waitFor(() => expect(el.shadowRoot!.activeElement?.textContent).toContain('Not sent yet.'));
    expect(heard).toHaveLength(1);
  });
});
