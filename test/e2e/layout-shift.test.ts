import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {chromium, type Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {Shop} from '../entries/shop.js';
import {chromiumLaunch} from '../harness/chromium.mjs';

const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
const [, reserve = ''] = /<!-- snippet:reserve -->\s*```html\n([\s\S]*?)```/.exec(readme) ?? [];

const tags = {
  nps: '<cx-nps touchpoint="checkout" question="How likely are you to recommend Northwind to a friend?"></cx-nps>',
  effort: '<cx-effort question="It was easy to return my parcel."></cx-effort>',
  stars: '<cx-rating question="How was your delivery, from the first click to the doorbell?"></cx-rating>',
  hearts: '<cx-rating look="heart" question="How was your stay?"></cx-rating>',
  'half stars': '<cx-rating step="0.5" question="How was your stay?"></cx-rating>',
  faces: '<cx-rating look="emoji" question="How was your delivery?"></cx-rating>',
  thumbs: '<cx-rating look="thumb" question="Was this page helpful?"></cx-rating>',
  numbers: '<cx-rating look="number" question="How was your delivery?"></cx-rating>',
};

const shop = new Shop();
let browser: Browser;
let url = '';

beforeAll(async () => {
  url = await shop.open();
  browser = await chromium.launch(chromiumLaunch());
});

afterAll(async () => {
  await browser?.close();
  await shop.close();
});

/** Loads a page whose script arrives only after the first paint, and measures what moves. */
async function measure(tag: string, file: string, width: number) {
  shop.page = `<meta name="viewport" content="width=device-width">${reserve}
    <style>body{font:16px/1.5 sans-serif;margin:16px}</style>
    <p>Before</p>${tag}<p>After</p>`;
  const page = await browser.newPage({viewport: {width, height: 800}});
  await page.goto(url);
  await page.evaluate(() => {
    const page = window as {shift?: number};
    page.shift = 0;
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) page.shift = (page.shift ?? 0) + (entry as PerformanceEntry & {value: number}).value;
    }).observe({type: 'layout-shift', buffered: true});
    return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  const height = () => page.locator('cx-nps, cx-rating, cx-effort').evaluate(el => el.getBoundingClientRect().height);
  const reserved = await height();
  await page.addScriptTag({url: `/cx/${file}`, type: 'module'});
  await page.getByRole('radio').first().waitFor({state: 'attached'});
  const shift = await page.evaluate(
    () =>
      new Promise<number | undefined>(done =>
        requestAnimationFrame(() => requestAnimationFrame(() => done((window as {shift?: number}).shift))),
      ),
  );
  const final = await height();
  await page.close();
  return {shift, excess: reserved - final};
}

describe('the snippet that reserves room', () => {
  describe.each([320, 390, 1280])('at %i px', width => {
    it.each(Object.entries(tags))('keeps the page still when the script of %s arrives', async (_name, tag) => {
      const [, file = ''] = /^<cx-(\w+)/.exec(tag) ?? [];

      const {shift, excess} = await measure(tag, `${file}.js`, width);

      expect(shift).toBe(0);
      expect(excess).toBeGreaterThanOrEqual(0);
      expect(excess).toBeLessThanOrEqual(8);
    });
  });
});
