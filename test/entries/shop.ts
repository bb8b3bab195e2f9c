import {readFile} from 'node:fs/promises';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {extname, resolve} from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const folders = {cx: 'dist/cdn', dist: 'dist', modules: 'node_modules'} as {[name: string]: string};
const types = {'.js': 'text/javascript', '.html': 'text/html'} as {[extension: string]: string};

/** Where a browser finds what `cx-elements` as a package imports. */
export const importMap = JSON.stringify({
  imports: {
    lit: '/modules/lit/index.js',
    'lit/': '/modules/lit/',
    'lit-html': '/modules/lit-html/lit-html.js',
    'lit-html/': '/modules/lit-html/',
    'lit-element/': '/modules/lit-element/',
    '@lit/reactive-element': '/modules/@lit/reactive-element/reactive-element.js',
    '@lit/reactive-element/': '/modules/@lit/reactive-element/',
    nanoid: '/modules/nanoid/index.browser.js',
  },
});

/** An event as the shop's endpoint received it. */
export interface Received {
  readonly id: string;
  readonly type: string;
  readonly data: {readonly partial?: boolean; readonly score?: number; readonly survey?: string; readonly response?: string};
}

/** A shop on loopback: the page it is given, the built files, and an endpoint that confirms. */
export class Shop {
  page = '';
  /** Whether the endpoint answers; else each connection is cut. */
  isOpen = true;
  readonly received: Received[] = [];
  readonly requests: string[] = [];
  #server: Server = createServer((request, response) => void this.#serve(request, response));

  async open(): Promise<string> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }

  /** Complete answers, each attempt to send one counted. */
  get answers(): Received[] {
    return this.received.filter(({type, data}) => type === 'cx.submitted' && data.partial === false);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {pathname} = new URL(request.url ?? '/', 'http://shop.example');
    const [, folder = '', ...rest] = pathname.split('/');
    this.requests.push(pathname);
    if (!folders[folder] && pathname !== '/events' && !extname(pathname))
      return void response.writeHead(200, {'content-type': 'text/html'}).end(`<!doctype html><html lang="en">${this.page}`);
    if (pathname === '/events') return this.#take(request, response);
    const file = folders[folder] && resolve(root, folders[folder], rest.join('/'));
    const content = file ? await readFile(file).catch(() => undefined) : undefined;
    if (!file || !content) return void response.writeHead(404).end();
    response.writeHead(200, {'content-type': types[extname(file)] ?? 'text/plain'}).end(content);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    if (!this.isOpen) return void request.socket.destroy();
    const events = JSON.parse(body) as Received[];
    this.received.push(...events);
    const results = events.map(({id}) => ({id, status: 'stored'}));
    response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({results}));
  }
}
