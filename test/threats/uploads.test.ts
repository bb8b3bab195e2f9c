import {chromium, type Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest';
import {startServer} from '../../src/collector/serve.js';
import {answer, get, openCollector, post, token} from '../collector/harness.js';
import {sample, samples} from '../collector/photo/samples.js';
import {chromiumLaunch} from '../harness/chromium.mjs';

const script = '<script>document.title="pwned"</script><img src=x onerror="document.title=\'pwned\'">';

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunch());
}, 30_000);

afterAll(() => browser?.close());

/** A segment or a piece with a page in it, right behind the first bytes of a picture. */
const inComment = (): Buffer => {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(script.length + 2, 2);
  return Buffer.concat([sample('jpeg').subarray(0, 2), head, Buffer.from(script), sample('jpeg').subarray(2)]);
};

const polyglots: readonly (readonly [string, Buffer])[] = [
  ['a page behind a JPEG', Buffer.concat([sample('jpeg'), Buffer.from(script)])],
  ['a page in a comment of a JPEG', inComment()],
  ['a page behind a PNG', Buffer.concat([sample('png'), Buffer.from(script)])],
  ['a page behind a WebP', Buffer.concat([sample('webp'), Buffer.from(script)])],
  ['an archive behind a PNG', Buffer.concat([sample('png'), Buffer.from('PK\u0003\u0004 archive')])],
];

async function publishedPhoto(bytes: Buffer) {
  const collector = openCollector();
  const server = await startServer(collector, {port: 0, host: '127.0.0.1'});
  onTestFinished(() => server.close());
  const data = {element: 'cx-review', survey: 'review', score: 5, scale: {min: 1, max: 5}, answers: {score: 5}};
  await post(collector, [answer('a', data)]);
  const sent = await fetch(`${server.url}/uploads?site=shop.example&response=response-of-a`, {
    method: 'POST',
    headers: {'content-type': 'text/html'},
    body: new Uint8Array(bytes),
  });
  const {url} = (await sent.json()) as {url: string};
  await fetch(`${server.url}/api/reviews/response-of-a?site=shop.example`, {
    method: 'POST',
    headers: {authorization: `Bearer ${token}`},
    body: '{"state":"published"}',
  });
  return {url: server.url + url, path: url, collector};
}

describe('a photo that is more than a photo', () => {
  it.each(polyglots)(
    'is shown as pixels only: %s',
    async (_, bytes) => {
      const {url} = await publishedPhoto(bytes);

      const shown = await fetch(url);
      const text = Buffer.from(await shown.arrayBuffer()).toString('latin1');

      expect(shown.status).toBe(200);
      expect(text).not.toMatch(/script|onerror|PK\u0003\u0004/);
      const page = await browser.newPage();
      onTestFinished(() => page.close());
      await page.goto(url);
      expect(await page.title()).not.toContain('pwned');
      expect(shown.headers.get('content-type')).toMatch(/^image\/(jpeg|png|webp)$/);
    },
    60_000,
  );
});

describe('what is left of a photo', () => {
  it.each(samples)(
    'is drawn by a browser as before: %s',
    async name => {
      const {url} = await publishedPhoto(sample(name));
      const page = await browser.newPage();
      onTestFinished(() => page.close());
      await page.goto(`${new URL(url).origin}/healthz`);

      const draw = (bytes: string) =>
        page.evaluate(async encoded => {
          const bytes = Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes]), {colorSpaceConversion: 'none'});
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const context = canvas.getContext('2d')!;
          context.drawImage(bitmap, 0, 0);
          return [bitmap.width, bitmap.height, ...context.getImageData(0, 0, bitmap.width, bitmap.height).data];
        }, bytes);
      const after = await draw(Buffer.from(await (await fetch(url)).arrayBuffer()).toString('base64'));

      expect(after.slice(0, 2)).toEqual([24, 16]);
      expect(after).toEqual(await draw(sample(name).toString('base64')));
    },
    60_000,
  );
});

describe('the name of a photo', () => {
  it.each([
    '',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/cx.sqlite',
    'x'.repeat(32),
    `${'x'.repeat(31)}'`,
    "' OR '1'='1",
    '%00',
    '<script>',
  ])('leads nowhere but to a photo that is there: "%s"', async name => {
    const {collector} = await publishedPhoto(sample('png'));

    for (const headers of [{}, {authorization: `Bearer ${token}`}]) {
      const response = await get(collector, `/uploads/${name}`, headers as Record<string, string>);
      expect(response.status).toBe(404);
    }
  });

  it('tells nothing: those of two photos have nothing in common, and one letter more or less is none', async () => {
    const [one, other] = [await publishedPhoto(sample('png')), await publishedPhoto(sample('png'))];

    expect(one.path.slice('/uploads/'.length, 14)).not.toBe(other.path.slice('/uploads/'.length, 14));
    for (const path of [one.path.slice(0, -1), `${one.path}x`, other.path])
      expect((await get(one.collector, path, {})).status).toBe(404);
  });
});
