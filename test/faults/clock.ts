import type {BrowserContext} from 'playwright-core';

interface Timed {
  cxTimers: Map<number, number>;
}

/** Puts the time of all pages of a visitor into the lab's hands; it flows by itself, too. */
export async function installClock(context: BrowserContext): Promise<void> {
  await context.clock.install();
  await context.addInitScript(noteTimers);
}

/** Jumps to when the next timer of any page is due, at most `limitMs` ahead; answers how far. */
export async function skipToNextTimer(context: BrowserContext, limitMs: number): Promise<number> {
  const waits = await Promise.all(context.pages().map(page => page.evaluate(nextTimer)));
  const waitMs = Math.min(limitMs, ...waits);
  await context.clock.fastForward(waitMs);
  return waitMs;
}

/** Runs in each page after the clock is in place: the clock does not tell what it has in store. */
function noteTimers(): void {
  const {setTimeout: set, clearTimeout: clear} = globalThis;
  const timers = ((globalThis as unknown as Timed).cxTimers = new Map<number, number>());
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

function nextTimer(): number {
  const now = Date.now();
  const {cxTimers} = globalThis as unknown as Timed;
  const waits = [...cxTimers.values()].map(at => at - now).filter(wait => wait > 0);
  return Math.max(1, Math.min(...waits, 86_400_000));
}
