import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {chromium, type Browser, type BrowserContext, type Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {Shop} from '../entries/shop.js';
import {chromiumLaunch} from '../harness/chromium.mjs';

const script = '<script type="module" src="/cx/cx.js" data-cx-endpoint="/events"></script>';
/** Every example of the documentation: `show-when="delay 8s"`. */
const examples = [
  ...readFileSync(resolve(import.meta.dirname, '../../docs/prompts.md'), 'utf8').matchAll(/^\| `[\w-]+` .*$/gm),
].flatMap(([row]) => [...row.matchAll(/`([\w-]+="[^"]*")`/g)].map(([, example = '']) => example));
const tall = '<main style="height: 4000px">A shop</main>';

/** Takes away what the oldest browsers that we support do not have. */
function stripToFloor(): void {
  for (const name of ['popover', 'showPopover', 'hidePopover', 'togglePopover'])
    Reflect.deleteProperty(HTMLElement.prototype, name);
  for (const name of ['navigation', 'URLPattern', 'indexedDB', 'requestIdleCallback']) Reflect.deleteProperty(window, name);
  Reflect.deleteProperty(Navigator.prototype, 'locks');
  // Firefox reflects the attributes of ARIA from 119 on.
  for (const name of Object.getOwnPropertyNames(Element.prototype).filter(one => /^(role$|aria[A-Z])/.test(one)))
    Reflect.deleteProperty(Element.prototype, name);
  const {supports} = CSS;
  CSS.supports = (...given: [string]) => !`${given}`.includes('anchor') && supports.apply(CSS, given);
}

/** What holds of prompts in a current browser, and at the floor in one without popovers, the Navigation API, locks and databases. */
export function promptSuite({atFloor = false} = {}): void {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let shop: Shop;
  let url: string;

  beforeAll(async () => {
    browser = await chromium.launch(chromiumLaunch());
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    shop = new Shop();
    url = await shop.open();
    context = await browser.newContext();
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    if (atFloor) await context.addInitScript(stripToFloor);
  });

  afterEach(async () => {
    await context.close();
    await shop.close();
  });

  /** Opens the shop with a body, on a path; time stands still until it is passed. */
  async function visit(body: string, {path = '', clock = false, head = script} = {}): Promise<void> {
    shop.page = `${head}<body>${body}${tall}</body>`;
    if (clock) await page.clock.install();
    await page.goto(url + path);
    await page.waitForFunction(() => 'version' in (window.cxElements ?? {}));
    await page.waitForLoadState('load');
  }

  const fetched = (): string[] =>
    shop.requests.filter(path => path.startsWith('/cx/')).map(path => path.replace(/-[\w-]{6}\.js$/, ''));
  /** What a page fetches for a prompt that is not near; without the Navigation API one part more, which watches the history. */
  const first = ['/cx/cx.js', ...(atFloor ? ['/cx/chunks/rare'] : [])];
  const question = () => page.locator('cx-nps').getByRole('radio').first();
  const shown = () => question().waitFor({state: 'visible'});
  const close = () => page.locator('cx-nps').getByRole('button', {name: 'Close'}).click();

  describe('a prompt whose moment is not near', () => {
    it.each([
      ['delay', 'delay 60s'],
      ['exit', 'exit'],
      ['manual', 'manual'],
    ])('costs one request: %s', async (_name, when) => {
      await visit(`<cx-nps show-as="popover" show-when="${when}" show-on="/*" show-to="new 100%" show-again="90d"></cx-nps>`, {
        clock: true,
      });
      await page.clock.runFor(5000);

      expect(fetched()).toEqual(first);
    });

    it('is never fetched for a visitor whom a gate excludes', async () => {
      await visit('<cx-nps show-as="popover" show-when="delay 1s" show-to="returning"></cx-nps>', {clock: true});
      await page.clock.runFor(5000);

      expect(fetched()).toEqual(first);
    });
  });

  describe('show-when', () => {
    it('shows at once when it says nothing', async () => {
      await visit('<cx-nps show-as="popover"></cx-nps>');

      await shown();
    });

    it('fetches what a delay needs three seconds before it ends, and shows it then', async () => {
      await visit('<cx-nps show-as="popover" show-when="delay 8s"></cx-nps>', {clock: true});
      await page.clock.runFor(4500);
      expect(fetched()).toEqual(first);
      await page.clock.runFor(1000);
      await expect.poll(() => page.locator('link[rel=modulepreload]').count()).toBe(2);
      expect(await page.evaluate(() => customElements.get('cx-nps'))).toBeUndefined();

      await page.clock.runFor(3000);
      await shown();
    });

    it('shows when the pointer leaves at the top', async () => {
      await visit('<cx-nps show-as="popover" show-when="exit"></cx-nps>');
      await page.mouse.move(300, 600);
      await page.mouse.move(300, 40);
      await expect.poll(() => page.locator('link[rel=modulepreload]').count()).toBe(2);
      expect(await question().isVisible()).toBe(false);

      await page.evaluate(() => document.documentElement.dispatchEvent(new MouseEvent('mouseout', {clientY: -1, bubbles: true})));
      await shown();
    });

    it.each([
      ['scroll 60%', () => page.evaluate(() => scrollTo(0, 3000))],
      ['click #help', () => page.locator('#help').click()],
      ['event shop-paid', () => page.evaluate(() => document.dispatchEvent(new Event('shop-paid')))],
      ['visible #foot', () => page.locator('#foot').scrollIntoViewIfNeeded()],
      ['trouble', () => page.locator('#help').click({clickCount: 6})],
    ])('shows at %s', async (when, act) => {
      await visit(`<button id="help">Help</button><cx-nps show-as="popover" show-when="${when}"></cx-nps>`);
      await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p id="foot">Foot</p>'));
      await expect.poll(fetched).toContain('/cx/chunks/rare');
      await page.evaluate(() => new Promise(requestAnimationFrame));
      expect(await question().isVisible()).toBe(false);

      await act();

      await shown();
    });

    it('hears an event that was pushed to the data layer before the script ran', async () => {
      const head = `<script>dataLayer = [{event: 'purchase'}]</script>${script.replace('data-cx-endpoint', 'data-cx-data-layer data-cx-endpoint')}`;
      await visit('<cx-nps show-as="popover" show-when="event purchase"></cx-nps>', {head});

      await shown();
    });

    it('shows by a press on data-cx-show, by its own method and by cxElements.show()', async () => {
      await visit('<button data-cx-show="#ask">Rate us</button><cx-nps id="ask" show-as="popover" show-when="manual"></cx-nps>');
      await page.getByRole('button', {name: 'Rate us'}).click();
      await shown();
      await close();
      await page.evaluate(() => document.querySelector('cx-nps')!.show());
      await shown();
      await close();

      await page.evaluate(() => (window.cxElements as {show(selector: string): Promise<unknown>}).show('#ask'));
      await shown();
    });

    it('says in one line what it does not understand, and what was meant', async () => {
      const lines: string[] = [];
      page.on('console', message => lines.push(message.text()));
      await visit('<cx-nps show-as="popover" show-when="dely 3s, click ((, scroll" show-to="retuning"></cx-nps>');

      await expect.poll(() => lines.filter(line => line.startsWith('cx-nps: ')).length).toBe(4);
      expect(lines.join('\n')).toContain('Did you mean "delay 8s"?');
      expect(lines.join('\n')).toMatch(/trigger-invalid[^]*selector-invalid/);
      expect(await question().isVisible()).toBe(false);
    });
  });

  describe('the gates', () => {
    it.each([
      ['/product/*', true],
      ['/cart /product/*', true],
      ['/product/* !/product/7', false],
      ['!/cart', true],
      ['/product', false],
      ['/product/*?size=l', true],
    ])('show-on="%s" at /product/7?size=l', async (given, passes) => {
      await visit(`<cx-nps show-as="popover" show-on="${given}"></cx-nps>`, {path: 'product/7?size=l'});
      if (passes) return shown();

      const findings = await page.evaluate(() => document.querySelector('cx-nps')!.explain());
      expect(findings.filter(({pass}) => !pass)).toEqual([{gate: 'show-on', pass: false, want: given, got: '/product/7?size=l'}]);
    });

    it.each([
      ['new', true],
      ['returning', false],
      ['desktop 100%', true],
      ['phone tablet', false],
      ['0%', false],
      ['promoter', false],
    ])('show-to="%s" for a new visitor at a desk', async (given, passes) => {
      await visit(`<cx-nps show-as="popover" show-to="${given}"></cx-nps>`);
      if (passes) return shown();

      const findings = await page.evaluate(() => document.querySelector('cx-nps')!.explain());
      expect(findings.filter(({pass}) => !pass).map(({gate}) => gate)).toEqual(['show-to']);
    });

    it('do not ask again on the next page whoever has closed it, whatever the consent', async () => {
      await visit('<cx-nps show-as="popover"></cx-nps>');
      await shown();
      await close();
      await page.reload();
      await page.waitForFunction(() => 'version' in (window.cxElements ?? {}));

      const findings = await page.evaluate(() => document.querySelector('cx-nps')!.explain());
      expect(findings.filter(({pass}) => !pass).map(({gate}) => gate)).toEqual(['snooze']);
      expect(await page.evaluate(() => Object.keys(localStorage).filter(key => !key.startsWith('cx:queue')))).toEqual([
        'cx:dismiss:nps',
      ]);
    });

    it('follow a page that becomes another one without being loaded', async () => {
      await visit('<cx-nps show-as="popover" show-on="/thanks"></cx-nps>');
      expect(await question().isVisible()).toBe(false);

      await page.evaluate(() => history.pushState({}, '', '/thanks'));

      await shown();
    });

    it('let one prompt open at a time, the most important first', async () => {
      await visit('<cx-effort show-as="popover"></cx-effort><cx-nps show-as="popover" priority="5"></cx-nps>');
      await shown();
      expect(await page.locator('cx-effort').getAttribute('open')).toBeNull();

      await close();

      await page.locator('cx-effort').getByRole('radio').first().waitFor();
    });

    it('wait while the page has a modal dialog open', async () => {
      await visit(
        '<dialog><form method="dialog"><button>Done</button></form></dialog><cx-nps show-as="popover" show-when="delay 1s"></cx-nps>',
        {clock: true},
      );
      await page.evaluate(() => document.querySelector('dialog')!.showModal());
      await page.clock.runFor(2000);
      await expect.poll(fetched).toContain('/cx/chunks/stage');
      expect(await question().isVisible()).toBe(false);

      await page.getByRole('button', {name: 'Done'}).click();
      await page.clock.runFor(100);

      await shown();
    });

    // Every browser from our floor on has Web Locks; some frames do not, and there each tab is by itself.
    it.skipIf(atFloor)('let one of two tabs show the same prompt', async () => {
      await visit('<cx-nps show-as="popover"></cx-nps>');
      await shown();
      const second = await context.newPage();
      await second.goto(url);
      await second.waitForFunction(() => 'version' in (window.cxElements ?? {}));
      await second.waitForLoadState('networkidle');

      expect(await second.locator('cx-nps').getByRole('radio').first().isVisible()).toBe(false);
    });
  });

  describe('exit on a phone', () => {
    const body = '<cx-nps show-as="popover" show-when="exit"></cx-nps>';
    const head = `<meta name="viewport" content="width=device-width">${script}`;

    beforeEach(async () => {
      await context.close();
      context = await browser.newContext({hasTouch: true, isMobile: true, viewport: {width: 390, height: 844}});
      page = await context.newPage();
      page.setDefaultTimeout(10_000);
      if (atFloor) await context.addInitScript(stripToFloor);
    });

    it('is a quick movement back to the top, not a slow one', async () => {
      await visit(body, {head});
      await expect.poll(fetched).toContain('/cx/chunks/moments');
      const go = (target: number, steps: number): Promise<void> =>
        page.evaluate(
          async ([to, count]) => {
            const from = scrollY;
            for (let step = 1; step <= count; step++) {
              scrollTo(0, from + ((to - from) * step) / count);
              await new Promise(done => requestAnimationFrame(done));
            }
          },
          [target, steps] as const,
        );
      await go(2500, 10);
      await go(1800, 120);
      expect(await question().isVisible()).toBe(false);

      // Again where the part that notices has come, but does not listen yet.
      const flick = async (): Promise<boolean> => {
        await go(2500, 10);
        await go(500, 3);
        return question().isVisible();
      };
      await expect.poll(flick, {timeout: 20_000}).toBe(true);
    });

    it('is the return from another tab', async () => {
      await visit(body, {clock: true});
      await expect.poll(fetched).toContain('/cx/chunks/moments');
      const turn = (hidden: boolean): Promise<void> =>
        page.evaluate(isHidden => {
          Object.defineProperty(document, 'hidden', {configurable: true, get: () => isHidden});
          document.dispatchEvent(new Event('visibilitychange'));
        }, hidden);
      const goAndReturn = async (): Promise<boolean> => {
        await turn(true);
        await page.clock.runFor(8000);
        await turn(false);
        await page.clock.runFor(1000);
        return question().isVisible();
      };
      await expect.poll(goAndReturn, {timeout: 20_000}).toBe(true);
    });
  });

  describe('a prompt by npm or in one file', () => {
    it('obeys the same rules', async () => {
      const head = script.replace('cx.js', 'nps.js');
      await visit('<cx-nps show-as="popover" show-when="delay 8s"></cx-nps>', {clock: true, head});
      await expect.poll(fetched).toContain('/cx/chunks/rules');
      await page.clock.runFor(7000);
      expect(await page.locator('cx-nps').getAttribute('open')).toBeNull();

      await page.clock.runFor(2000);

      await shown();
    });
  });

  describe('the documentation of the rules', () => {
    it('has three examples of each attribute, all of which are understood', async () => {
      const lines: string[] = [];
      page.on('console', message => lines.push(message.text()));
      const counts = Map.groupBy(examples, example => example.split('=')[0]);

      await visit(examples.map(example => `<cx-nps show-as="popover" show-when="manual" ${example}></cx-nps>`).join(''));
      const verdicts = await page.evaluate(async () => {
        const found = [...document.querySelectorAll('cx-nps')].map(el => el.explain());
        return (await Promise.all(found)).map(findings => findings.length);
      });

      expect([...counts.values()].map(({length}) => length)).toEqual(Array(11).fill(3));
      expect(verdicts.every(count => count > 6)).toBe(true);
      expect(lines.filter(line => line.startsWith('cx-'))).toEqual([]);
    });
  });

  describe('a score that comes by e-mail', () => {
    const body = '<cx-nps prefill show-as="popover" show-when="manual"></cx-nps>';

    it('is selected and never sent, however often a mail scanner opens the link', async () => {
      for (let score = 0; score < 10; score++) {
        await visit(body, {path: `?cx-score=${score}&cx-survey=nps&x=1`});
        await shown();
        expect(await page.locator('cx-nps').evaluate(el => (el as unknown as {value: number}).value)).toBe(score);
        expect(page.url()).toBe(`${url}?x=1`);
        await page.locator('cx-nps button[part=submit]').evaluate((button: HTMLElement) => button.click());
      }

      await page.goto(url);
      expect(shop.received.filter(({type}) => type === 'cx.submitted')).toEqual([]);
    });

    it('counts once the person has touched the survey', async () => {
      await visit(body, {path: '?cx-score=9&cx-survey=nps'});
      await shown();
      await page.locator('cx-nps button[part=submit]').click();

      await expect.poll(() => shop.answers.map(({data}) => data.score)).toEqual([9]);
    });

    it('is left alone where it is meant for another survey', async () => {
      await visit(body, {path: '?cx-score=9&cx-survey=nps:checkout'});
      await expect.poll(fetched).toContain('/cx/chunks/shared');

      expect(page.url()).toContain('cx-score=9');
      expect(await question().isVisible()).toBe(false);
    });
  });

  describe('the data layer', () => {
    it('hears what happens, and nothing that a person wrote', async () => {
      const head = script.replace('data-cx-endpoint', 'data-cx-data-layer data-cx-endpoint');
      await visit('<cx-nps touchpoint="checkout" contact="email" data-order-id="4711"></cx-nps>', {head});
      await page.evaluate(() =>
        (window.cxElements as {configure(settings: object): void}).configure({visitor: {email: 'a@shop.example'}}),
      );
      const layer = (): Promise<{event: string}[]> =>
        page.evaluate(() => (window as unknown as {dataLayer?: {event: string}[]}).dataLayer ?? []);
      // The mirror comes with delivery, when the page is idle.
      await expect.poll(async () => (await layer()).map(({event}) => event)).toContain('cx_show');
      await page.locator('cx-nps').getByRole('radio', {name: /^9/}).check();
      await page.locator('cx-nps').getByRole('textbox').first().fill('Call me on 0401234567');
      await page.locator('cx-nps').getByRole('textbox').last().fill('mira@shop.example');
      await page.locator('cx-nps button[part=submit]').click();
      await expect.poll(async () => (await layer()).map(({event}) => event)).toContain('cx_submit');

      const pushes = await layer();
      expect(pushes.map(({event}) => event)).toEqual(expect.arrayContaining(['cx_show', 'cx_answer', 'cx_submit']));
      expect(pushes.find(({event}) => event === 'cx_submit')).toEqual({
        event: 'cx_submit',
        cx_element: 'cx-nps',
        cx_survey: 'nps:checkout',
        cx_touchpoint: 'checkout',
        cx_score: 9,
        cx_category: 'promoter',
        cx_response: expect.any(String) as string,
      });
      expect(JSON.stringify(pushes)).not.toMatch(/shop\.example|0401234567|4711/);
    });
  });

  describe('?cx-debug', () => {
    const body = '<cx-nps id="ask" show-as="popover" show-to="returning"></cx-nps>';
    const panel = () => page.getByText('cx-elements: why did it not show?');

    it('says on the page why an element did not show, and shows it as a test that never counts', async () => {
      await visit(body, {path: '?cx-debug', head: script.replace('data-cx-endpoint', 'data-cx-debug data-cx-endpoint')});
      await panel().waitFor();
      // The panel stands before each element has told its reasons.
      await page.getByText('returning, got: desktop, new (needs consent)').waitFor();

      await page.getByRole('button', {name: 'Show it anyway'}).click();
      await shown();
      await page.locator('cx-nps').getByRole('radio', {name: /^9/}).check();
      await page.locator('cx-nps button[part=submit]').click();

      await expect.poll(() => shop.answers.map(({data}) => (data as {test?: boolean}).test)).toEqual([true]);
      expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('cx:answer')))).toEqual([]);
    });

    it('says nothing where the script tag does not allow it', async () => {
      await visit(body, {path: '?cx-debug'});
      await expect.poll(fetched).toContain('/cx/chunks/rare');
      await page.waitForLoadState('networkidle');

      expect(await panel().isVisible()).toBe(false);
    });
  });

  describe('a prompt above the page', () => {
    it('leaves the focus where it is, says what is asked, and closes with Escape', async () => {
      await visit('<input aria-label="Search"><cx-nps show-as="popover" show-when="delay 1s"></cx-nps>', {clock: true});
      await page.getByLabel('Search').focus();
      await page.clock.runFor(1500);
      await shown();
      await page.clock.runFor(200);
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('input');
      expect(await page.locator('cx-nps').getByRole('status').first().textContent()).toContain('How likely');

      await page.keyboard.press('Escape');

      await question().waitFor({state: 'hidden'});
      await expect.poll(() => shop.received.map(({type}) => type)).toContain('cx.dismissed');
    });

    it('as a dialog takes the focus and gives it back, and a press outside closes it only while nothing is written', async () => {
      await visit(
        '<button data-cx-show="#ask">Write a review</button><cx-review id="ask" show-as="dialog" show-when="manual"></cx-review>',
      );
      const opener = page.getByRole('button', {name: 'Write a review'});
      const title = page.locator('cx-review').getByRole('textbox').first();
      await opener.click();
      await title.waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe('cx-review');

      await title.fill('Warm light');
      await page.mouse.click(5, 5);
      expect(await title.isVisible()).toBe(true);
      await title.fill('');
      await page.mouse.click(5, 5);

      await title.waitFor({state: 'hidden'});
      expect(await opener.evaluate(el => el === document.activeElement)).toBe(true);
    });

    it('moves nothing on the page', async () => {
      await page.addInitScript(() => {
        const page = window as {shift?: number};
        page.shift = 0;
        new PerformanceObserver(list => {
          for (const entry of list.getEntries())
            page.shift = (page.shift ?? 0) + (entry as PerformanceEntry & {value: number}).value;
        }).observe({type: 'layout-shift', buffered: true});
      });
      for (const as of ['popover', 'banner', 'dialog']) {
        await visit(`<p>Before</p><cx-nps show-as="${as}"></cx-nps><p>After</p>`);
        await shown();
        await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));

        expect(await page.evaluate(() => (window as {shift?: number}).shift)).toBe(0);
      }
    });

    it('shows in browsers without popovers, the Navigation API and locks', async () => {
      await page.addInitScript(() => {
        for (const name of ['popover', 'showPopover', 'hidePopover', 'togglePopover'])
          Reflect.deleteProperty(HTMLElement.prototype, name);
        Reflect.deleteProperty(window, 'navigation');
        Reflect.deleteProperty(Navigator.prototype, 'locks');
        Reflect.deleteProperty(window, 'indexedDB');
      });
      await visit('<cx-nps show-as="popover" show-on="/thanks"></cx-nps>');
      await expect.poll(fetched).toContain('/cx/chunks/rare');
      await page.waitForLoadState('networkidle');

      await page.evaluate(() => history.pushState({}, '', '/thanks'));

      await shown();
      await question().click({trial: true});
    });
  });

  describe('what is kept on the device', () => {
    it('is nothing before a person acts, unless they have agreed', async () => {
      await page.addInitScript(() => {
        const written: string[] = [];
        Object.assign(window, {written});
        const spy = (owner: object, name: string): void => {
          const own = owner as Record<string, (...given: unknown[]) => unknown>;
          const real = own[name]!;
          own[name] = function (this: unknown, ...given) {
            written.push(`${name} ${String(given[0])}`);
            return real.apply(this, given);
          };
        };
        spy(Storage.prototype, 'setItem');
        spy(IDBFactory.prototype, 'open');
        spy(CacheStorage.prototype, 'open');
        const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!;
        Object.defineProperty(document, 'cookie', {...cookie, set: (value: string) => written.push(`cookie ${value}`)});
      });
      const written = (): Promise<string[]> => page.evaluate(() => (window as unknown as {written: string[]}).written);
      const body = '<cx-nps show-as="popover" show-to="new 100%" max-shows="3"></cx-nps>';

      await visit(body);
      await shown();
      await expect.poll(() => shop.received.map(({type}) => type), {timeout: 10_000}).toContain('cx.shown');
      expect(await written()).toEqual([]);

      await visit(body, {head: script.replace('data-cx-endpoint', 'data-cx-consent="granted" data-cx-endpoint')});
      await shown();
      expect(await written()).toEqual(
        expect.arrayContaining(['setItem cx:visits', 'setItem cx:draw:nps', 'setItem cx:shows:nps']),
      );
      await page.evaluate(() => (window.cxElements as {forget(): Promise<void>}).forget());
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    });
  });
}
