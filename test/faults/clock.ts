import type {BrowserContext} from 'playwright-core';

interface Timed {
  cxTimers: Map<number, number>;
  cxFetches: number;
}

/** Puts the time of all pages of a visitor into the lab's hands; it flows by itself, too. */
export async function installClock(context: BrowserContext): Promise<void> {
  await context.clock.install();
  await context.addInitScript(noteWork);
}

/** Jumps to when the next timer of any page is due, at most `limitMs` ahead; answers how far. Without any timer it stays. */
export async function skipToNextTimer(context: BrowserContext, limitMs: number): Promise<number> {
  const waits = await Promise.all(context.pages().map(page => page.evaluate(nextTimer)));
  const waitMs = Math.min(...waits.map(wait => wait ?? Infinity));
  if (waitMs === Infinity) return 0;
  await context.clock.fastForward(Math.min(limitMs, waitMs));
  return waitMs;
}

/** How many requests the pages wait for. */
export async function countFetches(context: BrowserContext): Promise<number> {
  const counts = await Promise.all(context.pages().map(page => page.evaluate(() => (globalThis as unknown as Timed).cxFetches)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Runs in each page after the clock is in place: the clock does not tell what it has in store. */
function noteWork(): void {
  const {setTimeout: set, clearTimeout: clear} = globalThis;
  const page = globalThis as unknown as Timed;
  const timers = (page.cxTimers = new Map<number, number>());
  const {fetch: ask} = globalThis;
  page.cxFetches = 0;
  globalThis.fetch = async (...request) => {
    page.cxFetches++;
    try {
      return await ask(...request);
    } finally {
      page.cxFetches--;
    }
  };
  globalThis.setTimeout = ((task: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => {
    const id = set(task, ms, ...values) as unknown as number;
    timers.set(id, Date.now() + Number(ms));
    return id;
  }) as typeof setTimeout;
  globalThis.clearTimeout = (id => {
    timers.delete(Number(id));
    clear(id);
  }) as typeof clearTimeout;
}

function nextTimer(): number | null {
  const now = Date.now();
  const {cxTimers} = globalThis as unknown as Timed;
  const waits = [...cxTimers.values()].map(at => at - now).filter(wait => wait > 0);
  return waits.length > 0 ? Math.max(1, Math.min(...waits)) : null;
}
