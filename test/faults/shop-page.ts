import {readFile} from 'node:fs/promises';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {extname, resolve} from 'node:path';
import type {Lab} from './lab.js';
import {dist} from './places.js';

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
};

/** What the page is made of. */
export interface ShopOptions {
  /** The built file that the page names: `nps.js` (the default), `rating.js`, `cx.js`, `cx.all.js` … */
  readonly script?: string;
  /** More attributes of the script tag, such as `data-cx-consent="granted"`. */
  readonly attributes?: string;
  /** What the body holds; default: one `<cx-nps>`. */
  readonly body?: string;
  /** Put before the script tag. */
  readonly head?: string;
  /** Sent with the page, such as a content security policy. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A shop's own web server: a page with the built files, and an endpoint that is somewhere else. */
export class ShopPage {
  url = '';
  /** What the page says from the next load on. */
  endpoint: string;
  options: ShopOptions;
  /** Other paths of the shop, as whole pages. */
  readonly pages = new Map<string, string>();
  /** What was asked for, oldest first. */
  readonly requests: string[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  private constructor(endpoint: string, options: ShopOptions) {
    this.endpoint = endpoint;
    this.options = options;
  }

  /** Starts a shop; with the same port it is the same origin as one before. */
  static async open(lab: Lab, endpoint: string, options: ShopOptions = {}, port = 0): Promise<ShopPage> {
    const shop = new ShopPage(endpoint, options);
    await new Promise<void>(done => shop.#server.listen(port, '127.0.0.1', done));
    shop.url = `http://localhost:${(shop.#server.address() as AddressInfo).port}/`;
    lab.cleanup(async () => {
      const closed = new Promise(done => shop.#server.close(done));
      shop.#server.closeAllConnections();
      await closed;
    });
    return shop;
  }

  /** The page as it is served at `/`. */
  get html(): string {
    const {script = 'nps.js', attributes = '', body = '<cx-nps></cx-nps>', head = ''} = this.options;
    const kind = script.includes('classic') ? 'async' : 'type="module"';
    const endpoint = this.endpoint && `data-cx-endpoint="${this.endpoint}"`;
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">${head}
<script ${kind} src="/cx/${script}" ${endpoint} ${attributes}></script><body>${body}</body></html>`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {pathname} = new URL(request.url ?? '/', 'http://shop.example');
    this.requests.push(pathname);
    const page = pathname === '/' ? this.html : this.pages.get(pathname);
    if (page !== undefined)
      return void response.writeHead(200, {'content-type': types['.html'], ...this.options.headers}).end(page);
    const file = pathname.startsWith('/cx/') ? resolve(dist, 'cdn', pathname.slice('/cx/'.length)) : '';
    const content = file.startsWith(dist) ? await readFile(file).catch(() => undefined) : undefined;
    if (!content) return void response.writeHead(404).end();
    // As a CDN says it: a sandboxed frame has no origin, and modules want leave.
    const headers = {'content-type': types[extname(file)] ?? 'text/plain', 'access-control-allow-origin': '*'};
    response.writeHead(200, headers).end(content);
  }
}
