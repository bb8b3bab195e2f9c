import {faultEntry, type Log} from './log.js';
import type {Store} from './store.js';

const hour = 60 * 60 * 1000;

/** Rows deleted in one transaction: few enough that a visitor's answer never waits for it. */
const slice = 200;

/**
 * Deletes what is older than the retention, now and once an hour. Returns the way to stop.
 *
 * A clock that jumps ahead would make everything old, and what was deleted does not come back with the right time: while the collector runs, no more
 * time passes than was counted.
 */
export function startPurge(
  store: Store,
  retentionMs: number | undefined,
  now: () => number,
  log: Log,
  counted: () => number = () => performance.now(),
): () => Promise<void> {
  if (retentionMs === undefined) return async () => undefined;
  const origin = now() - Math.floor(counted());
  const soberNow = (): number => Math.min(now(), origin + Math.floor(counted()));
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const purge = async (): Promise<void> => {
    try {
      while (!isStopped && (await store.purge(soberNow() - retentionMs, slice)) > 0)
        await new Promise(resolve => setImmediate(resolve));
    } catch (error) {
      log(faultEntry(error, 'purge-failed'));
    }
  };
  const start = (): void => {
    running = running.then(purge);
  };
  start();
  const timer = setInterval(start, hour);
  timer.unref();
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await running;
  };
}
