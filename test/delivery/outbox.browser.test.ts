import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {Clock} from '../../src/base/clock.js';
import {createDatabase, type Transact} from '../../src/page/database.js';
import {createEventStore, type EventStore} from '../../src/delivery/event-store.js';
import {pageClock} from '../../src/page/clock.js';
import {databaseName} from '../../src/page/write-ahead.js';

const answer = (id: string, {name = 'cx-submit', time = '2026-03-01T12:00:00.000Z', comment = ''} = {}) =>
  JSON.stringify({
    endpoint: '/events',
    id,
    name,
    time,
    source: location.origin,
    data: {site: 'shop', element: 'cx-nps', survey: 'nps', response: `r-${id}`, answers: {comment}},
  });

function erase(): Promise<unknown> {
  localStorage.clear();
  return new Promise(done => Object.assign(indexedDB.deleteDatabase(databaseName), {onsuccess: done, onerror: done}));
}

describe('the outbox', () => {
  let memory: Map<string, string>;
  let store: EventStore;
  let transact: Transact;
  let recovered = 0;

  /** A page: its memory is empty, the device is as the last page left it. */
  const open = (clock: Clock = pageClock, mayRemember = (isAct: boolean) => isAct): void => {
    memory = new Map();
    transact = createDatabase(clock, () => recovered++);
    store = createEventStore(transact, localStorage, memory, clock, mayRemember);
  };
  const ids = async () => (await store.read('')).map(({id}) => id);
  const databases = async () => (await indexedDB.databases()).map(({name}) => name);

  beforeEach(async () => {
    await erase();
    open();
  });

  afterEach(erase);

  it('brings an answer from the storage into the database, and leaves nothing behind', async () => {
    memory.set('a', answer('a'));
    localStorage.setItem('cx:queue:a', answer('a'));

    await store.adopt();

    expect([localStorage.length, store.isDurable('a')]).toEqual([0, true]);
    open();
    expect(await ids()).toEqual(['a']);
    expect(store.isDurable('a')).toBe(true);
  });

  it('brings what an earlier page wrote and could not bring itself', async () => {
    localStorage.setItem('cx:queue:a', answer('a'));

    await store.adopt();

    expect(localStorage.length).toBe(0);
    expect(await ids()).toEqual(['a']);
  });

  it('keeps an answer in the database that did not fit into the storage', async () => {
    memory.set('a', answer('a'));

    await store.adopt();

    open();
    expect(await ids()).toEqual(['a']);
  });

  it('keeps in memory what may not be written', async () => {
    open(pageClock, () => false);
    memory.set('a', answer('a'));

    await store.adopt();

    expect(store.isDurable('a')).toBe(false);
    expect(await ids()).toEqual(['a']);
    expect(await databases()).not.toContain(databaseName);
  });

  it('makes no database by looking for one', async () => {
    expect(await ids()).toEqual([]);

    expect(await databases()).not.toContain(databaseName);
  });

  it('gives acts before impressions, each by time, a page at a time', async () => {
    open(pageClock, () => true);
    for (let n = 10; n < 90; n++) {
      const time = `2026-03-01T12:00:${n % 60}.${n}0Z`;
      memory.set(`s${n}`, answer(`s${n}`, {name: 'cx-show', time}));
      memory.set(`a${n}`, answer(`a${n}`, {time}));
    }
    await store.adopt();
    open();

    const seen = [];
    for (let page = await store.read(''); page.length; page = await store.read(page.at(-1)!.key)) {
      expect(page.length).toBeLessThanOrEqual(64);
      seen.push(...page.map(({key}) => key));
    }

    expect(seen).toHaveLength(160);
    expect(seen).toEqual([...seen].sort());
  });

  it('erases by id, everywhere', async () => {
    for (const id of ['a', 'b']) memory.set(id, answer(id));
    await store.adopt();

    await store.remove((await store.read('')).filter(({id}) => id === 'a'));

    open();
    expect(await ids()).toEqual(['b']);
  });

  it('makes room of impressions, never of answers', async () => {
    await transact(true, queue => {
      for (let n = 0; n < 1100; n++) queue.put(answer(`s${n}`, {name: 'cx-show'}), `b2026-03-01T12:00:00.000Zs${n}`);
      for (let n = 0; n < 50; n++) queue.put(answer(`a${n}`), `a2026-03-01T12:00:00.000Za${n}`);
    });

    memory.set('new', answer('new'));
    await store.adopt();

    const left = await ids();
    expect(left).toHaveLength(51);
    expect(left.filter(id => id.startsWith('s'))).toEqual([]);
  });

  it('leaves a record alone that it cannot read, and reads the others', async () => {
    await transact(true, queue => {
      queue.put('{"half', 'a1');
      queue.put(42, 'a2');
      queue.put(answer('a'), 'a2026-03-01T12:00:00.000Za');
    });

    expect(await ids()).toEqual(['a']);
    await store.remove(await store.read(''));
    expect(await transact(false, queue => queue.count())).toBe(2);
  });

  it('reads past more unreadable records than it reads at a time', async () => {
    await transact(true, queue => {
      for (let n = 0; n < 200; n++) queue.put('{"half', `a0${n}`);
      queue.put(answer('a'), 'a2026-03-01T12:00:00.000Za');
    });

    expect(await ids()).toEqual(['a']);
  });

  it('keeps an answer in the storage where the database is of a later version', async () => {
    await new Promise(done => {
      const opening = indexedDB.open(databaseName, 7);
      opening.onsuccess = () => done(opening.result.close());
    });
    memory.set('a', answer('a'));

    await store.adopt();

    expect(Object.keys(localStorage)).toEqual(['cx:queue:a']);
    expect(await ids()).toEqual(['a']);
  });

  it('keeps an answer in the storage while the database does not answer, and uses the database once it does', async () => {
    // A version change that a page does not let go of keeps every later opening waiting.
    const holder = await new Promise<IDBDatabase>(done => {
      const opening = indexedDB.open(databaseName, 1);
      opening.onupgradeneeded = () => ['queue', 'dead'].map(name => opening.result.createObjectStore(name));
      opening.onsuccess = () => done(opening.result);
    });
    indexedDB.deleteDatabase(databaseName);
    open({...pageClock, later: (_delayMs, task) => pageClock.later(20, task)});
    memory.set('a', answer('a'));
    recovered = 0;

    await store.adopt();
    const before = [Object.keys(localStorage), await ids()];
    holder.close();
    await vi.waitFor(() => expect(recovered).toBe(1));
    open();
    await store.adopt();

    expect(before).toEqual([['cx:queue:a'], ['a']]);
    expect(localStorage.length).toBe(0);
    expect(await ids()).toEqual(['a']);
  });
});
