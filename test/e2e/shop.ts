import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {createInterface} from 'node:readline';

const root = resolve(import.meta.dirname, '../..');

/** The demo shop with its collector as a process of its own, over a database file that outlives it. */
export class ShopProcess {
  url = '';
  readonly token = 'a-token-of-the-test';
  #folder = '';
  #child?: ChildProcess;

  get database(): string {
    return join(this.#folder, 'shop.sqlite');
  }

  /** Starts it with further settings, on the same port as before if it ran before; resolves when it listens. */
  async start(settings: readonly string[] = []): Promise<void> {
    this.#folder ||= await mkdtemp(join(tmpdir(), 'cx-e2e-'));
    const port = this.url ? new URL(this.url).port : '0';
    const child = spawn(
      process.execPath,
      [join(root, 'demo/server.mjs'), '--port', port, '--database', this.database, '--admin-token', this.token, ...settings],
      {stdio: ['ignore', 'pipe', 'inherit']},
    );
    this.#child = child;
    for await (const line of createInterface({input: child.stdout})) {
      const [, found] = /^Report:\s+(http:\S+?)\/?(?:\s|$)/.exec(line) ?? [];
      if (found) {
        this.url = found;
        return;
      }
    }
    throw new Error('The shop ended before it said where it listens.');
  }

  /** Ends it as a crash or the operating system would: no handler runs. */
  async kill(): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.kill();
    if (this.#folder) await rm(this.#folder, {recursive: true, force: true});
  }

  /** Reads from the collector as the shop owner. */
  async read(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url + path, {...init, headers: {authorization: `Bearer ${this.token}`}});
  }
}
