import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {AxeResults} from 'axe-core';
import {chromium, type Browser, type BrowserContextOptions, type CDPSession, type Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {chromiumLaunch} from '../harness/chromium.mjs';
import {Shop} from '../threats/shop.js';
import {looks, stage, states, type State} from './states.mjs';
import {accessibilityTree} from './tree.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shop = new Shop();
let browser: Browser;

beforeAll(async () => {
  await shop.open();
  shop.page = `<!doctype html><html lang="en"><title>Shop</title><meta name="viewport" content="width=device-width">
    <script type="module" src="/cx/cx.all.js" data-cx-endpoint="/events"></script><style>body {margin: 8px}</style><main></main>`;
  browser = await chromium.launch(chromiumLaunch());
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

/** A page for a group of tests, at a fixed time and place. */
function usePage(options: BrowserContextOptions = {}): () => Page {
  let page: Page;
  beforeAll(async () => {
    const context = await browser.newContext({locale: 'en-GB', timezoneId: 'Europe/Helsinki', ...options});
    page = await context.newPage();
    await page.clock.setFixedTime(new Date('2026-03-04T10:00:00Z'));
    await page.goto(shop.url);
  });
  afterAll(() => page.context().close());
  return () => page;
}

/** Gives a page what the tests ask of it. */
async function prepare(page: Page): Promise<void> {
  await page.evaluate(`window.stage = ${stage}`);
  await page.evaluate(axe);
}

/** What axe finds in a state, as it looks. */
async function findings(page: Page, state: State, look: object): Promise<unknown[]> {
  await page.evaluate(([one, given]) => (window as unknown as {stage: typeof stage}).stage(one, given), [state, look] as const);
  const {violations} = await page.evaluate(() =>
    (globalThis as unknown as {axe: {run(root: Element, how: object): Promise<AxeResults>}}).axe.run(
      document.querySelector('main')!,
      {rules: {region: {enabled: false}}},
    ),
  );
  return violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)]);
}

describe.each(Object.entries(looks))('in %s', (_name, look) => {
  const pageNow = usePage();
  beforeAll(() => prepare(pageNow()));

  it.each(states)('$name has no fault that axe finds', async state => {
    expect(await findings(pageNow(), state, look)).toEqual([]);
  });
});

describe('in forced colours', () => {
  const pageNow = usePage({forcedColors: 'active'});
  beforeAll(() => prepare(pageNow()));

  it.each(states)('$name has no fault that axe finds', async state => {
    expect(await findings(pageNow(), state, {})).toEqual([]);
  });

  it('shows which score is chosen, and where the focus is', async () => {
    const page = pageNow();
    await page.evaluate(
      stage,
      states.find(({name}) => name === 'rating: numbers to ten')!,
    );
    await page.locator('input[type=radio]').first().focus();
    await page.keyboard.press('ArrowRight');

    const looks = () =>
      page.evaluate(() =>
        [...document.querySelector('cx-rating')!.shadowRoot!.querySelectorAll('.cell')].slice(1, 3).map(cell => {
          const {backgroundColor, borderStyle} = getComputedStyle(cell);
          return {backgroundColor, borderStyle, outline: getComputedStyle(cell.querySelector('input')!).outlineStyle};
        }),
      );

    // Colours come by a transition.
    await vi.waitFor(async () => {
      const [on, off] = await looks();
      expect(on!.backgroundColor).not.toBe(off!.backgroundColor);
      expect([on!.outline, off!.outline]).toEqual(['solid', 'none']);
      expect(off!.borderStyle).toBe('solid');
    });
  });
});

// 320 CSS pixels are what is left of 1280 at 400 %: https://www.w3.org/TR/WCAG22/#reflow
describe.each([
  ['400 % zoom', 320, 256],
  ['a phone held across', 568, 320],
])('at %s', (_name, width, height) => {
  const pageNow = usePage({viewport: {width, height}});

  it.each(states.flatMap(state => ['en', 'de', 'ar'].map(lang => ({...state, lang}))))(
    '$name fits into the width in $lang, and all of it can be reached',
    async ({lang, ...state}) => {
      const page = pageNow();
      const words = lang === 'ar' ? '[\u0600-\u06ff]' : '';
      await page.evaluate(([one, look]) => (window as unknown as {stage: typeof stage}).stage(one, look), [
        state,
        {lang, dir: lang === 'ar' ? 'rtl' : 'ltr', words},
      ] as const);

      expect(await page.evaluate(outside)).toEqual([]);
    },
  );

  beforeAll(() => pageNow().evaluate(`window.stage = ${stage}`));
});

/** What stands outside the window, or within it where nobody can scroll to. */
function outside(): string[] {
  const el = document.querySelector('main > *, main > form > *')!;
  const root = (el.shadowRoot ?? document.querySelector('cx-rating')!.shadowRoot)!;
  const layer = root.querySelector('.layer');
  const found = [...root.querySelectorAll('.card *')].filter(node => {
    const {left, right, width, height} = node.getBoundingClientRect();
    if (!width || !height || node.closest('.gone, svg')) return false;
    return left < -1 || right > innerWidth + 1;
  });
  const tooWide = document.scrollingElement!.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
  const box = layer?.checkVisibility() ? layer.getBoundingClientRect() : undefined;
  const tooHigh = box && (box.top < -1 || box.bottom > innerHeight + 1) ? ['the layer is higher than the window'] : [];
  return [...tooWide, ...tooHigh, ...found.map(node => node.outerHTML.slice(0, 120))];
}

describe('the accessibility tree', () => {
  const pageNow = usePage();
  let session: CDPSession;
  beforeAll(async () => {
    session = await pageNow().context().newCDPSession(pageNow());
  });

  it.each(states)('of $name has the names, roles, values and messages that were read and agreed to', async state => {
    await pageNow().evaluate(stage, state);

    const file = `trees/${state.name.replace(/[^a-z]+/g, '-')}.txt`;
    await expect(await accessibilityTree(session)).toMatchFileSnapshot(file);
  });
});
