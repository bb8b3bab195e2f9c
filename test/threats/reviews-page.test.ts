import {mkdirSync} from 'node:fs';
import {chromium, type Browser, type Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest';
import {startServer} from '../../src/collector/serve.js';
import {answer, openCollector, statuses, token} from '../collector/harness.js';
import {sample} from '../collector/photo/samples.js';
import {chromiumLaunch} from '../harness/chromium.mjs';

const evil = [
  '<script>alert(1);pwned=1</script>',
  '<img src=x onerror="alert(1);pwned=1">',
  '"><svg onload="alert(1);pwned=1">',
  'javascript:alert(1)',
];

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunch());
}, 30_000);

afterAll(() => browser?.close());

const review = (n: number, text: string, score: number, more: Record<string, unknown> = {}) =>
  answer(`e${n}`, {
    element: 'cx-review',
    survey: 'review',
    response: `r${n}`,
    score,
    scale: {min: 1, max: 5},
    elapsedMs: 60_000,
    answers: {score, title: text, text, name: text, product: text, ...more},
    locale: text.slice(0, 30),
  });

/** The page with reviews whose every word is one of the texts, and all that goes wrong in it. */
async function openPage(texts: readonly string[], options: Parameters<Browser['newContext']>[0] = {}) {
  const collector = openCollector({now: Date.now, log: entry => expect.fail(entry.message)});
  const server = await startServer(collector, {port: 0, host: '127.0.0.1'});
  onTestFinished(() => server.close());
  const now = Date.now();
  const events = texts.map((text, n) => ({
    ...review(n, text, 1 + ((n * 3 + 4) % 5), n === 0 ? {incentivised: true} : {}),
    time: new Date(now - n * 3_600_000).toISOString(),
    senttime: new Date(now).toISOString(),
  }));
  expect(new Set(await statuses(collector, events))).toEqual(new Set(['stored']));
  await fetch(`${server.url}/uploads?site=shop.example&response=r0`, {method: 'POST', body: new Uint8Array(sample('png'))});
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('dialog', dialog => {
    troubles.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('pageerror', error => troubles.push(error.message));
  page.on('console', message => message.type() === 'error' && troubles.push(message.text()));
  page.on('request', request => !request.url().startsWith(server.url) && troubles.push(request.url()));
  await page.goto(`${server.url}/#token=${token}`);
  await page.locator('#report').waitFor();
  troubles.length = 0; // The report has asked before it was signed in.
  await page.goto(`${server.url}/dashboard/reviews.html`);
  await page.locator('#reviews').waitFor();
  const shown = async () => {
    const {items} = (await (await fetch(`${server.url}/reviews?site=shop.example`)).json()) as {items: {text: string}[]};
    return items.map(({text}) => text);
  };
  return {page, troubles, shown, url: server.url};
}

const texts = ['A warm light', 'The cable is short', 'Arrived broken'];

/** Pictures for whoever changes the looks: `LOOK=folder npx vitest run …`. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['LOOK'];
  if (!folder) return;
  mkdirSync(folder, {recursive: true});
  await page.screenshot({path: `${folder}/${name}.png`, fullPage: true});
}

describe('the page of reviews', () => {
  it('shows every text as text, and nothing of it runs', async () => {
    const {page, troubles} = await openPage(evil);

    const shown = await page.locator('#reviews').textContent();

    for (const text of evil) expect(shown).toContain(text);
    expect(await page.locator('#reviews').locator('script, svg, iframe, [onerror], [onload]').count()).toBe(0);
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    const addresses = await page.locator('#reviews img').evaluateAll(all => all.map(el => el.getAttribute('src')));
    expect(addresses).toEqual([expect.stringMatching(/^\/uploads\/[\w-]{32}$/)]);
    await page.locator('#reviews img').first().scrollIntoViewIfNeeded();
    await expect
      .poll(() => page.locator('#reviews img').evaluate(el => (el as HTMLImageElement).naturalWidth), {timeout: 5000})
      .toBe(24);
    expect(troubles).toEqual([]);
  }, 60_000);

  it.each([360, 1280].flatMap(width => (['light', 'dark'] as const).map(colorScheme => ({width, colorScheme}))))(
    'publishes by keyboard, and hides with a reason only: %j',
    async ({width, colorScheme}) => {
      const {page, troubles, shown} = await openPage(texts, {viewport: {width, height: 800}, colorScheme});
      await look(page, `reviews-${width}-${colorScheme}`);

      await page.getByRole('button', {name: 'Publish'}).first().focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('#reviews > li').count()).toBe(2);
      expect(await shown()).toEqual(['A warm light']);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('The cable is short');

      await page.getByRole('button', {name: 'Hide…'}).first().press('Enter');
      const dialog = page.getByRole('dialog', {name: 'Why is it hidden?'});
      await dialog.getByRole('button', {name: 'Hide this review'}).press('Enter');
      expect(await dialog.isVisible()).toBe(true);
      await look(page, `reviews-${width}-${colorScheme}-dialog`);
      await dialog.getByRole('textbox', {name: 'Reason'}).fill('   ');
      await dialog.getByRole('button', {name: 'Hide this review'}).press('Enter');
      await dialog.getByText('Please say why.').waitFor();
      await dialog.getByRole('textbox', {name: 'Reason'}).fill('Names a driver.');
      await dialog.getByRole('button', {name: 'Hide this review'}).press('Enter');
      await dialog.waitFor({state: 'hidden'});
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Arrived broken');

      await page.getByRole('radio', {name: 'Hidden'}).check({force: true});
      await page.getByText('Names a driver.').waitFor();
      await look(page, `reviews-${width}-${colorScheme}-hidden`);
      await page.getByRole('radio', {name: 'Waiting'}).check({force: true});
      await page.getByRole('heading', {name: 'Arrived broken'}).waitFor();
      await page.getByRole('button', {name: 'Publish'}).press('Enter');
      await page.getByText('Nothing waits').waitFor();
      await look(page, `reviews-${width}-${colorScheme}-empty`);
      expect(await shown()).toEqual(['A warm light', 'Arrived broken']);
      expect(troubles).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    },
    60_000,
  );

  it('says where to sign in', async () => {
    const {page, url} = await openPage(texts);
    await page.context().clearCookies();

    await page.goto(`${url}/dashboard/reviews.html`);

    await page.getByRole('heading', {name: 'Sign in first'}).waitFor();
    expect(await page.getByRole('link', {name: 'Sign in', exact: true}).getAttribute('href')).toBe('/');
  }, 60_000);
});
