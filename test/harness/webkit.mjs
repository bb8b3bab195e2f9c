import {spawn} from 'node:child_process';
import {createServer} from 'node:net';
import {defineBrowserProvider} from '@vitest/browser';
import {WebdriverBrowserProvider} from '@vitest/browser-webdriverio';
import {findEngine} from './engines.mjs';

/** WebKitGTK's MiniBrowser by its own WebDriver, on a screen of its own where the machine has none. */
class WebKitProvider extends WebdriverBrowserProvider {
  #children = [];
  #ready;

  constructor(project, options) {
    super(project, options);
    // WebKit's own element click takes an element in a shadow root for covered; a pointer moved there and pressed does not.
    project.browser.registerCommand('__vitest_click', ({browser}, {selector}) => press(browser, browser.$(selector)));
    project.browser.registerCommand('__vitest_dblClick', ({browser}, {selector}) => press(browser, browser.$(selector), 2));
  }

  async openBrowser() {
    await (this.#ready ??= this.#start());
    return super.openBrowser();
  }

  buildCapabilities() {
    return {browserName: 'MiniBrowser', 'wdio:enforceWebDriverClassic': true};
  }

  async close() {
    await super.close().catch(() => {}); // the driver is ended next, with or without its session
    for (const child of this.#children) endGroup(child);
  }

  async #start() {
    const [driver, xvfb] = findEngine('webkit') ?? [];
    const display = process.env.DISPLAY || (await this.#startScreen(xvfb));
    this.options.port = await freePort();
    const env = {...process.env, DISPLAY: display};
    this.#children.push(startGroup(driver, [`--port=${this.options.port}`, '--host=127.0.0.1'], {env, stdio: 'ignore'}));
    await isListening(`http://127.0.0.1:${this.options.port}/status`);
  }

  /** Starts a virtual screen; it picks a free number and tells it on the fourth channel. */
  async #startScreen(program) {
    const child = startGroup(program, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    this.#children.push(child);
    const number = await new Promise((done, fail) => {
      child.stdio[3].once('data', data => done(String(data).trim()));
      child.once('exit', code => fail(new Error(`${program} ended with exit code ${code}`)));
    });
    return `:${number}`;
  }
}

async function press(browser, element, times = 1) {
  await element.scrollIntoView({block: 'nearest'});
  const pointer = browser.action('pointer').move({origin: element});
  for (let i = 0; i < times; i++) pointer.down().up();
  await pointer.perform();
}

/** Starts a program in a group of its own, which ends with this process whatever happens. */
function startGroup(program, args, options) {
  const child = spawn(program, args, {...options, detached: true});
  process.once('exit', () => endGroup(child));
  return child;
}

function endGroup({pid}) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => done(port));
    });
  });
}

async function isListening(url, deadline = Date.now() + 15_000) {
  for (;;) {
    const ready = await fetch(url).then(
      answer => answer.ok,
      () => false, // refused: it is still starting
    );
    if (ready) return;
    if (Date.now() > deadline) throw new Error(`nothing answers at ${url}`);
    await new Promise(done => setTimeout(done, 50));
  }
}

/** WebKitGTK for Vitest. */
export function webkit() {
  const options = {hostname: '127.0.0.1'};
  return defineBrowserProvider({
    name: 'webdriverio',
    supportedBrowser: ['safari'],
    options,
    providerFactory: project => new WebKitProvider(project, options),
  });
}
