import type {Page} from 'playwright-core';
import {expect} from 'vitest';
import {queueKeys} from './device.js';
import {defineFault} from './fault.js';
import {openScene} from './scene.js';
import {answer, reset, stall} from './steps.js';

/** What a page's own storage holds of ours. */
async function ourKeys(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage).filter(key => /^cx:(queue|dead|hold)/.test(key)));
}

/** How often the trouble that a page has written into itself happened. */
async function troubles(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as {troubles?: number}).troubles ?? 0);
}

/** A script that runs before ours; `trouble()` counts. */
function script(code: string): string {
  return `<script>globalThis.troubles = 0; const trouble = () => globalThis.troubles++; ${code}</script>`;
}

/** What becomes of a database in the wild. */
const databases = {
  'throws on open': `IDBFactory.prototype.open = () => { trouble(); throw new DOMException('no', 'UnknownError'); };`,
  'hangs on open': `IDBFactory.prototype.open = () => { trouble(); return {}; };`,
  'fails on open': `IDBFactory.prototype.open = () => { trouble(); const request = {}; setTimeout(() => request.onerror?.({})); return request; };`,
  'dies in a transaction': `const real = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...given) {
      const transaction = real.apply(this, given);
      if (given[1] === 'readwrite') queueMicrotask(() => { trouble(); transaction.abort(); });
      return transaction;
    };`,
  'has lost its connection': `IDBDatabase.prototype.transaction = () => { trouble(); throw new DOMException('closed', 'InvalidStateError'); };`,
  'is not there': `Object.defineProperty(globalThis, 'indexedDB', {get: () => { trouble(); }});`,
};

defineFault({
  number: 21,
  title: 'the database throws, hangs or dies',
  layer: 'page',
  async run(lab) {
    const how = lab.pick(Object.keys(databases) as (keyof typeof databases)[]);
    const isForEver = lab.random() < 0.5;
    const {chaos, collector, shop, visitor} = await openScene(lab, {shop: {head: script(databases[how])}});
    chaos.always(answer(503));

    const stored = await visitor.giveAnswers(5);

    expect(stored.map(({durable}) => durable)).toEqual(stored.map(() => true));
    expect((await ourKeys(visitor.page)).length).toBeGreaterThanOrEqual(5);
    const {page} = visitor;
    expect(await troubles(page)).toBeGreaterThan(0);
    lab.fired(await troubles(page));
    expect(visitor.errors).toEqual([]);
    if (!isForEver) lab.onHeal(() => void (shop.options = {}));
    await lab.settle(visitor, collector);
    expect(await ourKeys(visitor.page)).toEqual([]);
  },
});

const throwing = (name: string): string =>
  `Object.defineProperty(globalThis, '${name}', {get() { trouble(); throw new DOMException('blocked', 'SecurityError'); }});`;

defineFault({
  number: 22,
  title: 'storage must not even be mentioned',
  layer: 'page',
  async run(lab) {
    const how = lab.pick(['a sandboxed frame', 'localStorage', 'localStorage and the database']);
    const noDatabase = how === 'localStorage' ? '' : databases['throws on open'];
    const head = how === 'a sandboxed frame' ? '' : script(throwing('localStorage') + throwing('sessionStorage') + noDatabase);
    const {chaos, collector, shop, visitor} = await openScene(lab, {shop: {head}});
    shop.pages.set(
      '/frame',
      '<!doctype html><iframe sandbox="allow-scripts allow-forms" src="/" width="600" height="600"></iframe>',
    );
    if (how === 'a sandboxed frame') await visitor.page.goto(`${shop.url}frame`);
    // A frame has what is asked of a page here.
    const place = (visitor.page.frames()[1] ?? visitor.page) as unknown as Page;
    const name = await place.evaluate(() => {
      try {
        return typeof localStorage;
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(name).toBe('SecurityError');
    chaos.next(...Array.from({length: lab.between(1, 2)}, () => lab.pick([answer(503), reset()])));

    const stored = await visitor.giveAnswers(5, {page: place});

    // The database alone is enough where it can be had.
    const isKept = how === 'localStorage';
    expect(stored.map(({durable}) => durable)).toEqual(stored.map(() => isKept));
    if (!isKept) await visitor.hear(({code}) => code === 'storage-blocked');
    await expect.poll(() => lab.ledger.acceptedIds.size, {timeout: 30_000}).toBeGreaterThanOrEqual(5);
    // A sandboxed frame that asks for its databases gets an error, and Chromium leaves a rejection without a reason behind.
    expect(visitor.errors.filter(error => error !== 'undefined')).toEqual([]);
    lab.fired();
    lab.onHeal(() => void (shop.options = {}));
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 23,
  title: 'the shop is visited in a private window',
  layer: 'page',
  async run(lab) {
    // Every fresh context is one: it keeps nothing on the disk and shares nothing.
    const {chaos, collector, shop, visitor} = await openScene(lab);
    chaos.always(lab.pick([answer(503), reset(), stall()]));

    const stored = await visitor.giveAnswers(5);
    expect(stored.map(({durable}) => durable)).toEqual(stored.map(() => true));
    const {page} = visitor;
    visitor.page = lab.pick([true, false]) ? await visitor.newPage() : page;
    if (visitor.page !== page) await page.close();
    await lab.settle(visitor, collector);

    const browser = visitor.context.browser();
    await visitor.context.close();
    const another = await browser!.newPage();
    lab.cleanup(() => another.close());
    await another.goto(shop.url);
    expect([...(await queueKeys(another)), ...(await ourKeys(another))]).toEqual([]);
    lab.fired();
  },
});

defineFault({
  number: 24,
  title: 'the site wipes its storage between the answer and the request',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, shop, visitor} = await openScene(lab);
    chaos.always(lab.pick([stall(), answer(503), reset()]));
    await visitor.giveAnswers(5);
    const {page} = visitor;
    const how = lab.pick(['by script', 'by a header', 'by the browser']);
    if (how === 'by script')
      await page.evaluate(async () => {
        localStorage.clear();
        for (const {name = ''} of await indexedDB.databases())
          await new Promise(done => (indexedDB.deleteDatabase(name).onsuccess = done));
      });
    if (how === 'by a header') {
      shop.options = {headers: {'clear-site-data': '"storage"'}};
      await page.evaluate(async () => (await fetch('/')).text());
      shop.options = {};
    }
    if (how === 'by the browser') {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Storage.clearDataForOrigin', {origin: new URL(shop.url).origin, storageTypes: 'all'});
    }
    expect([...(await queueKeys(page)), ...(await ourKeys(page))]).toEqual([]);
    lab.fired();

    chaos.heal();
    await expect.poll(() => lab.ledger.acceptedIds.size, {timeout: 30_000}).toBeGreaterThanOrEqual(5);
    await lab.settle(visitor, collector);
  },
});
