import type {Page} from 'playwright-core';

/** What is to be put into the outbox by hand: key → value. */
export type Seed = readonly (readonly [key: string, value: unknown])[];

/** A record as the client writes it, of an act or of an impression that happened `ageMs` ago. */
export function makeRecord(
  id: string,
  name: 'cx-submit' | 'cx-show',
  response: string,
  ageMs = 60_000,
): readonly [string, string] {
  const time = new Date(Date.now() - ageMs).toISOString();
  const answer = {response, seq: 1, partial: false, score: 4, scale: {min: 0, max: 10}, answers: {score: 4}};
  const asked = {site: 'localhost', element: 'cx-nps', survey: 'nps', page: {url: 'http://localhost/'}, lib: '1.0.0'};
  const data = {...asked, ...(name === 'cx-submit' ? answer : {})};
  const record = {endpoint: '/events', own: false, id, name, time, source: 'http://localhost/', data};
  return [(name === 'cx-submit' ? 'a' : 'b') + time + id, JSON.stringify(record)];
}

/** Writes records into the device's database, which is made where it is missing. */
export async function seedQueue(page: Page, seed: Seed): Promise<void> {
  for (let from = 0; from < seed.length; from += 5000)
    await page.evaluate(
      async records => {
        const opening = indexedDB.open('cx-elements', 1);
        opening.onupgradeneeded = () => ['queue', 'dead'].forEach(name => opening.result.createObjectStore(name));
        const database = await new Promise<IDBDatabase>((done, fail) => {
          opening.onsuccess = () => done(opening.result);
          opening.onerror = () => fail(opening.error);
        });
        const transaction = database.transaction('queue', 'readwrite');
        const queue = transaction.objectStore('queue');
        for (const [key, value] of records) queue.put(value, key);
        await new Promise((done, fail) => {
          transaction.oncomplete = done;
          transaction.onabort = () => fail(transaction.error);
        });
        database.close();
      },
      seed.slice(from, from + 5000),
    );
}

/** The keys of what waits in the device's database; none where there is no database. */
export async function queueKeys(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({name}) => name === 'cx-elements')) return [];
    const opening = indexedDB.open('cx-elements');
    const database = await new Promise<IDBDatabase>((done, fail) => {
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => fail(opening.error);
    });
    const request = database.transaction('queue').objectStore('queue').getAllKeys();
    const keys = await new Promise(done => (request.onsuccess = () => done(request.result)));
    database.close();
    return keys as string[];
  });
}

/** Lets the origin keep no more than this in IndexedDB; a browser's settings for developers do the same. */
export async function limitQuota(page: Page, bytes: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', {origin: new URL(page.url()).origin, quotaSize: bytes});
}

/**
 * Writes records of `database` until no answer fits into the quota any more; returns the number of them.
 *
 * Limit the quota before the first write: Chromium remembers for a while how much room there was.
 */
export async function fillDatabase(page: Page, name: string, store: string): Promise<number> {
  return page.evaluate(
    async ([name, store]) => {
      const opening = indexedDB.open(name, 1);
      const stores = name === 'cx-elements' ? ['queue', 'dead'] : [store];
      opening.onupgradeneeded = () => stores.forEach(one => opening.result.createObjectStore(one));
      const database = await new Promise<IDBDatabase>((done, fail) => {
        opening.onsuccess = () => done(opening.result);
        opening.onerror = () => fail(opening.error);
      });
      // Nothing that a database could press together.
      const noise = (length: number): string =>
        Array.from(crypto.getRandomValues(new Uint8Array(length)), byte => (byte % 36).toString(36)).join('');
      let count = 0;
      for (const length of [20_000, 2000, 200, 20]) {
        for (let fits = true; fits;) {
          const time = new Date(Date.now() - 60_000).toISOString();
          const data = {site: 'localhost', element: 'cx-nps', survey: 'nps', noise: noise(length)};
          const record = {endpoint: '/events', own: false, id: `noise-${count}`, name: 'cx-show', time, source: '', data};
          const transaction = database.transaction(store, 'readwrite');
          transaction.objectStore(store).put(JSON.stringify(record), `b${time}noise-${count}`);
          fits = await new Promise(done => {
            transaction.oncomplete = () => done(true);
            transaction.onabort = () => done(false);
          });
          if (fits) count++;
        }
      }
      database.close();
      return count;
    },
    [name, store] as const,
  );
}

/** How many records a store of the device's databases has. */
export async function countRecords(page: Page, name: string, store: string): Promise<number> {
  return page.evaluate(
    async ([name, store]) => {
      const opening = indexedDB.open(name);
      const database = await new Promise<IDBDatabase>(done => (opening.onsuccess = () => done(opening.result)));
      const request = database.transaction(store).objectStore(store).count();
      const count = await new Promise<number>(done => (request.onsuccess = () => done(request.result)));
      database.close();
      return count;
    },
    [name, store] as const,
  );
}

/** Fills localStorage with records of the shop's own, so that nothing of ours fits; returns their length. */
export async function fillStorage(page: Page): Promise<number> {
  await page.evaluate(() => {
    for (let step = 1 << 20, n = 0; step >= 16; step /= 2) {
      try {
        for (;;) localStorage.setItem(`shop:${n++}`, 'x'.repeat(step));
      } catch {
        // That much does not fit any more.
      }
    }
  });
  return lengthOfShopsRecords(page);
}

/** How much of localStorage is the shop's own. */
export async function lengthOfShopsRecords(page: Page): Promise<number> {
  return page.evaluate(() => {
    const texts = Object.entries(localStorage).map(([key, text]) => (key.startsWith('shop:') ? String(text) : ''));
    return texts.join('').length;
  });
}
