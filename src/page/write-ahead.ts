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

/** Keeps a record on the device if allowed and possible, else in memory; true when it survives the page. */
export function keep(id: string, record: string, onDevice: boolean): boolean {
  try {
    if (onDevice) {
      localStorage.setItem(queuePrefix + id, record);
      return true;
    }
  } catch {
    // Storage is blocked or full: memory is the next best place, and the delivery part tells the page.
  }
  registry().memory.set(id, record);
  return false;
}

/** True when an event of an earlier page, or of another tab, waits on the device. */
export function hasWaiting(): boolean {
  try {
    return Object.keys(localStorage).some(key => key.startsWith(queuePrefix));
  } catch {
    // Reading `localStorage` throws where the browser blocks storage; then nothing waits there.
    return false;
  }
}
