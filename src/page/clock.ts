import type {Clock} from '../base/clock.js';

/** The clock of the browser. */
export const pageClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  later(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** The present moment, ISO 8601. */
export function timestamp(): string {
  return new Date().toISOString();
}
