import type {Clock} from '../base/clock.js';
import {toJson} from '../base/to-json.js';
import {wireTypes} from '../events/catalogue.js';
import {toEnvelope, type Envelope} from '../events/envelope.js';
import type {DeadLetter} from '../page/client-port.js';
import {queuePrefix, type WaitingRecord} from '../page/write-ahead.js';
import {byteLength} from './batch.js';
import type {Transact, Work} from '../page/database.js';
import {tidyVisitor} from './visitor.js';

/** How many events are read at a time: enough for one request. */
export const pageSize = 64;
/** With more events than this in the database, impressions give way. */
const maxRecords = 1000;

/** One event that no endpoint has confirmed yet. */
export interface Waiting extends Pick<WaitingRecord, 'id' | 'endpoint' | 'own'> {
  /** Orders what waits: acts before impressions, then by time. */
  readonly key: string;
  readonly event: Envelope;
  /** The event as it is sent, but for `senttime`. */
  readonly text: string;
  readonly bytes: number;
  /** An act of a person: anything but an impression. */
  readonly isAct: boolean;
  /** True when it goes without a visitor, because the one that was configured is no plain object. */
  readonly isBare: boolean;
  /** The record as it is kept. */
  readonly record: string;
}

/** Where events wait: in memory while their page lives, and in the device's database or storage. */
export interface EventStore {
  readonly transact: Transact;
  readonly storage: Storage | undefined;
  /** Dead letters that could not be written to the device. */
  readonly dead: Map<string, DeadLetter>;
  /** Brings into the database what is not there yet; tells whether any of it is new to this page. */
  adopt(): Promise<boolean>;
  /** True when the event survives the page. */
  isDurable(id: string): boolean;
  /** What happened on this page and waits, in order. */
  own(): Waiting[];
  /** What waits behind a key, in order; at most one page of it. Unreadable records are left alone. */
  read(after: string): Promise<Waiting[]>;
  remove(gone: readonly Waiting[]): Promise<unknown>;
}

/** Events on the device, and in memory. */
export function createEventStore(
  transact: Transact,
  storage: Storage | undefined,
  memory: Map<string, string>,
  clock: Clock,
  mayRemember: (isAct: boolean) => boolean,
): EventStore {
  /** Known to be in the database. */
  const safe = new Set<string>();
  const met = new Set<string>();

  const own = (): Waiting[] => toWaiting(memory.values());
  const stored = (): Waiting[] =>
    toWaiting(Object.keys(storage ?? {}).map(key => (key.startsWith(queuePrefix) ? storage?.getItem(key) : '')));

  return {
    transact,
    storage,
    dead: new Map(),
    own,
    async adopt() {
      const found = [...own().filter(({id, isAct}) => !safe.has(id) && mayRemember(isAct)), ...stored()];
      if (!found.length) return false;
      // Room is made of impressions and old dead letters, never of answers.
      const makeRoom: Work<unknown> = (queue, dead) => {
        queue.delete(IDBKeyRange.lowerBound('b'));
        dead.delete(IDBKeyRange.upperBound(new Date(clock.now() - 7 * 86_400_000).toISOString()));
      };
      const put = (): Promise<unknown> =>
        transact(true, (queue, dead) => {
          queue.count().onsuccess = ({target}) => {
            if ((target as IDBRequest<number>).result > maxRecords) makeRoom(queue, dead);
            for (const {key, record} of found) queue.put(record, key);
          };
        });
      try {
        // What a transaction erases is no room yet for what it writes itself.
        await put().catch(() => transact(true, makeRoom).then(put));
        for (const {id} of found) {
          safe.add(id);
          storage?.removeItem(queuePrefix + id);
        }
      } catch {
        try {
          // What was cleared in the meantime stays so.
          for (const {id, record} of found) if (memory.has(id)) storage?.setItem(queuePrefix + id, record);
        } catch {
          // Full or blocked too: memory is all there is.
        }
      }
      const before = met.size;
      for (const {id} of found) met.add(id);
      return met.size > before;
    },
    isDurable: id => safe.has(id) || storage?.getItem(queuePrefix + id) != null,
    async read(after) {
      const kept: Waiting[] = [];
      let last: IDBValidKey | undefined = after;
      // What cannot be read must not hide what comes after it.
      while (last !== undefined && kept.length < pageSize) {
        const found = await transact<string[]>(false, queue => {
          const range = IDBKeyRange.lowerBound(last, true);
          queue.getAllKeys(range, pageSize).onsuccess = ({target}) =>
            (last = (target as IDBRequest<IDBValidKey[]>).result[pageSize - 1]);
          return queue.getAll(range, pageSize);
        }).catch(() => (last = undefined));
        kept.push(...toWaiting(found ?? []));
      }
      for (const {id} of kept) safe.add(id);
      const all = new Map([...own(), ...stored(), ...kept].map(one => [one.key, one]));
      return [...all.values()]
        .filter(({key}) => key > after)
        .sort(byKey)
        .slice(0, pageSize);
    },
    remove(gone) {
      for (const {id} of gone) {
        memory.delete(id);
        storage?.removeItem(queuePrefix + id);
      }
      // An impression that was never on the device leaves no database there.
      const erase: Work<unknown> = queue => {
        for (const {key} of gone) queue.delete(key);
      };
      return transact(true, erase, false).catch(() => {});
    },
  };
}

/** What can be read of some records. */
function toWaiting(records: Iterable<string | null | undefined>): Waiting[] {
  return [...records].flatMap(record => {
    const {endpoint = '', own, id, name, time, source = '', data} = parse<Partial<WaitingRecord>>(record) ?? {};
    if (!record || !id || !name || !time || !data) return [];
    const type = name === 'cx.lost' ? name : wireTypes[name];
    // Its own only: the page may have put one on the prototype of all objects.
    const {visitor} = {__proto__: null, ...data} as {visitor?: unknown};
    const event = toEnvelope(type, {...(data as Envelope['data']), visitor: tidyVisitor(visitor)}, id, time, source) as Envelope;
    const text = toJson(event);
    const isAct = type !== 'cx.shown';
    return {
      endpoint,
      own,
      id,
      key: (isAct ? 'a' : 'b') + time + id,
      event,
      text,
      bytes: byteLength(text),
      isAct,
      isBare: typeof (visitor ?? {}) !== 'object',
      record,
    };
  });
}

/** What a text holds; undefined for another script's, a later version's or a half-written one, which is not ours to erase. */
export function parse<T>(text: string | null | undefined): T | undefined {
  try {
    // `null` and numbers are no records either.
    return Object(JSON.parse(text ?? '')) as T;
  } catch {
    return undefined;
  }
}

function byKey(a: Waiting, b: Waiting): number {
  return a.key < b.key ? -1 : 1;
}
