import type {Page} from 'playwright-core';
import {describe, expect, it} from 'vitest';
import {choose, until, useChromium, type Visit} from './visit.js';

const visitPage = useChromium();
const secret = 'The parcel for Anna came on Monday';

/** Writes down each call that puts something on the device. */
function spy(): void {
  const calls: string[] = [];
  Object.defineProperty(window, Symbol.for('calls'), {value: calls});
  const watch = (host: object, name: string): void => {
    const real = Reflect.get(host, name) as (...given: unknown[]) => unknown;
    Object.defineProperty(host, name, {
      value(this: unknown, ...given: unknown[]) {
        calls.push(name);
        return real.apply(this, given);
      },
    });
  };
  watch(Storage.prototype, 'setItem');
  watch(IDBFactory.prototype, 'open');
  for (const name of ['put', 'add']) watch(IDBObjectStore.prototype, name);
  watch(CacheStorage.prototype, 'open');
  watch(CookieStore.prototype, 'set');
  watch(ServiceWorkerContainer.prototype, 'register');
  watch(StorageManager.prototype, 'getDirectory');
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!;
  Object.defineProperty(Document.prototype, 'cookie', {
    ...cookie,
    set(this: Document, text: string) {
      calls.push('cookie');
      cookie.set?.call(this, text);
    },
  });
}

const calls = (page: Page) => page.evaluate(() => (window as unknown as Record<symbol, string[]>)[Symbol.for('calls')]!);

/** Everything that the origin keeps on the device, as text: names of databases, keys and values. */
function onDevice(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const read = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const found = [localStorage, sessionStorage].flatMap(storage => Object.entries(storage).map(entry => entry.join('=')));
    for (const {name = ''} of await indexedDB.databases()) {
      const database = await read(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const records = (await read(database.transaction(store).objectStore(store).getAll())) as unknown[];
        found.push(...records.map(record => `${name}/${store}=${typeof record === 'string' ? record : JSON.stringify(record)}`));
      }
      database.close();
    }
    for (const name of await caches.keys()) found.push(`cache ${name}`);
    if (document.cookie) found.push(document.cookie);
    return found;
  });
}

const head = (more = '') => `<script type="module" src="/cx/cx.js" data-cx-endpoint="/events" ${more}></script>`;
const tags = `<cx-nps reasons="price=Price"></cx-nps><cx-rating></cx-rating><cx-effort></cx-effort>
  <cx-review links="google=https://g.page/shop"></cx-review><cx-call tel="+358401234567"></cx-call>`;

const shown = ({shop}: Visit) => shop.sent.filter(({type}) => type === 'cx.shown');

async function type(visit: Visit): Promise<void> {
  await choose(visit, 'cx-nps', /^9/);
  await visit.page.locator('cx-nps textarea').fill(secret);
}

async function send(visit: Visit): Promise<void> {
  await visit.page.locator('cx-nps [part~=submit]').click();
  await visit.page.locator('cx-nps [part~=thanks]').waitFor();
}

describe('the device of a visitor', () => {
  it.each(['', 'data-cx-consent="unset"', 'data-cx-consent="denied"'])(
    'is left alone before a person acts, with %s',
    async more => {
      const visit = await visitPage(head(more) + tags, {before: spy});

      // Seen, pointed at and focused: none of it is an answer.
      for (const tag of ['cx-nps', 'cx-rating', 'cx-effort', 'cx-review', 'cx-call'])
        await visit.page.locator(tag).hover({position: {x: 4, y: 4}});
      await visit.page.locator('cx-nps').getByRole('radio').first().focus();
      await until(() => expect(visit.shop.requests.some(({path}) => path.includes('delivery'))).toBe(true));
      if (!more.includes('denied')) await until(() => expect(shown(visit).length).toBeGreaterThan(1));
      await visit.page.waitForLoadState('networkidle');

      expect(await calls(visit.page)).toEqual([]);
      expect(await visit.page.evaluate(() => indexedDB.databases())).toEqual([]);
      expect(await onDevice(visit.page)).toEqual([]);
    },
  );

  it('holds an answer only until it is confirmed', async () => {
    const visit = await visitPage(head() + tags, {
      before: spy,
      with: shop => {
        shop.isOpen = false;
      },
    });
    await type(visit);
    await send(visit);
    await until(async () => expect((await onDevice(visit.page)).join()).toContain(secret));

    visit.shop.isOpen = true;
    await visit.page.goto(`${visit.shop.url}/page`);
    await until(async () => expect(await visit.shop.items()).toMatchObject([{answers: {comment: secret}}]));

    await until(async () => expect((await onDevice(visit.page)).join()).not.toMatch(/Anna|comment|cx-nps/));
  });

  it('holds nothing of a text that was typed and not sent', async () => {
    const visit = await visitPage(head() + tags, {
      with: shop => {
        shop.isOpen = false;
      },
    });
    await type(visit);

    await visit.page.goto(`${visit.shop.url}/page`);

    const kept = (await onDevice(visit.page)).join();
    expect(kept).toContain('"partial":true');
    expect(kept).not.toContain('Anna');
  });

  it('holds nothing at all with remember="none", and the answer arrives', async () => {
    const visit = await visitPage(head('data-cx-remember="none"') + tags, {before: spy});
    await type(visit);
    await send(visit);

    await until(async () => expect(await visit.shop.items()).toMatchObject([{answers: {comment: secret}}]));

    expect(await calls(visit.page)).toEqual([]);
    expect(await onDevice(visit.page)).toEqual([]);
  });

  it('is empty after cxElements.forget()', async () => {
    const visit = await visitPage(head() + tags, {
      with: shop => {
        shop.isOpen = false;
      },
    });
    await type(visit);
    await send(visit);
    await until(async () => expect((await onDevice(visit.page)).join()).toContain(secret));

    await visit.page.evaluate(() => (window.cxElements as unknown as {forget(): Promise<void>}).forget());

    expect(await onDevice(visit.page)).toEqual([]);
  });
});
