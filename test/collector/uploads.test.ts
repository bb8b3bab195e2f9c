import {randomBytes} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import type {Collector} from '../../src/collector/collector.js';
import {startServer} from '../../src/collector/serve.js';
import {newDatabase, onEachEngine} from './engines.js';
import {answer, get, noon, openCollector, post, read, token} from './harness.js';
import {sample, samples} from './photo/samples.js';

const admin = {authorization: `Bearer ${token}`};
const day = 24 * 60 * 60 * 1000;

/** Photos that differ: what follows the end is another digest and the same picture. */
const photoNumber = (n: number): Buffer => Buffer.concat([sample('jpeg'), Buffer.from([n])]);

const upload = (
  collector: Collector,
  query: Record<string, string> = {},
  body: Buffer = sample('jpeg'),
  headers: Record<string, string> = {},
) =>
  collector(
    new Request(
      `http://collector.example/uploads?${new URLSearchParams({site: 'shop.example', response: 'response-of-a', ...query})}`,
      {method: 'POST', body: new Uint8Array(body), headers: {'content-type': 'image/jpeg', ...headers}},
    ),
  );

const stored = async (response: Response): Promise<{photo: string; url: string}> => {
  expect([201, 200]).toContain(response.status);
  return response.json() as Promise<{photo: string; url: string}>;
};

const review = answer('a', {
  element: 'cx-review',
  survey: 'review',
  score: 5,
  scale: {min: 1, max: 5},
  answers: {score: 5, text: 'Good', product: 'sku-1'},
});

const judge = (collector: Collector, body: unknown) =>
  collector(
    new Request('http://collector.example/api/reviews/response-of-a?site=shop.example', {
      method: 'POST',
      headers: admin,
      body: JSON.stringify(body),
    }),
  );

const publicPhotos = async (collector: Collector): Promise<unknown> => {
  const page = (await (await get(collector, '/reviews?site=shop.example', {})).json()) as {items: {photos: unknown}[]};
  return page.items.map(({photos}) => photos);
};

const status = async (collector: Collector, path: string, headers: Record<string, string> = {}): Promise<number> =>
  (await get(collector, path, headers)).status;

