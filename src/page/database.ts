import type {Clock} from '../base/clock.js';
import {databaseName, hasDatabase} from './write-ahead.js';

/** How long the database may take before the next place to keep things is used, in milliseconds. */
const timeoutMs = 1500;

/** What one transaction does; the result of the request that it returns is the transaction's. */
export type Work<T> = (queue: IDBObjectStore, dead: IDBObjectStore) => IDBRequest<T> | void;

/**
 * Runs one transaction, on the disk once it resolves; rejects where there is no database, it is full or too slow.
 * A database that does not exist is made by writing only, and by no writing that merely removes.
 */
export type Transact = <T = unknown>(isWrite: boolean, work: Work<T>, mayMake?: boolean) => Promise<T>;

/** Access to the device's database; `onRecovered` is called when it works again after it was too slow. */
export function createDatabase(clock: Clock, onRecovered: () => void): Transact {
  let isStuck = false;
  return (isWrite, work, mayMake = isWrite) =>
    new Promise((done, fail) => {
      if (isStuck) return fail();
      const running = transact(isWrite, work, mayMake);
      const recover = (): void => {
        isStuck = false;
        onRecovered();
      };
      // It goes on in the background: an event that is kept twice has one id.
      const cancel = clock.later(timeoutMs, () => {
        isStuck = true;
        fail();
        running.then(recover, recover);
      });
      running.then(done, fail).finally(cancel);
    });
}

// Opened for each transaction: Safari loses connections in the background, and an open one may keep a page out of the
// back/forward cache.
async function transact<T>(isWrite: boolean, work: Work<T>, mayMake: boolean): Promise<T> {
  // Firefox before 126 cannot list them: there the upgrade is called off. WebKit lists what was called off.
  if (!mayMake && 'databases' in indexedDB && !(await hasDatabase())) throw new TypeError('There is no database.');
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () => {
    const {result, transaction} = opening;
    if (!mayMake) transaction?.abort();
    else for (const name of ['queue', 'dead']) result.createObjectStore(name);
  };
  const database = await new Promise<IDBDatabase>((done, fail) => {
    opening.onsuccess = () => done(opening.result);
    opening.onerror = fail;
  });
  try {
    const transaction = database.transaction(['queue', 'dead'], isWrite ? 'readwrite' : 'readonly', {durability: 'strict'});
    const request = work(transaction.objectStore('queue'), transaction.objectStore('dead'));
    await new Promise((done, fail) => {
      transaction.oncomplete = done;
      transaction.onabort = fail;
    });
    return (request as IDBRequest<T>)?.result;
  } finally {
    database.close();
  }
}

/** Erases the database with all that is in it. */
export async function eraseDatabase(): Promise<void> {
  const erasing = indexedDB.deleteDatabase(databaseName);
  await new Promise((done, fail) => {
    erasing.onsuccess = done;
    erasing.onerror = fail;
  });
}
