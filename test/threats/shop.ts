import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {extname, join, resolve} from 'node:path';
import type {Collector, createCollector as Create} from '../../src/collector/collector.js';

const root = resolve(import.meta.dirname, '../..');
const folders: Readonly<Record<string, string>> = {cx: 'dist/cdn', modules: 'node_modules'};
const types: Readonly<Record<string, string>> = {'.js': 'text/javascript', '.json': 'application/json'};
const token = 'a-token-of-the-test';

/** An event as it travelled. */
export interface Sent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A current answer as the shop reads it. */
export interface Item {
  readonly survey: string;
  readonly element: string;
  readonly score?: number;
  readonly partial: boolean;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** A shop on loopback: a page and its headers as a test writes them, the built files, and the built collector. */
export class Shop {
  page = '';
  headers: Readonly<Record<string, string>> = {};
  url = '';
  /** Whether the endpoint answers; else each connection is cut. */
  isOpen = true;
  /** Whether each script comes with a line more than it was built with. */
  isTampered = false;
  /** What was asked for, but for the page itself. */
  readonly requests: {readonly path: string; readonly headers: IncomingMessage['headers']}[] = [];
  /** Every event of every request, as it travelled. */
  readonly sent: Sent[] = [];
  /** What the collector said of each event. */
  readonly statuses: string[] = [];
  #folder = '';
  #collector?: Collector;
  #server = createServer((request, response) => void this.#serve(request, response));

  async open(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'cx-threats-'));
    const built = resolve(root, 'dist/collector/index.js');
    const {createCollector} = (await import(built)) as {createCollector: typeof Create};
    this.#collector = createCollector({adminToken: token, database: join(this.#folder, 'shop.sqlite')});
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
    await this.#collector?.close();
    await rm(this.#folder, {recursive: true, force: true});
  }

  /** The current answers, as the collector tells them to the shop. */
  async items(): Promise<Item[]> {
    const request = new Request(`${this.url}/api/responses?limit=500`, {headers: {authorization: `Bearer ${token}`}});
    const response = await this.#collector?.(request);
    return ((await response?.json()) as {items: Item[]}).items;
  }

  /** The paths that were asked for besides the page, its files and its endpoint. */
  get strayPaths(): string[] {
    return this.requests.map(({path}) => path).filter(path => !/^\/(cx\/|modules\/|events$|favicon)/.test(path));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {pathname} = new URL(request.url ?? '/', this.url);
    const [, folder = '', ...rest] = pathname.split('/');
    if (/^\/(page)?$/.test(pathname)) {
      const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>${this.page}`;
      return void response.writeHead(200, {'content-type': 'text/html', ...this.headers}).end(html);
    }
    this.requests.push({path: pathname, headers: request.headers});
    if (pathname === '/events') return this.#take(request, response);
    const file = folders[folder] && resolve(root, folders[folder], rest.join('/'));
    const content = file ? await readFile(file).catch(() => undefined) : undefined;
    if (!file || !content) return void response.writeHead(404).end();
    response
      // As a CDN does: a sandboxed frame has no origin, and modules want leave.
      .writeHead(200, {'content-type': types[extname(file)] ?? 'text/plain', 'access-control-allow-origin': '*'})
      .end(this.isTampered ? content + '\n;' : content);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    if (!this.isOpen) return void request.socket.destroy();
    this.sent.push(...(JSON.parse(body) as Sent[]));
    const headers = {'content-type': request.headers['content-type'] ?? ''};
    const reply = await this.#collector?.(new Request(`${this.url}/events`, {method: 'POST', headers, body}));
    const text = (await reply?.text()) ?? '';
    this.statuses.push(...(JSON.parse(text) as {results: {status: string}[]}).results.map(({status}) => status));
    response
      .writeHead(reply?.status ?? 500, {
        'content-type': 'application/json',
        'set-cookie': 'seen=1; Path=/',
        ...(request.headers.origin === 'null' && {'access-control-allow-origin': 'null'}),
      })
      .end(text);
  }
}