onEachEngine(() => {
  describe('a photo', () => {
    it('is for everybody once its review is published, and for the shop before', async () => {
      const collector = openCollector();
      const {photo, url} = await stored(await upload(collector, {photo: 'p1'}));
      expect(url).toBe(`/uploads/${photo}`);
      expect(photo).toMatch(/^[\w-]{32}$/);

      expect([await status(collector, url), await status(collector, url, admin)]).toEqual([404, 200]);
      await post(collector, [review]);
      expect(await status(collector, url)).toBe(404);
      expect((await read(collector, '/api/reviews')).items).toMatchObject([{photos: [url]}]);
      await judge(collector, {state: 'published'});

      const shown = await get(collector, url, {});
      expect(shown.status).toBe(200);
      expect(Object.fromEntries(shown.headers)).toMatchObject({
        'content-type': 'image/jpeg',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=300',
      });
      expect(Buffer.from(await shown.arrayBuffer()).toString('latin1')).not.toContain('ICC_PROFILE');
      expect(await publicPhotos(collector)).toEqual([[url]]);
      await judge(collector, {state: 'hidden', reason: 'A face.'});
      expect(await status(collector, url)).toBe(404);
    });

    it('that comes after its review was published waits until somebody has looked at it', async () => {
      const collector = openCollector();
      await post(collector, [review]);
      await judge(collector, {state: 'published'});

      const {url} = await stored(await upload(collector));

      expect([await status(collector, url), await publicPhotos(collector)]).toEqual([404, [[]]]);
      expect((await read(collector, '/api/reviews?state=published')).items).toMatchObject([{photos: [], newPhotos: [url]}]);
      await judge(collector, {state: 'published'});
      expect([await status(collector, url), await publicPhotos(collector)]).toEqual([200, [[url]]]);
    });

    it('is kept once, however often it is sent, and its id stands for nothing else', async () => {
      const collector = openCollector();

      const first = await upload(collector, {photo: 'p1'});
      const again = await upload(collector, {photo: 'p1'});
      const other = await upload(collector, {photo: 'p1'}, photoNumber(1));

      expect([first.status, again.status, other.status]).toEqual([201, 200, 409]);
      expect(await again.json()).toEqual(await first.json());
      expect(await other.json()).toMatchObject({error: {code: 'photo-conflict'}});
    });

    it('is known by its bytes where the sender has no id', async () => {
      const collector = openCollector();

      const [first, again] = [await upload(collector), await upload(collector)];

      expect([first.status, again.status]).toEqual([201, 200]);
    });

    it('is one of five at most, also when more come at once', async () => {
      const database = newDatabase();
      const collectors = [openCollector({database}), openCollector({database})];
      await Promise.all(collectors.map(collector => collector.madeToken));

      const answers = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(n => upload(collectors[n % 2]!, {}, photoNumber(n))));

      expect(answers.map(response => response.status).toSorted()).toEqual([201, 201, 201, 201, 201, 409, 409, 409]);
      expect((await upload(collectors[0]!, {site: 'other.example'})).status).toBe(201);
    });

    it('goes with its response, and none comes after it', async () => {
      const collector = openCollector();
      await post(collector, [review]);
      const {url} = await stored(await upload(collector));

      await collector(new Request('http://collector.example/api/responses/response-of-a', {method: 'DELETE', headers: admin}));

      expect(await status(collector, url, admin)).toBe(404);
      const late = await upload(collector, {}, photoNumber(1));
      expect([late.status, await late.json()]).toMatchObject([410, {error: {code: 'response-erased'}}]);
    });

    it('goes with its visitor', async () => {
      const collector = openCollector();
      await post(collector, [{...review, data: {...(review['data'] as object), visitor: {id: 'v1'}}}]);
      const {url} = await stored(await upload(collector));

      await collector(new Request('http://collector.example/api/visitors/v1', {method: 'DELETE', headers: admin}));

      expect(await status(collector, url, admin)).toBe(404);
    });

    it('to which no review comes is gone after a week', async () => {
      const database = newDatabase();
      const first = openCollector({database});
      const {url: orphan} = await stored(await upload(first, {response: 'nobody'}));
      const {url: kept} = await stored(await upload(first));
      await post(first, [review]);
      await first.close();

      const early = openCollector({database, now: () => noon + 7 * day - 1});
      await early.madeToken;
      expect(await status(early, orphan, admin)).toBe(200);
      await early.close();
      const late = openCollector({database, now: () => noon + 8 * day});

      await expect.poll(() => status(late, orphan, admin), {timeout: 10_000}).toBe(404);
      expect(await status(late, kept, admin)).toBe(200);
    });
  });
});

