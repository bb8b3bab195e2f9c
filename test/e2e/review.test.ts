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

  it('is then shown by <cx-review-list>, with its marks and its photo, under the strictest policy', async () => {
    const page = await browser.newPage();
    const violations: string[] = [];
    await page.exposeFunction('tell', (text: string) => violations.push(text));
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', event =>
        (window as unknown as {tell(text: string): void}).tell(`${event.effectiveDirective} ${event.sample}`),
      ),
    );
    const script = `<script type="module" nonce="n" src="/cx/cx.js" data-cx-site="lamps" data-cx-endpoint="/events"></script>`;
    await page.route('**/shop/list', route =>
      route.fulfill({
        contentType: 'text/html',
        headers: {
          'content-security-policy':
            "default-src 'none'; script-src 'nonce-n' 'strict-dynamic'; style-src 'none'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
        },
        body: `<!doctype html><html lang="en">${script}<body><cx-review-list product="alder-lamp=Alder lamp" json-ld></cx-review-list>`,
      }),
    );
    await page.goto(`${shop.url}/shop/list`);
    const list = page.locator('cx-review-list');

    await list.getByText('It throws a warm light.').waitFor();

    expect(await list.locator('[part~=mark]').allTextContents()).toEqual(['Verified purchase', 'Written for a reward']);
    expect(await list.getByRole('img', {name: '4 of 5'}).count()).toBe(2);
    await vi.waitFor(async () =>
      expect(await list.getByRole('img', {name: 'Photo 1'}).evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(400),
    );
    const data = await list.locator('script').evaluate(el => JSON.parse(el.textContent!) as object);
    expect(data).toMatchObject({'@type': 'Product', name: 'Alder lamp', aggregateRating: {ratingValue: 4, reviewCount: 1}});
    expect(violations).toEqual([]);
    await page.close();
  });
});
