import {faultEntry, type Log} from './log.js';
import {SettingsError} from './problem.js';
import type {Store} from './store.js';
import {StoreUnavailable} from './unavailable.js';
import {orphanSteps} from './upload.js';

const hour = 60 * 60 * 1000;

/** Rows deleted in one transaction: few enough that a visitor's answer never waits for it. */
const slice = 200;

/** Photos are larger. */
const photoSlice = 20;

/** How long a photo waits for its review: as long as an answer is sent again and again. */
const orphanMs = 7 * 24 * hour;

/**
 * Deletes what is older than the retention, and photos to which no review came, now and once an hour. Returns the way to stop.
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
  const origin = now() - Math.floor(counted());
  const soberNow = (): number => Math.min(now(), origin + Math.floor(counted()));
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const untilNone = async (step: () => Promise<number>): Promise<void> => {
    while (!isStopped && (await step()) > 0) await new Promise(resolve => setImmediate(resolve));
  };
  const purge = async (): Promise<void> => {
    try {
      await untilNone(() => store.transact(() => orphanSteps(soberNow() - orphanMs, photoSlice)));
      if (retentionMs !== undefined) await untilNone(() => store.purge(soberNow() - retentionMs, slice));
    } catch (error) {
      // Photos alone can wait for the next hour: the shop was promised no date, and hears of its database from others.
      const isTold = error instanceof StoreUnavailable || error instanceof SettingsError;
      if (retentionMs !== undefined || !isTold) log(faultEntry(error, 'purge-failed'));
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
