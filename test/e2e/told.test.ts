import {chromium, type Browser, type BrowserContext, type Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {chromiumLaunch} from '../harness/chromium.mjs';
import {ShopProcess} from './shop.js';

const shop = new ShopProcess();
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  await shop.start();
  browser = await chromium.launch(chromiumLaunch());
});

beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
});

afterEach(async () => {
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await shop.close();
});

const kept = 'Kept on this device. It will be sent automatically.';
const line = () => page.locator('[part=kept]');
const thanks = () => page.locator('cx-nps [part=thanks]');
const status = () => page.locator('cx-nps').getByRole('status');

/** Opens the order page and fills the form in. */
async function fillIn(comment: string): Promise<void> {
  await page.goto(shop.url + '/shop/order.html');
  await page.getByRole('radio', {name: '9', exact: true}).check();
  await page.getByRole('textbox', {name: 'Your comment'}).fill(comment);
}

/** What each complete answer in the collector says. */
async function comments(): Promise<unknown[]> {
  const response = await shop.read('/api/responses');
  const {items} = (await response.json()) as {items: {partial: boolean; answers: {comment?: string}}[]};
  return items.filter(({partial}) => !partial).map(({answers}) => answers.comment);
}

describe('a visitor', () => {
  it('reads that an answer is kept while the shop is away, and "Sent." once it is back', async () => {
    await fillIn('The shop was away.');
    await shop.kill();

    await page.getByRole('button', {name: 'Send'}).click();
    await line().waitFor();
    const told = [await line().innerText(), await status().textContent()];
    await shop.start();
    await page.getByRole('status').getByText('Sent.').waitFor({timeout: 45_000});

    expect(told).toEqual([kept, kept]);
    expect(await line().innerText()).toBe('Sent.');
    expect(await comments()).toContain('The shop was away.');
  });

  it('reads it at once on a device that is offline', async () => {
    await fillIn('The device was offline.');
    await context.setOffline(true);

    await page.getByRole('button', {name: 'Send'}).click();
    await line().waitFor();
    const told = await line().innerText();
    await context.setOffline(false);
    await page.getByRole('status').getByText('Sent.').waitFor({timeout: 45_000});

    expect(told).toBe(kept);
    expect(await comments()).toContain('The device was offline.');
  });

  it('is asked to keep a page open that must not store the answer, and can copy the text', async () => {
    await fillIn('Nothing may be stored.');
    await page.evaluate(() => (document.querySelector<HTMLElement>('script[data-cx-endpoint]')!.dataset['cxRemember'] = 'none'));
    await context.setOffline(true);

    await page.getByRole('button', {name: 'Send'}).click();
    await line().waitFor();
    const told = [await line().innerText(), await thanks().locator('textarea').inputValue()];
    await context.setOffline(false);
    await page.getByRole('status').getByText('Sent.').waitFor({timeout: 45_000});

    expect(told).toEqual(['Not sent yet. Please keep this page open.', 'Nothing may be stored.']);
    expect(await thanks().locator('textarea').count()).toBe(0);
    expect(await comments()).toContain('Nothing may be stored.');
  });

  it('has the form again, with the text, where the collector refuses the answer, and can send it', async () => {
    // Another script of the page spoils what is sent, once.
    await page.addInitScript(() => {
      const spoil = ({detail}: CustomEvent) => (detail.seq = -1);
      addEventListener('cx-submit', spoil as unknown as EventListener, {capture: true, once: true});
    });
    await fillIn('Refused at first.');

    await page.getByRole('button', {name: 'Send'}).click();
    await page.getByRole('alert').waitFor();
    const text = await page.getByRole('textbox', {name: 'Your comment'}).inputValue();
    await page.getByRole('button', {name: 'Try again'}).click();
    await vi.waitFor(async () => expect(await comments()).toContain('Refused at first.'), {timeout: 15_000});

    expect(text).toBe('Refused at first.');
    await thanks().waitFor();
    expect((await comments()).filter(comment => comment === 'Refused at first.')).toHaveLength(1);
  });

  it('is thanked where the part that tells all this cannot be fetched', async () => {
    const refused: string[] = [];
    await page.route(/chunks\/news-/, route => {
      refused.push(route.request().url());
      return route.abort();
    });
    await page.goto(shop.url + '/shop/product.html');
    const review = page.locator('cx-review');
    await review.getByRole('radio', {name: '4 of 5', exact: true}).check({force: true});
    await review.getByRole('textbox').nth(1).fill('A fine lamp that lights the whole room, warm and calm.');

    await review.getByRole('button').first().click();

    await review.locator('[part=thanks]').waitFor();
    expect(refused).not.toEqual([]);
  });
});
