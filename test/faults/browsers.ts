import {execFileSync, spawn, type ChildProcessByStdio} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import type {Readable} from 'node:stream';
import {chromium, type Browser, type BrowserContext, type BrowserContextOptions, type LaunchOptions} from 'playwright-core';
import {afterAll} from 'vitest';
import {chromiumLaunch} from '../harness/chromium.mjs';
import {renewedKeyHash} from './certificates.js';
import type {Lab} from './lab.js';

/** Chromium as the lab starts it. */
function labLaunch(): LaunchOptions {
  const launch = chromiumLaunch();
  return {...launch, args: [...launch.args, `--ignore-certificate-errors-spki-list=${renewedKeyHash}`]};
}

let shared: Promise<Browser> | undefined;

afterAll(async () => {
  await (await shared)?.close();
});

/** A fresh visitor's context in the one browser of this file: quick to have, nothing in it. */
export async function freshContext(lab: Lab, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const browser = await (shared ??= chromium.launch(labLaunch()));
  lab.versions.set('Chromium', browser.version());
  const context = await browser.newContext(options);
  lab.cleanup(() => context.close());
  return context;
}

/** How a browser with a profile of its own is started. */
export interface ProfileOptions {
  /** Keeps the back/forward cache, which Playwright switches off. */
  readonly bfcache?: boolean;
  /** As a visitor starts it: a tab behind another is hidden and throttled, which Playwright prevents. */
  readonly plain?: boolean;
  readonly args?: readonly string[];
  readonly context?: BrowserContextOptions;
}

/** A whole browser with a profile on disk: its process can be killed and started again on the same profile. */
export class Profile {
  context: BrowserContext | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'cx-profile-'));
  readonly #options: ProfileOptions;

  private constructor(options: ProfileOptions) {
    this.#options = options;
  }

  static async open(lab: Lab, options: ProfileOptions = {}): Promise<Profile> {
    const profile = new Profile(options);
    lab.cleanup(() => profile.#remove());
    const context = await profile.reopen();
    lab.versions.set('Chromium', context.browser()?.version() ?? '');
    return profile;
  }

  /** Starts the browser on the profile, as a visitor does the next day. */
  async reopen(): Promise<BrowserContext> {
    const {bfcache, plain, args = [], context} = this.#options;
    const launch = labLaunch();
    if (plain) return (this.context = await this.#connect());
    this.context = await chromium.launchPersistentContext(this.#folder, {
      ...launch,
      ...context,
      args: [...(launch.args ?? []), ...args],
      ...(bfcache && {ignoreDefaultArgs: ['--disable-back-forward-cache']}),
    });
    return this.context;
  }

  /** Ends the browser as a visitor does. */
  async quit(): Promise<void> {
    await this.context?.close();
    this.context = undefined;
  }

  /** Starts the browser on a page with nobody who listens in: only so does it prepare pages before they are visited. */
  visit(url: string): ChildProcessByStdio<null, null, Readable> {
    const {executablePath = '', args = []} = labLaunch();
    const own = ['--headless', '--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${this.#folder}`];
    return spawn(executablePath, [...args, ...own, ...(this.#options.args ?? []), url], {stdio: ['ignore', 'ignore', 'pipe']});
  }

  /** SIGKILL to every process of the browser: nothing is written, no handler runs. */
  async kill(): Promise<void> {
    const {context} = this;
    const gone = context && new Promise(done => context.once('close', done));
    const killed = this.#processes();
    for (const pid of killed) kill(pid);
    await gone;
    // The lock of the profile belongs to the processes: until they have ended no other may open it.
    while (this.#processes().length > 0) await new Promise(done => setImmediate(done));
    this.context = undefined;
  }

  async #connect(): Promise<BrowserContext> {
    const lines = createInterface({input: this.visit('about:blank').stderr});
    const address = await new Promise<string>(found =>
      lines.on('line', line => /^DevTools listening on /.test(line) && found(line.replace(/^.* on /, ''))),
    );
    const browser = await chromium.connectOverCDP(address, {noDefaults: true});
    const [context] = browser.contexts();
    if (!context) throw new Error('The browser has no context.');
    return context;
  }

  /** A context of a persistent profile knows no process, so they are found by their profile. */
  #processes(): number[] {
    try {
      return execFileSync('pgrep', ['-f', `user-data-dir=${this.#folder}`], {encoding: 'utf8'})
        .split('\n')
        .filter(Boolean)
        .map(Number);
    } catch {
      return []; // pgrep found none
    }
  }

  async #remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, {recursive: true, force: true, maxRetries: 5});
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended with its parent
  }
}
