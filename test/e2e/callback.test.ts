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
  context = await browser.newContext({locale: 'en-GB'});
  page = await context.newPage();
});

afterEach(async () => {
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await shop.close();
});

const day = (later: number) => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);

/** A shop that is closed now, whatever the time, and opens the day after tomorrow. */
const closed = `tel="+358 40 123 4567" when-closed="form" timezone="UTC" hours="09:00-13:00" closed="${day(-1)}/${day(1)}" data-order-id="A1"`;

/** Opens a page of the shop with this body. */
async function visit(body: string, on = page): Promise<void> {
  const script = '<script type="module" src="/cx/cx.js" data-cx-endpoint="/events"></script>';
  await on.route('**/shop/help', route =>
    route.fulfill({contentType: 'text/html', body: `<!doctype html><html lang="en"><title>Help</title>${script}<body>${body}`}),
  );
  await on.goto(shop.url + '/shop/help');
}

async function ask(phone: string, on = page): Promise<void> {
  await on.getByLabel('Your phone number').fill(phone);
  await on.getByRole('button', {name: 'Call me back'}).click();
}

interface Answer {
  readonly answers: {readonly phone?: string; readonly slot?: {readonly start: string; readonly end: string}};
  readonly context?: unknown;
}

/** What the collector holds of requests from this number. */
async function requests(phone: string): Promise<Answer[]> {
  const response = await shop.read('/api/responses');
  const {items} = (await response.json()) as {items: Answer[]};
  return items.filter(({answers}) => answers.phone === phone);
}

const told = (text: string, on = page) => on.locator('cx-call').getByRole('status').getByText(text);

describe('a visitor who asks to be called back', () => {
  it('reads "requested" once the collector has the request, with its slot', async () => {
    await visit(`<cx-call ${closed}></cx-call>`);

    await ask('040 765 4321');
    await told('Requested. We will call you').waitFor();

    const [request, ...more] = await requests('+358407654321');
    expect(request!.answers.slot).toEqual({start: `${day(2)}T09:00:00.000Z`, end: `${day(2)}T11:00:00.000Z`});
    expect(request!.context).toEqual({orderId: 'A1'});
    expect(more).toEqual([]);
  });

  it('reads "not sent yet" and the number while the shop is away, and "requested" once it is back', async () => {
    await visit(`<cx-call ${closed}></cx-call>`);
    await page.getByLabel('Your phone number').waitFor();
    await shop.kill();

    await ask('040 765 4322');
    await told('Not sent yet. We keep trying.').waitFor();
    const link = await page.getByText('You can also call').getByRole('link').getAttribute('href');
    const seen = await page.locator('cx-call').getByText('Requested').count();
    await shop.start();
    await told('Requested.').waitFor({timeout: 45_000});

    expect([link, seen]).toEqual(['tel:+358401234567', 0]);
    expect(await requests('+358407654322')).toHaveLength(1);
  });

  it('is heard although the part that sends could not be fetched at first', async () => {
    await page.clock.install();
    await page.route('**/chunks/delivery-*', route => route.abort());
    await visit(`<cx-call ${closed}></cx-call>`);
    await ask('040 765 4326');
    await told('Not sent yet. We keep trying.').waitFor();

    await page.unroute('**/chunks/delivery-*');
    await page.clock.fastForward(20_000);
    await told('Requested.').waitFor();

    expect(await requests('+358407654326')).toHaveLength(1);
  });

  it('is heard on the next page where this one was closed before the shop was back', async () => {
    await visit(`<cx-call ${closed}></cx-call>`);
    await page.getByLabel('Your phone number').waitFor();
    await shop.kill();
    await ask('040 765 4323');
    await told('Not sent yet. We keep trying.').waitFor();
    await page.close();
    await shop.start();

    const next = await context.newPage();
    await visit('<cx-nps></cx-nps>', next);

    await vi.waitFor(async () => expect(await requests('+358407654323')).toHaveLength(1), {timeout: 30_000});
  });

  it('asks once, although a second tab asks the same within a minute', async () => {
    await visit(`<cx-call ${closed}></cx-call>`);
    const other = await context.newPage();
    await visit(`<cx-call ${closed}></cx-call>`, other);

    await ask('040 765 4324');
    await told('Requested. We will call you').waitFor();
    await ask('+358 40 765 4324', other);
    await told('Requested.', other).waitFor();

    expect(await requests('+358407654324')).toHaveLength(1);
  });

  it('is offered help in a checkout that gives trouble', async () => {
    await visit(
      `<button id="pay">Pay</button><cx-call ${closed} show-as="popover" show-when="trouble" label="Something not working?"></cx-call>`,
    );
    await page.waitForFunction(() => 'version' in (window.cxElements ?? {}));
    await vi.waitFor(async () => {
      await page.getByRole('button', {name: 'Pay'}).click({clickCount: 6});
      expect(await page.getByRole('dialog', {name: 'Something not working?'}).isVisible()).toBe(true);
    }, 15_000);

    await ask('040 765 4325');
    await told('Requested. We will call you').waitFor();
    await page.getByRole('button', {name: 'Close'}).click();

    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await requests('+358407654325')).toHaveLength(1);
  });
});

describe('<cx-call> in the file with all elements', () => {
  it('has the number where the files beside it are missing', async () => {
    await page.route('**/cx/chunks/**', route => route.abort());
    await page.route('**/shop/help', route =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><script type="module" src="/cx/cx.all.js" data-cx-endpoint="/events"></script><cx-call ${closed}></cx-call>`,
      }),
    );
    await page.goto(shop.url + '/shop/help');

    await page.getByRole('link', {name: '+358 40 123 4567'}).waitFor();
    await vi.waitFor(async () => expect(await page.locator('cx-call[open-now]').count()).toBe(1));
  });
});
