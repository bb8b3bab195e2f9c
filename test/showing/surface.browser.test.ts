import axe from 'axe-core';
import {afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import {registerLocale} from '../../src/page/locale.js';
import {registry} from '../../src/page/registry.js';
import type {SurveyElement} from '../../src/elements/survey-element.js';
import {clearPage, defineAll, drawn, hear, hearNoMore, mount, parts} from '../elements/harness.js';

beforeAll(defineAll);
afterEach(() => {
  clearPage();
  hearNoMore();
  delete registry().locales;
});

const tags = ['cx-nps', 'cx-rating', 'cx-effort', 'cx-review'];
const kinds = ['popover', 'dialog', 'banner'];

/** Opens a prompt over a page with a field that has the focus. */
async function open(tag: string, kind: string): Promise<SurveyElement> {
  const el = await mount<SurveyElement>(
    `<main><input aria-label="Search" /><${tag} show-as="${kind}" show-when="manual"></${tag}></main>`,
  );
  await userEvent.click(document.querySelector('input')!);
  await el.show();
  await drawn(el);
  await Promise.all(el.shadowRoot!.getAnimations().map(({finished}) => finished));
  return el;
}

const layer = (el: Element) => el.shadowRoot!.querySelector<HTMLElement>('.layer')!;
/** Where the layer is, in whole pixels: top, left, right, bottom, width, height. */
const edges = (el: Element) => {
  const {top, left, right, bottom, width, height} = layer(el).getBoundingClientRect();
  return [top, left, right, bottom, width, height].map(Math.round) as [number, number, number, number, number, number];
};
const inFocus = () => document.activeElement?.localName;

describe('a prompt above the page', () => {
  it.each(tags.flatMap(tag => kinds.map(kind => [tag, kind])))('%s as a %s stays within the window', async (tag, kind) => {
    const el = await open(tag, kind);
    const [top, left, right, bottom, width] = edges(el);

    expect(width).toBeGreaterThan(200);
    expect(Math.min(top, left)).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(innerWidth);
    expect(bottom).toBeLessThanOrEqual(innerHeight);
  });

  it.each(['popover', 'banner'])('lies over nothing that has the focus, as a %s', async kind => {
    const el = await mount<SurveyElement>(
      `<main><cx-nps show-as="${kind}" show-when="manual"><span slot="question">Well? <a href="#why">Why</a></span></cx-nps>${[
        'top',
        'bottom',
      ]
        .map(edge => `<button style="position: fixed; ${edge}: 30px; inset-inline-end: 30px">${edge}</button>`)
        .join('')}</main>`,
    );
    const buttons = [...document.querySelectorAll<HTMLElement>('main > button')];
    const isCovered = () => {
      const [top, left, right, bottom] = edges(el);
      const box = document.activeElement!.getBoundingClientRect();
      return box.bottom > top && box.top < bottom && box.right > left && box.left < right;
    };
    const isClearOf = (button?: HTMLElement) => expect.poll(() => document.activeElement === button && !isCovered()).toBe(true);
    buttons[1]!.focus();
    await el.show();
    await Promise.all(el.shadowRoot!.getAnimations().map(({finished}) => finished));
    await isClearOf(buttons[1]);

    await userEvent.tab({shift: true});
    await isClearOf(buttons[0]);
    await userEvent.tab();
    await isClearOf(buttons[1]);
    const [top] = edges(el);
    for (const own of [parts(el, 'option')[3]!.querySelector('input')!, el.querySelector('a')!]) {
      own.focus();
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
      expect(edges(el)[0]).toBe(top);
    }
  });

  it.each(kinds)('hides the page behind it in a shop whose cards are transparent, as a %s', async kind => {
    document.body.style.setProperty('--cx-surface', 'transparent');
    const el = await open('cx-nps', kind);
    document.body.removeAttribute('style');

    expect(getComputedStyle(layer(el)).backgroundColor).toMatch(/^rgb\(/);
  });

  it.each(['popover', 'banner'])(
    'leaves the focus where it is as a %s, closes with Escape and says that it was closed',
    async kind => {
      const dismissed = hear('cx-dismiss');
      const el = await open('cx-nps', kind);
      expect(inFocus()).toBe('input');

      await userEvent.keyboard('{Escape}');

      expect(el.open).toBe(false);
      expect(inFocus()).toBe('input');
      expect(dismissed).toHaveLength(1);
    },
  );

  it('that left the page with its element eats no Escape of the next one', async () => {
    const first = await open('cx-nps', 'popover');
    first.remove();
    const second = await open('cx-rating', 'popover');

    await userEvent.keyboard('{Escape}');

    expect(second.open).toBe(false);
  });

  it('takes the focus as a dialog, keeps it, and gives it back', async () => {
    const el = await open('cx-nps', 'dialog');
    expect(inFocus()).toBe('cx-nps');

    await userEvent.click(parts(el, 'close')[0]!);

    expect(el.open).toBe(false);
    expect(inFocus()).toBe('input');
  });

  it('has a button that closes it, large enough for a thumb, and a name', async () => {
    const el = await open('cx-nps', 'popover');
    const [close] = parts(el, 'close');
    const {width, height} = close!.getBoundingClientRect();

    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    expect(close!.ariaLabel ?? close!.getAttribute('aria-label')).toBe('Close');
  });

  it.each(
    ['display: none', 'visibility: hidden', 'pointer-events: none'].flatMap(style => kinds.map(kind => [style, kind] as const)),
  )('can be used, or does not open: in a place with %s, as a %s', async (style, kind) => {
    const dismissed = hear('cx-dismiss');
    const el = await mount<SurveyElement>(
      `<main><input aria-label="Search" /><div style="${style}"><cx-nps show-as="${kind}" show-when="manual"></cx-nps></div></main>`,
    );
    await el.show();

    if (el.open) {
      await userEvent.click(parts(el, 'close')[0]!);
      expect(dismissed).toHaveLength(1);
    }
    expect(el.open).toBe(false);
    await userEvent.click(document.querySelector('input')!);
    expect(inFocus()).toBe('input');
  });

  it.each(kinds)('stays where it is as a %s when the page moves its tag', async kind => {
    const el = await open('cx-nps', kind);
    const before = edges(el);

    const place = document.createElement('div');
    document.body.append(place);
    place.append(el);
    await vi.waitFor(() => expect(layer(el).matches(kind === 'dialog' ? ':modal' : ':popover-open')).toBe(true));
    await Promise.all(el.shadowRoot!.getAnimations().map(({finished}) => finished));
    expect(edges(el)).toEqual(before);
    await userEvent.keyboard('{Escape}');

    expect(el.open).toBe(false);
  });

  it('leaves Escape to a dialog of the page that lies above it', async () => {
    const el = await open('cx-nps', 'popover');
    const dialog = document.createElement('dialog');
    dialog.append('Sizes');
    document.body.append(dialog);
    dialog.showModal();

    await userEvent.keyboard('{Escape}');

    expect(dialog.open).toBe(false);
    expect(el.open).toBe(true);
    await userEvent.keyboard('{Escape}');
    expect(el.open).toBe(false);
  });

  it('is forgotten by the page once it is closed, or has left', async () => {
    const spoken = new Set(registry().speakers);
    const closed = await open('cx-nps', 'popover');
    await closed.hide();
    const gone = await open('cx-nps', 'banner');
    gone.remove();
    registerLocale('en', {surface: {close: 'Shut'}});

    expect([...registry().speakers!].filter(one => !spoken.has(one))).toEqual([]);
  });

  it.each(kinds)('is read without a fault by axe as a %s', async kind => {
    await open('cx-nps', kind);

    const {violations} = await axe.run(document.querySelector('main')!, {rules: {region: {enabled: false}}});

    expect(violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)])).toEqual([]);
  });

  it('is not moved by what a page does to every element', async () => {
    // Without anything that has the focus, for which it would make way.
    const place = async () => {
      const el = await mount<SurveyElement>('<main><cx-nps show-as="popover" show-when="manual"></cx-nps></main>');
      await el.show();
      await Promise.all(el.shadowRoot!.getAnimations().map(({finished}) => finished));
      return edges(el);
    };
    const plain = await place();
    const wild = document.createElement('style');
    // Without its scroll bar, which would take room from the window.
    wild.textContent =
      'html {overflow: hidden !important} * {all: revert; font-size: 40px !important; margin: 30px !important; display: inline !important}';
    document.head.append(wild);
    try {
      expect(await place()).toEqual(plain);
    } finally {
      wild.remove();
    }
  });
});
