import puppeteer from 'puppeteer-core';
import {expect, it, onTestFinished} from 'vitest';
import {findEngine} from '../harness/engines.mjs';
import {Shop} from '../threats/shop.js';
import {until, useChromium} from '../threats/visit.js';

const visitPage = useChromium();

/** The text field and the rating, as they are now, and how the page was come to. */
const state = () => [
  document.querySelector<HTMLInputElement>('input[name=text]')!.value,
  (document.querySelector('cx-rating') as unknown as {value: number | null}).value,
  (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).type,
];

it.each(['cx.js', 'cx.all.js', 'rating.js'])('a rating in a form is restored by the browser after going back: %s', async file => {
  const {page} = await visitPage(
    `<script type="module" src="/cx/${file}"></script><form><input name="text"><cx-rating name="delivery"></cx-rating></form>`,
  );
  const rating = page.locator('cx-rating');
  await page.locator('input[name=text]').fill('kept');
  await rating.getByRole('radio', {name: /^4/}).check({force: true});
  await until(async () => expect(await page.evaluate(state)).toEqual(['kept', 4, 'navigate']));

  // By the page itself: what a driver opens is a new entry of another kind, and nothing is restored.
  await page.evaluate(() => void setTimeout(() => (location.href = '/cx/integrity.json')));
  await page.waitForURL('**/integrity.json');
  await page.evaluate(() => void setTimeout(() => history.back()));
  await rating.getByRole('radio').first().waitFor();

  await until(async () => expect(await page.evaluate(state)).toEqual(['kept', 4, 'back_forward']));
  expect(await rating.getByRole('radio', {name: /^4/}).isChecked()).toBe(true);
});

// Chromium gives nothing back after a reload that a program asks for, not even to a text field; Firefox does.
it.skipIf(!findEngine('firefox'))('a rating in a form is restored by the browser after a reload', async () => {
  const shop = new Shop();
  await shop.open();
  shop.page = `<!doctype html><script type="module" src="/cx/cx.js"></script>
    <form><input name="text"><cx-rating name="delivery"></cx-rating></form>`;
  const [executablePath] = findEngine('firefox') as [string];
  const browser = await puppeteer.launch({browser: 'firefox', executablePath, headless: true});
  onTestFinished(async () => {
    await browser.close();
    await shop.close();
  });
  const page = await browser.newPage();
  await page.goto(shop.url);
  await page.waitForFunction(() => customElements.get('cx-rating'));
  await page.type('input[name=text]', 'kept');
  await page.evaluate(() => document.querySelector('cx-rating')!.shadowRoot!.querySelectorAll('input')[3]!.click());
  expect(await page.evaluate(state)).toEqual(['kept', 4, 'navigate']);

  await page.evaluate(() => void setTimeout(() => location.reload()));

  await until(async () => expect(await page.evaluate(state)).toEqual(['kept', 4, 'reload']));
});
