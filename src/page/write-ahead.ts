import type {Envelope} from '../events/envelope.js';
import {registry} from './registry.js';

/** One event as it waits: written whole, under a key of its own, so that two tabs never overwrite each other. */
export interface WaitingRecord {
  /** The full URL, empty while none was configured. */
  readonly endpoint: string;
  /** True when the element named the endpoint itself. */
  readonly own?: true;
  readonly event: Envelope;
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

/** Erases everything that the library keeps on the device and in memory. */
export function forget(): void {
  registry().memory.clear();
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    try {
      const storage = window[name];
      for (const key of Object.keys(storage)) if (key.startsWith('cx:')) storage.removeItem(key);
    } catch {
      // Storage is blocked, so nothing of ours is in it.
    }
  }
}
