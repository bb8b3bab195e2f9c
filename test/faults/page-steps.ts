import type {Page} from 'playwright-core';
import {expect} from 'vitest';
import type {CollectorProcess} from './collector-process.js';
import type {Visitor} from './visitor.js';

/** The least of an element that the page's own script can press. */
interface Asking extends HTMLElement {
  readonly updateComplete: Promise<unknown>;
  reset(): Promise<void>;
}

/** Answers through the first element of a page, as fast as a script can press its controls. */
export async function pressMany(page: Page, scores: readonly number[]): Promise<void> {
  // An element that has thanked shows no score to choose.
  await page.locator('cx-nps').evaluate((node: Asking) => node.reset());
  // The first choice brings what comes after the score.
  await page.locator('cx-nps').getByRole('radio').first().check();
  await page.locator('cx-nps button[part=submit]').waitFor();
  await page.evaluate(async given => {
    const el = document.querySelector<Asking>('cx-nps')!;
    for (const score of given) {
      await el.reset();
      el.shadowRoot!.querySelectorAll<HTMLElement>('input[type=radio]')[score]!.click();
      await el.updateComplete;
      el.shadowRoot!.querySelector<HTMLElement>('button[part=submit]')!.click();
      await el.updateComplete;
    }
  }, scores);
}

/** So many answers through the first element; resolves when all are stored. */
export async function giveMany(visitor: Visitor, count: number, page = visitor.page): Promise<void> {
  const from = visitor.told.length;
  await pressMany(
    page,
    Array.from({length: count}, () => visitor.lab.between(0, 10)),
  );
  const submitted = new Set(visitor.told.slice(from).flatMap(({kind, response}) => (kind === 'cx-submit' ? [response] : [])));
  expect(submitted.size).toBe(count);
  const stored = (): number =>
    visitor.told.slice(from).filter(({kind, response}) => kind === 'cx-stored' && submitted.has(response)).length;
  await expect.poll(stored, {timeout: 30_000}).toBeGreaterThanOrEqual(count);
}

/** Ends a tab as running out of memory does: no handler of the page runs. */
export async function crashTab(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  session.send('Page.crash').catch(() => undefined); // The tab that would answer is gone.
  await crashed;
  await page.close();
}

/** Kills the processes of all tabs of a browser with a profile of its own; unlike a crash it needs no help of the page. */
export async function killTabs(visitor: Visitor): Promise<void> {
  const {context, page} = visitor;
  const crashed = page.waitForEvent('crash');
  const session = await context.browser()!.newBrowserCDPSession();
  const {processInfo} = await session.send('SystemInfo.getProcessInfo');
  for (const {type, id} of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL');
  await crashed;
  await page.close();
}

/** Resolves when the page stands at a new document, after what `leave` did to the one before. */
export async function untilNext(page: Page, leave: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, {labOld: true}));
  await leave();
  await page.waitForFunction(() => !('labOld' in globalThis) && document.readyState === 'complete');
}

/** Resolves when every answer that was promised has its row, with nobody asking the page to send. */
export async function untilStored(visitor: Visitor, collector: CollectorProcess): Promise<void> {
  const missing = async (): Promise<string[]> => {
    const rows = new Set((await collector.rows()).map(({id}) => id));
    return [...visitor.lab.ledger.durableIds].filter(id => !rows.has(id));
  };
  await expect.poll(missing, {timeout: 75_000, interval: 50, message: 'answers that wait'}).toEqual([]);
}

/** The responses that were submitted, and those that have a complete answer in a row; both sorted. */
export async function responses(visitor: Visitor, collector: CollectorProcess): Promise<[submitted: string[], stored: string[]]> {
  const submitted = visitor.told.flatMap(({kind, response}) => (kind === 'cx-submit' && response ? [response] : []));
  const stored = (await collector.rows()).flatMap(({complete, response}) => (complete && response ? [response] : []));
  return [submitted.sort(), stored.sort()];
}

/** Makes the pages that this is loaded into wait only a moment for another tab that sends. */
export function hastenLockWaits(): void {
  const real = globalThis.setTimeout;
  const hastened = (task: () => void, delayMs = 0): unknown => real(task, delayMs > 4000 && delayMs <= 5000 ? 250 : delayMs);
  Object.assign(globalThis, {setTimeout: hastened});
}
