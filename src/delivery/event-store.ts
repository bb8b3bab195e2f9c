import {wireTypes} from '../events/catalogue.js';
import {toEnvelope, type Envelope} from '../events/envelope.js';
import {queuePrefix, type WaitingRecord} from '../page/write-ahead.js';
import type {DeadLetter} from '../page/client-port.js';
import {byteLength} from './batch.js';
import {tidyVisitor} from './visitor.js';

/** One event that no endpoint has confirmed yet. */
export interface Waiting extends Pick<WaitingRecord, 'id' | 'endpoint' | 'own'> {
  readonly event: Envelope;
  /** The event as it is sent, but for `senttime`. */
  readonly text: string;
  readonly bytes: number;
  /** An act of a person: anything but an impression. */
  readonly isAct: boolean;
  /** True when it survives the page. */
  readonly durable: boolean;
  /** True when it goes without a visitor, because the one that was configured is no plain object. */
  readonly isBare: boolean;
}

/** Where events wait. Writing is asynchronous, so that a database can stand in. */
export interface EventStore {
  /** All that waits: acts before impressions, then by time. Unreadable records are left alone. */
  waiting(): Waiting[];
  add(record: WaitingRecord, onDevice: boolean): Promise<void>;
  remove(id: string): Promise<void>;
  /** Moves an event to the dead letters. */
  bury(one: Waiting, code: string, reason: string, at: string): Promise<void>;
  deadLetters(): Promise<DeadLetter[]>;
  clear(): Promise<void>;
  /** Until when each endpoint asked to be left alone, in milliseconds since 1970. */
  holds(): {[endpoint: string]: number};
  setHold(endpoint: string, until: number): void;
  endHolds(): void;
}

const deadPrefix = 'cx:dead:';
const holdKey = 'cx:hold';

/** Events in the device's storage, one key each, and in memory where storage must not or cannot be used. */
export function createEventStore(storage: Storage | undefined, memory: Map<string, string>): EventStore {
  const keys = (prefix: string): string[] => (storage ? Object.keys(storage).filter(key => key.startsWith(prefix)) : []);
  const memoryDead = new Map<string, DeadLetter>();

  const write = (key: string, value: string): boolean => {
    try {
      storage?.setItem(key, value);
      return !!storage;
    } catch {
      // Full: the caller keeps it in memory.
      return false;
    }
  };

  return {
    waiting() {
      const stored = keys(queuePrefix).map(key => read(storage?.getItem(key), true));
      const inMemory = [...memory.values()].map(record => read(record, false));
      return [...stored, ...inMemory].filter(one => one !== undefined).sort(byUrgency);
    },
    async add(record, onDevice) {
      const text = JSON.stringify(record);
      if (!onDevice || !write(queuePrefix + record.id, text)) memory.set(record.id, text);
    },
    async remove(id) {
      memory.delete(id);
      storage?.removeItem(queuePrefix + id);
    },
    async bury(one, code, reason, at) {
      const letter: DeadLetter = {id: one.id, code, reason, at, event: one.event};
      // Written before the other is erased: a kill in between leaves one too many, never one too few.
      if (!one.durable || !write(deadPrefix + one.id, JSON.stringify(letter))) memoryDead.set(one.id, letter);
      await this.remove(one.id);
    },
    async deadLetters() {
      const stored = keys(deadPrefix).map(key => parse<DeadLetter>(storage?.getItem(key)));
      return [...stored, ...memoryDead.values()].filter(letter => letter !== undefined);
    },
    async clear() {
      memory.clear();
      memoryDead.clear();
      for (const key of [queuePrefix, deadPrefix, holdKey].flatMap(keys)) storage?.removeItem(key);
    },
    holds: () => parse<{[endpoint: string]: number}>(storage?.getItem(holdKey)) ?? {},
    endHolds: () => storage?.removeItem(holdKey),
    setHold(endpoint, until) {
      write(holdKey, JSON.stringify({...this.holds(), [endpoint]: until}));
    },
  };
}

function read(record: string | null | undefined, durable: boolean): Waiting | undefined {
  const {endpoint = '', own, id, name, time, source = '', data} = parse<Partial<WaitingRecord>>(record) ?? {};
  if (!id || !name || !time || !data) return undefined;
  const type = name === 'cx.lost' ? name : wireTypes[name];
  const {visitor} = data as {visitor?: unknown};
  const event = toEnvelope(type, {...(data as Envelope['data']), visitor: tidyVisitor(visitor)}, id, time, source) as Envelope;
  const text = JSON.stringify(event);
  return {
    endpoint,
    own,
    id,
    event,
    text,
    bytes: byteLength(text),
    isAct: type !== 'cx.shown',
    durable,
    isBare: typeof (visitor ?? {}) !== 'object',
  };
}

function parse<T>(text: string | null | undefined): T | undefined {
  try {
    // `null` and numbers are no records either.
    return Object(JSON.parse(text ?? '')) as T;
  } catch {
    // Another script's, a later version's or a half-written record: it is not ours to erase.
    return undefined;
  }
}

function byUrgency(a: Waiting, b: Waiting): number {
  return Number(b.isAct) - Number(a.isAct) || (a.event.time < b.event.time ? -1 : 1);
}
