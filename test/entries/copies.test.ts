import {chromium, type Browser, type Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {chromiumLaunch} from '../harness/chromium.mjs';
import type {Registry} from '../../src/page/registry.js';
import {importMap, Shop} from './shop.js';

const endpoint = 'data-cx-endpoint="/events"';

describe('the script entries, in Chromium', {timeout: 60_000}, () => {
  let browser: Browser;
  let page: Page;
  let shop: Shop;
  let url: string;

  beforeAll(async () => {
    browser = await chromium.launch(chromiumLaunch());
  }, 60_000);

  afterAll(() => browser.close());

  beforeEach(async () => {
    shop = new Shop();
    url = await shop.open();
    page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.addInitScript(() => {
      const heard: {name: string; detail: unknown}[] = [];
      Object.assign(window, {heard});
      for (const name of ['cx-stored', 'cx-accepted', 'cx-problem'])
        document.addEventListener(name, event => heard.push({name, detail: (event as CustomEvent).detail}));
    });
  });

  afterEach(async () => {
    await page.close();
    await shop.close();
  });

  const answer = async () => {
    await page.locator('cx-nps').getByRole('radio', {name: /^9/}).check({force: true});
    await page.locator('cx-nps [part~=submit]').click();
  };
  const heard = (name: string) =>
    page.waitForFunction(name => (window as unknown as {heard: {name: string}[]}).heard.find(one => one.name === name), name);
  const waiting = () =>
    page.evaluate(async () => {
      // The package sets no global, but all copies meet here.
      const {client} = (globalThis as unknown as {[key: symbol]: Registry})[Symbol.for('cx-elements')]!;
      return (await client!.later('status')()).waiting;
    });
  const accepted = () => expect.poll(waiting, {timeout: 10_000}).toBe(0);

  test.each([
    ['cx.js', `<script type="module" src="/cx/cx.js" ${endpoint}></script><cx-nps></cx-nps>`],
    ['cx.js after the tag', `<cx-nps></cx-nps><script type="module" src="/cx/cx.js" ${endpoint}></script>`],
    ['cx.classic.js', `<script async src="/cx/cx.classic.js" ${endpoint}></script><cx-nps></cx-nps>`],
    ['nps.js', `<script type="module" src="/cx/nps.js" ${endpoint}></script><cx-nps></cx-nps>`],
    ['cx.all.js', `<script type="module" src="/cx/cx.all.js" ${endpoint}></script><cx-nps></cx-nps>`],
    [
      'the package',
      `<script type="importmap">${importMap}</script><script type="module">import {configure} from '/dist/all.js'; configure({endpoint: '/events'})</script><cx-nps></cx-nps>`,
    ],
    [
      'all of them together',
      `<script type="importmap">${importMap}</script>
       <script type="module" src="/cx/cx.js" ${endpoint}></script>
       <script type="module" src="/cx/nps.js" ${endpoint}></script>
       <script type="module" src="/cx/nps.js?ver=1" ${endpoint}></script>
       <script type="module" src="/cx/rating.js" ${endpoint}></script>
       <script type="module">import '/dist/all.js'</script>
       <cx-nps></cx-nps><cx-rating></cx-rating>`,
    ],
  ])('one answer is one event with %s', async (_entry, html) => {
    shop.page = html;
    await page.goto(url);

    await answer();
    await heard('cx-accepted');
    await accepted();

    expect(shop.answers.map(({data}) => data.score)).toEqual([9]);
    expect(new Set(shop.received.map(({id}) => id)).size).toBe(shop.received.length);
  });

  test('an answer that met no endpoint arrives from the next page, without a tag on it', async () => {
    shop.page = `<script type="module" src="/cx/cx.js" ${endpoint}></script><cx-nps></cx-nps>`;
    shop.isOpen = false;
    await page.goto(url);
    await answer();
    await heard('cx-stored');

    shop.isOpen = true;
    shop.page = `<script type="module" src="/cx/cx.js" ${endpoint}></script>`;
    await page.goto(url);
    await accepted();

    // Attempts of the page that went may arrive as well: it is one answer all the same.
    expect(new Set(shop.answers.map(({id}) => id)).size).toBe(1);
  });

  test('an answer stays on the device while there is no endpoint, and goes out once the script tag names one', async () => {
    shop.page = '<script type="module" src="/cx/nps.js" data-cx-site="shop"></script><cx-nps></cx-nps>';
    await page.goto(url);
    await answer();
    await heard('cx-stored');
    await heard('cx-problem');
    const before = await waiting();

    await page.evaluate(() => document.querySelector('script')?.setAttribute('data-cx-endpoint', '/events'));
    await accepted();

    expect(before).toBeGreaterThan(0);
    expect(shop.answers).toHaveLength(1);
  });

  test('an answer that a wrong address refused goes out once the script tag names the right one', async () => {
    shop.page = '<script type="module" src="/cx/nps.js" data-cx-endpoint="/evnts"></script><cx-nps></cx-nps>';
    await page.goto(url);
    await waiting();
    await answer();
    await heard('cx-stored');
    await heard('cx-problem');

    await page.evaluate(() => document.querySelector('script')?.setAttribute('data-cx-endpoint', '/events'));
    await accepted();

    expect(shop.answers).toHaveLength(1);
  });

  test('a tag that is added later, or handed over in a shadow root, is defined by cx.js', async () => {
    shop.page = `<script type="module" src="/cx/cx.js" ${endpoint}></script><div></div>`;
    await page.goto(url);

    await page.evaluate(() => document.body.append(document.createElement('cx-rating')));
    await page.evaluate(() => {
      const root = document.querySelector('div')?.attachShadow({mode: 'open'});
      root?.append(document.createElement('cx-nps'));
      if (root) (window.cxElements as unknown as {observe(root: ShadowRoot): void}).observe(root);
    });

    await page.waitForFunction(() => customElements.get('cx-rating') && customElements.get('cx-nps'));
    expect(await page.evaluate(() => customElements.get('cx-call'))).toBeUndefined();
  });

  test('a page without a tag loads nothing but cx.js', async () => {
    shop.page = `<script type="module" src="/cx/cx.js" ${endpoint}></script>`;

    await page.goto(url, {waitUntil: 'networkidle'});

    expect(shop.requests.filter(path => path.startsWith('/cx/'))).toEqual(['/cx/cx.js']);
  });

  test('window.cxElements tells what waits and forgets it', async () => {
    shop.page = '<script type="module" src="/cx/nps.js"></script><cx-nps></cx-nps>';
    await page.goto(url);
    await answer();
    await heard('cx-stored');

    const told = await page.evaluate(async () => {
      const api = window.cxElements as unknown as {outbox: {status(): Promise<{waiting: number}>}; forget(): Promise<void>};
      const {waiting} = await api.outbox.status();
      await api.forget();
      return {waiting, keys: Object.keys(localStorage)};
    });

    expect(told.waiting).toBeGreaterThan(0);
    expect(told.keys).toEqual([]);
  });
});
