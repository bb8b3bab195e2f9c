import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {readFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {chromium, type Browser} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {chromiumLaunch} from '../harness/chromium.mjs';

const cdn = resolve(import.meta.dirname, '../../dist/cdn');
const policy =
  "default-src 'none'; script-src 'self'; style-src 'none'; connect-src COLLECTOR; img-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

/** What came to `/uploads`. */
interface Upload {
  readonly search: string;
  readonly type: string | undefined;
  readonly body: Buffer;
}

const listen = (server: Server) =>
  new Promise<string>(done =>
    server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

describe('photos of a review that go to another origin', () => {
  let browser: Browser;
  let preflights = 0;
  let answers: number[] = [];
  let uploads: Upload[] = [];
  let markup = '';
  let endpoint = '';
  let shopUrl = '';
  const order: string[] = [];

  const collector = createServer((request, response) => {
    const {pathname, search} = new URL(request.url ?? '', endpoint);
    response.setHeader('access-control-allow-origin', shopUrl);
    if (request.method === 'OPTIONS') {
      preflights++;
      response.setHeader('access-control-allow-headers', 'content-type');
      response.writeHead(204).end();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk as Buffer));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      order.push(pathname);
      response.setHeader('content-type', 'application/json');
      if (pathname === '/events') {
        const results = (JSON.parse(body.toString()) as {id: string}[]).map(({id}) => ({id, status: 'stored'}));
        response.end(JSON.stringify({results}));
      } else {
        uploads.push({search, type: request.headers['content-type'], body});
        response.writeHead(answers.shift() ?? 201).end('{"photo": "p", "url": "/uploads/p"}');
      }
    });
  });
  const shop = createServer((request, response) => {
    if (!request.url?.startsWith('/cx/')) {
      response.setHeader('content-security-policy', policy.replace('COLLECTOR', endpoint));
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><html lang="en"><title>Order</title><script type="module" src="/cx/cx.js" data-cx-endpoint="${endpoint}/events"></script>${markup}`,
      );
      return;
    }
    readFile(join(cdn, request.url.slice('/cx/'.length))).then(
      text => response.setHeader('content-type', 'text/javascript').end(text),
      () => response.writeHead(404).end(),
    );
  });

  beforeAll(async () => {
    [endpoint, shopUrl] = await Promise.all([listen(collector), listen(shop)]);
    browser = await chromium.launch(chromiumLaunch());
  });
  beforeEach(() => {
    [preflights, answers, uploads] = [0, [], []];
    order.length = 0;
    markup = '<cx-review photos="3" product="lamp"></cx-review>';
  });
  afterEach(() => Promise.all(browser.contexts().map(context => context.close())));
  afterAll(async () => {
    await browser.close();
    for (const server of [collector, shop]) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** A page with as many photos chosen, each of two halves. */
  const visit = async (count: number) => {
    const page = await (await browser.newContext()).newPage();
    const wrongs: string[] = [];
    page.on('pageerror', error => wrongs.push(String(error)));
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) =>
        reportError(`${violatedDirective} ${blockedURI}`),
      ),
    );
    await page.goto(shopUrl);
    await page.locator('cx-review input[type=file]').waitFor({state: 'attached'});
    await page.locator('cx-review').evaluate(async (el, count) => {
      const transfer = new DataTransfer();
      const canvas = Object.assign(document.createElement('canvas'), {width: 2000, height: 1000});
      canvas.getContext('2d')!.fillRect(0, 0, 1000, 1000);
      const blob = await new Promise<Blob>(done => canvas.toBlob(found => done(found!), 'image/jpeg'));
      for (let at = 0; at < count; at++) transfer.items.add(new File([blob], `${at}.jpg`, {type: 'image/jpeg'}));
      const input = el.shadowRoot!.querySelector<HTMLInputElement>('input[type=file]')!;
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', {bubbles: true}));
    }, count);
    await page
      .locator('cx-review .photo.ready')
      .nth(count - 1)
      .waitFor();
    return {page, wrongs};
  };

  it('arrive as small JPEGs with what they belong to, after their review, under a strict policy', async () => {
    const {page, wrongs} = await visit(2);

    await page.locator('cx-review input[type=radio]').nth(4).check({force: true});
    await page.locator('cx-review [part=submit]').click();
    await page.getByText('Your photos have arrived.').waitFor();

    const known = uploads.map(({search}) => Object.fromEntries(new URLSearchParams(search)));
    expect(uploads.map(({type, body}) => [type, body.subarray(0, 3).toString('hex')])).toEqual([
      ['image/jpeg', 'ffd8ff'],
      ['image/jpeg', 'ffd8ff'],
    ]);
    expect(known).toEqual([
      {site: '127.0.0.1', response: expect.any(String) as string, photo: expect.any(String) as string},
      {site: '127.0.0.1', response: known[0]!['response'], photo: expect.any(String) as string},
    ]);
    expect(known[0]!['photo']).not.toBe(known[1]!['photo']);
    expect(order.indexOf('/events')).toBeLessThan(order.indexOf('/uploads'));
    expect(preflights).toBeGreaterThan(0);
    expect(wrongs).toEqual([]);
  });

  it('are tried again after a failure, and said to be refused where trying is of no use', async () => {
    answers = [503, 201, 415];
    const {page} = await visit(2);

    await page.locator('cx-review input[type=radio]').nth(0).check({force: true});
    await page.locator('cx-review [part=submit]').click();
    await page.getByText('Some photos could not be sent. Your review is safe.').waitFor();

    const classes = await page.locator('cx-review .photo').evaluateAll(nodes => nodes.map(({className}) => className));
    const ids = uploads.map(({search}) => new URLSearchParams(search).get('photo'));
    expect(classes).toEqual(['photo sent', 'photo refused']);
    expect(ids[0]).toBe(ids[1]);
    await vi.waitFor(() => expect(uploads).toHaveLength(3));
  });
});
