import type {WireEventName} from '../events/catalogue.js';
import {registry} from './registry.js';

/** One act as it waits: frozen, under a key of its own, so that two tabs never overwrite each other. */
export interface WaitingRecord {
  /** The endpoint as written, empty while none was configured. */
  readonly endpoint: string;
  /** True when the element named the endpoint itself. */
  readonly own?: boolean;
  readonly id: string;
  /** The DOM event that told of the act; `cx.lost` is told by none. */
  readonly name: WireEventName | 'cx.lost';
  /** The act, ISO 8601. */
  readonly time: string;
  /** The page without query and hash. */
  readonly source: string;
  readonly data: object;
}

/** The start of each key that holds a waiting event; its id follows. */
export const queuePrefix = 'cx:queue:';

/** The database into which the delivery part brings what waits. */
export const databaseName = 'cx-elements';

/**
 * Keeps a record in memory and, where allowed and possible, on the device; true when it survives the page.
 *
 * The browser may hold it back from the disk for seconds (Chromium: five), so that a crash of the whole browser loses it:
 * the delivery part brings it into a database that does not.
 */
export function keep(id: string, record: string, onDevice: boolean): boolean {
  (registry().memory ??= new Map()).set(id, record);
  try {
    if (onDevice) localStorage.setItem(queuePrefix + id, record);
    return onDevice;
  } catch {
    // Storage is blocked or full: the delivery part tries the database, and tells the page if that fails too.
    return false;
  }
}

/** True when an event of an earlier page, or of another tab, may wait on the device. */
export async function hasWaiting(): Promise<boolean> {
  try {
    return `${Object.keys(localStorage)}`.includes(queuePrefix) || isThere(await indexedDB.databases());
  } catch {
    // Storage is blocked, so nothing waits there; or the browser cannot list its databases (Firefox before 126), and what
    // waits in ours goes with the next survey that opens.
    return false;
  }
}

/** True when the database exists; to look makes none. */
export async function hasDatabase(): Promise<boolean> {
  return isThere(await indexedDB.databases());
}

function isThere(databases: readonly IDBDatabaseInfo[]): boolean {
  return databases.some(({name}) => name === databaseName);
}
