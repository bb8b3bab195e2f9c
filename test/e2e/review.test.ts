import {createHmac} from 'node:crypto';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {chromium, type Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {chromiumLaunch} from '../harness/chromium.mjs';
import {ShopProcess} from './shop.js';

const secret = 'a secret of the shop, long enough';

function sign(order: object): string {
  const body = Buffer.from(JSON.stringify(order)).toString('base64url');
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

interface Notice {
  readonly kind: string;
  readonly text: string;
}

interface Reviews {
  readonly summary: {readonly count: number; readonly mean: number | null};
  readonly items: readonly {readonly photos: readonly string[]}[];
}

describe('a review with a photo, by the real element to the real collector', () => {
  const shop = new ShopProcess();
  const notices: Notice[] = [];
  const hook = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', piece => (body += piece));
    request.on('end', () => {
      notices.push(JSON.parse(body) as Notice);
      response.end();
    });
  });
  let browser: Browser;

  beforeAll(async () => {
    await new Promise<void>(done => hook.listen(0, '127.0.0.1', done));
    const {port} = hook.address() as AddressInfo;
    await shop.start(['--order-secret', secret, '--webhook', `http://127.0.0.1:${port}/`]);
    browser = await chromium.launch(chromiumLaunch());
  });

  afterAll(async () => {
    await browser?.close();
    await shop.close();
    hook.close();
  });

  it('is told to the shop, waits for it, and then stands in public, verified, rewarded and with its photo', async () => {
    const page = await browser.newPage();
    const script = '<script type="module" src="/cx/review.js" data-cx-site="lamps" data-cx-endpoint="/events"></script>';
    const tag = `<cx-review product="alder-lamp" order="A1" order-token="${sign({order: 'A1', products: ['alder-lamp']})}" photos="2" reward="10 % off"></cx-review>`;
    await page.route('**/shop/review', route =>
      route.fulfill({contentType: 'text/html', body: `<!doctype html><html lang="en">${script}<body>${tag}`}),
    );
    await page.goto(`${shop.url}/shop/review`);
    const review = page.locator('cx-review');
    await review.locator('input[type=file]').waitFor({state: 'attached'});
    await review.evaluate(async el => {
      const canvas = Object.assign(document.createElement('canvas'), {width: 400, height: 300});
      canvas.getContext('2d')!.fillRect(0, 0, 200, 300);
      const blob = await new Promise<Blob>(done => canvas.toBlob(made => done(made!), 'image/jpeg'));
      const files = new DataTransfer();
      files.items.add(new File([blob], 'lamp.jpg', {type: 'image/jpeg'}));
      const input = el.shadowRoot!.querySelector<HTMLInputElement>('input[type=file]')!;
      input.files = files.files;
      input.dispatchEvent(new Event('change', {bubbles: true}));
    });
    await review.locator('.photo.ready').waitFor();
    await review.getByRole('radio').nth(3).check({force: true});
    await review.getByLabel('What would you tell a friend about it?').fill('It throws a warm light.');
    await review.locator('[part=submit]').click();
    await page.getByText('photos have arrived').or(page.getByText('photo has arrived')).waitFor();

    await vi.waitFor(() => expect(notices.map(({kind}) => kind)).toEqual(['review']), {timeout: 10_000});
    const published = async () => (await (await fetch(`${shop.url}/reviews?site=lamps&product=alder-lamp`)).json()) as Reviews;
    expect((await published()).items).toEqual([]);
    const waiting = (await (await shop.read('/api/reviews?site=lamps&state=waiting')).json()) as {
      items: {response: string}[];
    };
    const {status} = await shop.read(`/api/reviews/${waiting.items[0]!.response}?site=lamps`, {
      method: 'POST',
      body: '{"state": "published"}',
    });

    expect(status).toBe(200);
    const {summary, items} = await published();
    expect(summary).toMatchObject({count: 1, mean: 4});
    expect(items).toMatchObject([
      {score: 4, text: 'It throws a warm light.', product: 'alder-lamp', verified: true, incentivised: true},
    ]);
    expect(JSON.stringify(items)).not.toContain('A1');
    const photo = await fetch(shop.url + items[0]!.photos[0]!);
    expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });
});