describe('POST /uploads', () => {
  it.each(samples)('takes a %s by its bytes, whatever it is called', async name => {
    const collector = openCollector();

    const {url} = await stored(await upload(collector, {}, sample(name), {'content-type': 'text/html'}));

    expect((await get(collector, url)).headers.get('content-type')).toBe(`image/${/^[a-z]+/.exec(name)?.[0]}`);
  });

  const form = (fields: Record<string, string>, ...files: Buffer[]): Request => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    for (const file of files) body.append('file', new Blob([new Uint8Array(file)], {type: 'image/png'}), '../../evil.php');
    return new Request('http://collector.example/uploads', {method: 'POST', body});
  };

  it('takes a form with one file', async () => {
    const collector = openCollector();
    const fields = {site: 'shop.example', response: 'response-of-a', photo: 'p1'};

    const [first, again] = [await collector(form(fields, sample('png'))), await collector(form(fields, sample('png')))];

    expect([first.status, again.status]).toEqual([201, 200]);
    expect((await stored(first)).url).toMatch(/^\/uploads\/[\w-]{32}$/);
  });

  it.each([
    ['no file', form({site: 'shop.example', response: 'r'}), 400, 'form-invalid'],
    ['two files', form({site: 'shop.example', response: 'r'}, sample('png'), sample('png')), 400, 'form-invalid'],
    ['no response', form({site: 'shop.example'}, sample('png')), 400, 'response-invalid'],
    [
      'parts that do not end',
      new Request('http://c.example/uploads', {
        method: 'POST',
        headers: {'content-type': 'multipart/form-data; boundary=x'},
        body: '--x\r\n',
      }),
      400,
      'form-invalid',
    ],
  ])('refuses a form with %s', async (_, request, expected, code) => {
    const response = await openCollector()(request);

    expect([response.status, await response.json()]).toMatchObject([expected, {error: {code}}]);
  });

  it.each<[string, Record<string, string>, Buffer, number, string]>([
    ['no site', {site: ''}, sample('jpeg'), 400, 'site-invalid'],
    ['a wrong site', {site: '../x'}, sample('jpeg'), 400, 'site-invalid'],
    ['no response', {response: ''}, sample('jpeg'), 400, 'response-invalid'],
    ['a long response', {response: 'x'.repeat(65)}, sample('jpeg'), 400, 'response-invalid'],
    ['a path for an id', {photo: '../../x'}, sample('jpeg'), 400, 'photo-invalid'],
    ['nothing in it', {}, Buffer.alloc(0), 400, 'body-empty'],
    ['text', {}, Buffer.from('hello there'), 415, 'photo-unsupported'],
    ['one byte', {}, Buffer.from([0xff]), 422, 'photo-malformed'],
    ['half a photo', {}, sample('jpeg').subarray(0, 300), 422, 'photo-malformed'],
    ['more than 8 MiB', {}, randomBytes(8 * 1024 * 1024 + 1), 413, 'body-too-large'],
  ])('refuses a photo with %s, in one line', async (_, query, body, expected, code) => {
    const response = await upload(openCollector(), query, body);

    const {error} = (await response.json()) as {error: {code: string; message: string}};
    expect([response.status, error.code]).toEqual([expected, code]);
    expect(error.message).not.toContain('\n');
  });

  it('counts a body that does not say how long it is, and goes on when it was cut off', async () => {
    const server = await startServer(openCollector(), {port: 0, host: '127.0.0.1'});
    // Far more than is taken, but not without end: when the connection goes, Node's fetch may read on and on, into memory.
    let left = 64;
    const endless = new ReadableStream({
      async pull(controller) {
        await new Promise(done => setImmediate(done));
        if (left-- > 0) controller.enqueue(new Uint8Array(1024 * 1024));
        else controller.close();
      },
    });
    const send = (body: BodyInit) =>
      fetch(`${server.url}/uploads?site=shop.example&response=r`, {method: 'POST', body, duplex: 'half'} as RequestInit);

    const outcome = await send(endless).then(
      response => response.status,
      () => 413, // The connection was closed while we were still sending.
    );

    expect(outcome).toBe(413);
    expect((await send(new Uint8Array(sample('jpeg')))).status).toBe(201);
    await server.close();
  });

  it('lets the pages of the shop send from another origin, and no others', async () => {
    const collector = openCollector({allowOrigin: ['https://shop.example']});
    const preflight = (origin: string) =>
      collector(new Request('http://collector.example/uploads', {method: 'OPTIONS', headers: {origin}}));

    const [own, other] = [await preflight('https://shop.example'), await preflight('https://evil.example')];
    const sent = await upload(collector, {}, sample('jpeg'), {origin: 'https://shop.example'});
    const refused = await upload(collector, {}, Buffer.from('no photo'), {origin: 'https://shop.example'});

    expect([own.status, own.headers.get('access-control-allow-headers')]).toEqual([204, 'content-type']);
    expect([own, sent, refused].map(({headers}) => headers.get('access-control-allow-origin'))).toEqual(
      Array(3).fill('https://shop.example'),
    );
    expect(other.status).toBe(403);
    expect((await upload(collector, {}, sample('jpeg'), {origin: 'https://evil.example'})).status).toBe(403);
  });

  it('turns a flood away', async () => {
    const collector = openCollector({rateLimit: 3, log: () => undefined});

    const answers = [0, 1, 2, 3, 4].map(n =>
      collector(
        new Request(`http://collector.example/uploads?site=shop.example&response=r${n}`, {
          method: 'POST',
          body: new Uint8Array(sample('jpeg')),
        }),
        {address: '203.0.113.7'},
      ),
    );

    expect((await Promise.all(answers)).map(response => response.status)).toContain(429);
  });
});
