import {chromium, type Browser, type BrowserContext, type Page} from 'playwright-core';
import {afterAll, beforeAll, expect, onTestFinished, vi} from 'vitest';
import {chromiumLaunch} from '../harness/chromium.mjs';
import {Shop} from './shop.js';

/** What a page's own listeners heard. */
export interface Heard {
  /** Violations of the Content-Security-Policy: directive and sample. */
  readonly violations: string[];
  /** The events of the library: name and detail. */
  readonly events: {readonly name: string; readonly detail: {readonly code?: string; readonly message?: string}}[];
}

/** A page of the shop that is watched from before its first script. */
export interface Visit {
  readonly page: Page;
  readonly shop: Shop;
  /** Errors and rejections that nobody caught. */
  readonly errors: string[];
  readonly dialogs: string[];
  /** Warnings on the console. */
  readonly warnings: string[];
  heard(): Promise<Heard>;
  /** The codes of the problems that the page was told. */
  problems(): Promise<string[]>;
}

function watch(): void {
  const heard: {violations: string[]; events: {name: string; detail: unknown}[]} = {violations: [], events: []};
  Object.defineProperty(window, Symbol.for('test'), {value: heard});
  addEventListener('securitypolicyviolation', event =>
    heard.violations.push([event.effectiveDirective, event.blockedURI, event.sample, event.sourceFile].join(' ')),
  );
  for (const name of ['cx-show', 'cx-stored', 'cx-accepted', 'cx-problem'])
    addEventListener(name, event => heard.events.push({name, detail: (event as CustomEvent).detail}), true);
}

/** Has a Chromium for all tests of a file; the returned function opens a shop and a page in it for one test. */
export function useChromium(): (page: string, more?: VisitOptions) => Promise<Visit> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch(chromiumLaunch());
  }, 60_000);
  afterAll(() => browser?.close());
  return (page, more) => visit(browser, page, more);
}

/** What may be set before the page is opened. */
export interface VisitOptions {
  /** The headers of the page, which may name the shop's address. */
  readonly headers?: (url: string) => Readonly<Record<string, string>>;
  /** Runs before the page's first script. */
  readonly before?: () => void;
  /** What follows the address of the page. */
  readonly path?: string;
  /** Sets the shop up. */
  readonly with?: (shop: Shop) => void;
}

async function visit(
  browser: Browser,
  html: string,
  {headers, before, path = '/', with: setUp}: VisitOptions = {},
): Promise<Visit> {
  const shop = new Shop();
  await shop.open();
  const context: BrowserContext = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await shop.close();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  const dialogs: string[] = [];
  const warnings: string[] = [];
  page.on('pageerror', error => errors.push(String(error)));
  page.on('dialog', dialog => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('console', message => message.type() === 'warning' && warnings.push(message.text()));
  await page.addInitScript(watch);
  if (before) await page.addInitScript(before);
  shop.page = html.replaceAll('SHOP', shop.url);
  shop.headers = headers?.(shop.url) ?? {};
  setUp?.(shop);
  await page.goto(shop.url + path);
  const heard = () => page.evaluate(() => (window as unknown as Record<symbol, Heard>)[Symbol.for('test')]!);
  const problems = async () =>
    (await heard()).events.filter(({name}) => name === 'cx-problem').map(({detail}) => detail.code ?? '');
  return {page, shop, errors, dialogs, warnings, heard, problems};
}

/** Waits until a fact is one. */
export function until(fact: () => unknown): Promise<unknown> {
  return vi.waitFor(fact, {timeout: 15_000, interval: 50});
}

/** Chooses the score, and waits for what follows it. */
export async function choose({page}: Visit, tag: string, name: RegExp): Promise<void> {
  const el = page.locator(tag);
  await el.getByRole('radio', {name}).check({force: true});
  await el.locator('[part~=submit]').waitFor();
}

/** Gives a whole answer and waits until the collector has it. */
export async function answer(visit: Visit, tag = 'cx-nps', name = /^9/): Promise<void> {
  await choose(visit, tag, name);
  await visit.page.locator(`${tag} [part~=submit]`).click();
  await visit.page.locator(`${tag} [part~=thanks]`).waitFor();
  await until(async () =>
    expect(await visit.shop.items()).toContainEqual(expect.objectContaining({element: tag, partial: false})),
  );
}
