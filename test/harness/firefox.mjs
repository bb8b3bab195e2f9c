import {createRequire} from 'node:module';
import {dirname, resolve} from 'node:path';
import {defineBrowserProvider, parseKeyDef} from '@vitest/browser';
import {findEngine} from './engines.mjs';

const wdio = dirname(createRequire(import.meta.url).resolve('@vitest/browser-webdriverio'));

/** Finds an element by the selectors of Vitest's locators, `>>>html > body > x-y > div`, through open shadow roots. */
function pierce(selector) {
  let found = [document];
  for (const part of selector.replace(/^>>>/, '').split(' > ')) {
    found = found.flatMap(node => [...(node.shadowRoot?.children ?? []), ...node.children].filter(child => child.matches(part)));
  }
  return found[0];
}

/** Presses the keys of `userEvent.keyboard` text; answers those that stay down. */
async function press(page, frame, text, held) {
  const down = new Set(held);
  for (const {keyDef, releasePrevious, releaseSelf, repeat} of parseKeyDef(text)) {
    const {key} = keyDef;
    if (key === 'selectall') {
      await frame.evaluate(() => document.activeElement?.select?.());
      continue;
    }
    if (down.delete(key)) await page.keyboard.up(key);
    if (releasePrevious) continue;
    for (let i = 0; i < repeat; i++) await page.keyboard.down(key);
    if (releaseSelf) await page.keyboard.up(key);
    else down.add(key);
  }
  return {unreleased: [...down]};
}

/**
 * What `userEvent` and `page` may ask of the browser, by command.
 *
 * Each takes the page, the frame of the test, a function that finds the element, and Vitest's own arguments.
 */
const commands = {
  viewport: ({page}, size) => page.setViewport(size),
  click: async ({find}, target, {button, clickCount, position} = {}) =>
    (await find(target)).click({button, count: clickCount, offset: position}),
  dblClick: async ({find}, target) => (await find(target)).click({count: 2}),
  hover: async ({find}, target) => (await find(target)).hover(),
  fill: async ({find, page}, target, text) => {
    const el = await find(target);
    await el.evaluate(node => (node.focus(), node.select?.()));
    await page.keyboard.press('Delete');
    await el.type(text);
  },
  clear: async ({find, page}, target) => {
    await (await find(target)).evaluate(node => (node.focus(), node.select?.()));
    await page.keyboard.press('Delete');
  },
  type: async ({find, page, frame}, target, text, {skipClick, unreleased} = {}) => {
    if (!skipClick) await (await find(target)).click();
    return press(page, frame, text, unreleased);
  },
  tab: async ({page}, {shift} = {}) => {
    if (shift) await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    if (shift) await page.keyboard.up('Shift');
  },
  keyboard: ({page, frame}, text, {unreleased} = {}) => press(page, frame, text, unreleased),
  cleanup: async ({page}, {unreleased} = {}) => {
    for (const key of unreleased ?? []) await page.keyboard.up(key);
  },
  selectOptions: async ({find}, target, values) =>
    (await find(target)).select(...(await Promise.all(values.map(({value}) => value)))),
  upload: async ({find}, target, files) => (await find(target)).uploadFile(...files.map(file => resolve(file))),
};

/** Debian's Firefox, driven by WebDriver BiDi through puppeteer-core: it needs no geckodriver. */
class FirefoxProvider {
  name = 'webdriverio'; // Vitest then uses the locators of that provider
  supportsParallelism = false;
  initScripts = [resolve(wdio, 'locators.js')];
  #browser;
  #page;

  constructor(project) {
    for (const [name, command] of Object.entries(commands)) {
      project.browser.registerCommand(`__vitest_${name}`, async (_context, ...args) => command(await this.#hands(), ...args));
    }
  }

  // Frames are addressed directly here, so there is nothing to switch.
  isIframeSwitched = () => true;
  async switchToTestFrame() {}
  async switchToMainFrame() {}

  getCommandsContext() {
    return {page: this.#page};
  }

  async openPage(_session, url) {
    const {default: puppeteer} = await import('puppeteer-core');
    const [executablePath] = findEngine('firefox') ?? [];
    this.#browser ??= await puppeteer.launch({browser: 'firefox', executablePath, headless: true});
    this.#page = await this.#browser.newPage();
    await this.#page.goto(url);
  }

  async close() {
    await this.#browser?.close();
  }

  async #hands() {
    const page = this.#page;
    const frame = await (await page.waitForSelector('iframe[data-vitest]')).contentFrame();
    const find = async ({selector}) => {
      const el = (await frame.evaluateHandle(pierce, selector)).asElement();
      if (!el) throw new Error(`no element matches ${selector}`);
      return el;
    };
    return {page, frame, find};
  }
}

/** Firefox for Vitest. */
export function firefox() {
  const options = {};
  return defineBrowserProvider({
    name: 'webdriverio',
    supportedBrowser: ['firefox'],
    options,
    providerFactory: project => new FirefoxProvider(project),
  });
}
