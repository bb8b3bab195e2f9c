import {chromium, type Browser, type Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {chromiumLaunch} from '../harness/chromium.mjs';
import {ShopProcess} from './shop.js';

interface Item {
  readonly survey: string;
  readonly score: number;
  readonly partial: boolean;
  readonly answers: {readonly comment?: string; readonly reasons?: string[]};
  readonly context?: {readonly orderId?: string};
}

const shop = new ShopProcess();
let browser: Browser;

beforeAll(async () => {
  await shop.start();
  browser = await chromium.launch(chromiumLaunch());
});

afterAll(async () => {
  await browser?.close();
  await shop.close();
});

async function items(): Promise<Item[]> {
  const response = await shop.read('/api/responses');
  return ((await response.json()) as {items: Item[]}).items;
}

async function openOrder(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(shop.url + '/shop/order.html');
  return page;
}

describe('the first shop', () => {
  it('keeps an answer from the click to the report, the CSV and past a kill -9', async () => {
    const page = await openOrder();

    await page.getByRole('radio', {name: '9', exact: true}).check();
    await page.getByRole('checkbox', {name: 'Delivery'}).check();
    await page.getByRole('textbox', {name: 'Your comment'}).fill('Came a day early.');
    await page.getByRole('button', {name: 'Send'}).click();

    await page.getByText('Thank you, that helps').first().waitFor();
    await vi.waitFor(async () => expect(await items()).toMatchObject([{survey: 'nps:checkout', score: 9, partial: false}]), {
      timeout: 15_000,
    });
    await shop.kill();
    await shop.start();
    const [item] = await items();
    expect(item?.answers).toMatchObject({comment: 'Came a day early.', reasons: ['delivery']});
    expect(item?.context).toMatchObject({orderId: 'A1042'});
    const report = (await (await shop.read('/api/report?survey=nps:checkout')).json()) as {groups: unknown[]};
    expect(report.groups).toMatchObject([{survey: 'nps:checkout', responses: 1, nps: {score: 100, promoters: 1}}]);
    const csv = await (await shop.read('/api/export.csv')).text();
    expect(csv).toContain('Came a day early.');
    await page.close();
  });

  it('delivers an answer that was given while the collector was dead', async () => {
    const page = await openOrder();
    const waiting = () =>
      page.evaluate(async () => {
        const {outbox} = window.cxElements as unknown as {outbox: {status(): Promise<{waiting: number}>}};
        return (await outbox.status()).waiting;
      });
    await page.getByRole('radio', {name: '3', exact: true}).waitFor();
    // The shop serves the parts too: what counts the outbox is fetched while it lives.
    await waiting();
    await shop.kill();

    await page.getByRole('radio', {name: '3', exact: true}).check();
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0), {timeout: 15_000});
    await shop.start();
    await page.goto(shop.url + '/shop/order.html');

    await vi.waitFor(async () => expect(await items()).toContainEqual(expect.objectContaining({score: 3, partial: true})), {
      timeout: 30_000,
    });
    await page.close();
  });

  it('shows the answer on the report page', async () => {
    const page = await browser.newPage();

    await page.goto(`${shop.url}/#token=${shop.token}`);

    await page.getByText('Came a day early.').waitFor();
    expect(page.url()).not.toContain(shop.token);
    await page.close();
  });

  it('refuses to read without the token', async () => {
    const response = await fetch(shop.url + '/api/responses');

    expect(response.status).toBe(401);
  });
});
