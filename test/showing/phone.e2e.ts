import {chromium, devices, type Browser, type Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest';
import {chromiumLaunch} from '../harness/chromium.mjs';
import {Shop} from '../threats/shop.js';
import {until} from '../threats/visit.js';

const shop = new Shop();
let browser: Browser;

beforeAll(async () => {
  await shop.open();
  browser = await chromium.launch(chromiumLaunch());
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

const kinds = ['popover', 'dialog', 'banner'];

/** What of a layer and its fields stands where on the screen, in CSS pixels. */
const measure = () => {
  const root = document.querySelector('cx-nps')!.shadowRoot!;
  const box = (selector: string) => {
    const {top, bottom} = root.querySelector(selector)!.getBoundingClientRect();
    return {top: Math.round(top), bottom: Math.round(bottom)};
  };
  return {layer: box('.layer'), comment: box('textarea'), submit: box('[part=submit]'), focus: root.activeElement?.localName};
};

/** A phone with a prompt of this kind, answered so far that it has a field. */
async function open(kind: string, size: {width: number; height: number}, before?: () => void): Promise<Page> {
  const context = await browser.newContext({...devices['Pixel 7'], viewport: size, reducedMotion: 'reduce'});
  onTestFinished(() => context.close());
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  shop.page = `<!doctype html><meta name="viewport" content="width=device-width"><title>Shop</title>
    <script type="module" src="/cx/cx.js" data-cx-endpoint="/events"></script>
    <p style="block-size: 3000px">Page</p><cx-nps show-as="${kind}" show-when="delay 0s"></cx-nps>`;
  await page.goto(shop.url);
  await page.locator('cx-nps').getByRole('radio', {name: '7', exact: true}).check({force: true});
  await page.locator('cx-nps [part=submit]').waitFor();
  return page;
}

describe('a prompt on a phone', () => {
  it.each(kinds)('opens no keyboard by itself: a %s that was answered', async kind => {
    const page = await open(kind, {width: 360, height: 740});

    expect(['input', 'button', 'dialog', undefined]).toContain((await page.evaluate(measure)).focus);
  });

  // No headless browser has an on-screen keyboard. What is told of one is, as Safari and Chrome tell it: the window keeps
  // its height, and the visual viewport has less of it.
  it.each(
    kinds.flatMap(kind => [
      [kind, 'upright', 360, 740, 440],
      [kind, 'sideways', 740, 360, 190],
    ]),
  )('keeps field and button of a %s above the keyboard: %s', async (kind, _how, width, height, left) => {
    const page = await open(kind as string, {width: width as number, height: height as number}, () => {
      const viewport = Object.assign(new EventTarget(), {height: innerHeight, offsetTop: 0, scale: 1});
      Object.defineProperty(window, 'visualViewport', {value: viewport});
    });
    await page.locator('cx-nps textarea').focus();

    await page.evaluate(seen => {
      Object.assign(visualViewport!, {height: seen});
      visualViewport!.dispatchEvent(new Event('resize'));
    }, left);

    for (const part of ['textarea', '[part=submit]']) {
      await page.locator(`cx-nps ${part}`).evaluate(el => el.scrollIntoView({block: 'nearest'}));
      const {layer, ...boxes} = await page.evaluate(measure);
      const {top, bottom} = part === 'textarea' ? boxes.comment : boxes.submit;
      expect(layer.top).toBeGreaterThanOrEqual(0);
      expect(layer.bottom).toBeLessThanOrEqual(left as number);
      expect(top).toBeGreaterThanOrEqual(layer.top);
      expect(bottom).toBeLessThanOrEqual(left as number);
    }
  });

  it.each(kinds)('stays where it is while somebody zooms in with two fingers: a %s', async kind => {
    const page = await open(kind, {width: 360, height: 740});
    const before = await page.evaluate(measure);
    const session = await page.context().newCDPSession(page);

    await session.send('Emulation.setPageScaleFactor', {pageScaleFactor: 2});
    await until(async () => expect(await page.evaluate(() => visualViewport!.scale)).toBe(2));

    expect(await page.evaluate(measure)).toEqual(before);
  });
});
