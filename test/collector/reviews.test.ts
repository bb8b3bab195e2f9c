import {createHmac} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import type {Collector} from '../../src/collector/collector.js';
import {newDatabase, onEachEngine} from './engines.js';
import {answer, get, noon, openCollector, post, read, statuses, token} from './harness.js';

const secret = 'a-secret-of-the-shop-and-the-collector';

const sign = (body: unknown, key = secret): string => {
  const text = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)).toString('base64url');
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
};

/** A complete review of five stars; `answers` adds to what it says. */
const review = (id: string, answers: Record<string, unknown> = {}, data: Record<string, unknown> = {}) => {
  const score = 'score' in answers ? answers['score'] : 5;
  return answer(id, {
    element: 'cx-review',
    survey: 'review',
    score,
    scale: {min: 1, max: 5},
    answers: {score, title: 'Bright', text: 'A good lamp.', name: 'Ada', product: 'sku-1', ...answers},
    ...data,
  });
};

const judge = (collector: Collector, response: string, body: unknown, headers = {authorization: `Bearer ${token}`}) =>
  collector(
    new Request(`http://collector.example/api/reviews/${response}?site=shop.example`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    }),
  );

const publish = async (collector: Collector, ...ids: string[]) => {
  for (const id of ids) expect((await judge(collector, `response-of-${id}`, {state: 'published'})).status).toBe(200);
};

interface Page {
  readonly summary: {count: number; mean: number | null; distribution: Record<string, number>};
  readonly items: Record<string, unknown>[];
  readonly next: string | null;
}

const published = async (collector: Collector, query = ''): Promise<Page> =>
  (await get(collector, `/reviews?site=shop.example${query}`, {})).json() as Promise<Page>;

const listed = async (collector: Collector, state: string) => (await read(collector, `/api/reviews?state=${state}`)).items;

onEachEngine(() => {
  describe('a review', () => {
    it('waits, is published, and is then for everyone to read', async () => {
      const collector = openCollector();
      const {answers, ...rest} = {
        answers: {email: 'ada@shop.example', order: 'A1', contact: {phone: '1'}},
        context: {orderId: 'A1'},
      };
      await post(collector, [review('a', {...answers, incentivised: true}, {...rest, locale: 'en', visitor: {id: 'v1'}})]);

      expect(await published(collector)).toEqual({
        summary: {count: 0, mean: null, distribution: {1: 0, 2: 0, 3: 0, 4: 0, 5: 0}},
        items: [],
        next: null,
      });
      expect(await listed(collector, 'waiting')).toMatchObject([
        {response: 'response-of-a', site: 'shop.example', state: 'waiting'},
      ]);
      await publish(collector, 'a');

      const response = await get(collector, '/reviews?site=shop.example&product=sku-1', {});
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('cache-control')).toBe('public, max-age=60');
      expect(await response.json()).toEqual({
        summary: {count: 1, mean: 5, distribution: {1: 0, 2: 0, 3: 0, 4: 0, 5: 1}},
        items: [
          {
            response: expect.stringMatching(/^[\w-]{22}$/),
            score: 5,
            title: 'Bright',
            text: 'A good lamp.',
            name: 'Ada',
            product: 'sku-1',
            verified: false,
            incentivised: true,
            locale: 'en',
            occurredAt: '2026-11-21T11:00:00.000Z',
            photos: [],
          },
        ],
        next: null,
      });
      expect(await listed(collector, 'waiting')).toEqual([]);
    });

    it('is known to the public by an id with which nobody can send a newer version', async () => {
      const collector = openCollector();
      await post(collector, [review('a'), review('b')]);
      await publish(collector, 'a', 'b');

      expect(await (await get(collector, '/reviews?site=shop.example&limit=1', {})).text()).not.toContain('response-of');
      const {next} = await published(collector, '&limit=1');
      expect(Buffer.from(String(next), 'base64url').toString()).not.toContain('response-of');
    });

    it('is none while it is partial, when it is a test, or when another element asked', async () => {
      const collector = openCollector();

      await post(collector, [
        review('a', {}, {partial: true}),
        review('b', {}, {test: true}),
        review('c', {}, {element: 'cx-rating'}),
      ]);

      expect(await listed(collector, 'waiting')).toEqual([]);
      expect((await judge(collector, 'response-of-a', {state: 'published'})).status).toBe(404);
    });

    it('is hidden with a reason that is kept', async () => {
      const collector = openCollector();
      await post(collector, [review('a')]);
      await publish(collector, 'a');

      expect((await judge(collector, 'response-of-a', {state: 'hidden', reason: ' Names an employee. '})).status).toBe(200);

      expect((await published(collector)).items).toEqual([]);
      expect(await listed(collector, 'hidden')).toMatchObject([
        {reason: 'Names an employee.', decidedAt: new Date(noon).toISOString()},
      ]);
    });

    it.each([
      [{state: 'hidden'}, 'reason-invalid'],
      [{state: 'hidden', reason: '  '}, 'reason-invalid'],
      [{state: 'hidden', reason: 'x'.repeat(501)}, 'reason-invalid'],
      [{state: 'waiting'}, 'state-invalid'],
      [{}, 'state-invalid'],
      [null, 'state-invalid'],
    ])('is not judged by %j', async (body, code) => {
      const collector = openCollector();
      await post(collector, [review('a')]);

      const response = await judge(collector, 'response-of-a', body);

      expect([response.status, await response.json()]).toMatchObject([400, {error: {code}}]);
      expect(await listed(collector, 'waiting')).toHaveLength(1);
    });

    it('waits again when a newer version of it arrives, and not when an older one does', async () => {
      const collector = openCollector();
      await post(collector, [review('a', {}, {seq: 2})]);
      await publish(collector, 'a');

      await post(collector, [review('old', {text: 'Old'}, {response: 'response-of-a', seq: 1})]);
      expect((await published(collector)).items).toMatchObject([{text: 'A good lamp.'}]);
      await post(collector, [review('new', {text: 'New', score: 1}, {response: 'response-of-a', seq: 3})]);

      expect((await published(collector)).items).toEqual([]);
      expect(await listed(collector, 'waiting')).toMatchObject([{response: 'response-of-a', text: 'New', score: 1}]);
    });

    it('is gone when its response is erased', async () => {
      const collector = openCollector();
      await post(collector, [review('a')]);
      await publish(collector, 'a');

      await collector(
        new Request('http://collector.example/api/responses/response-of-a', {
          method: 'DELETE',
          headers: {authorization: `Bearer ${token}`},
        }),
      );

      expect((await published(collector)).items).toEqual([]);
      expect(await listed(collector, 'published')).toEqual([]);
    });

    it('may come by a plain form', async () => {
      const collector = openCollector({orderSecret: secret});
      const form = {
        element: 'review',
        site: 'shop.example',
        response: 'form-response',
        score: '4',
        text: 'Fine',
        product: 'sku-1',
        order: 'A1',
        'order-token': sign({order: 'A1'}),
      };

      await collector(new Request('http://shop.example/events', {method: 'POST', body: new URLSearchParams(form)}));

      expect(await listed(collector, 'waiting')).toMatchObject([{score: 4, text: 'Fine', product: 'sku-1', verified: true}]);
    });
  });

  describe('published reviews', () => {
    it('come by product and by page, newest first, with what all of them add up to', async () => {
      const collector = openCollector();
      const at = (minute: number) => `2026-11-21T11:0${minute}:00.000Z`;
      const events = [5, 4, 5, 2].map((score, n) => ({...review(`r${n}`, {score}), time: at(n)}));
      await post(collector, [...events, review('other', {product: 'sku-2', score: 1}), review('far', {}, {site: 'far.example'})]);
      await publish(collector, 'r0', 'r1', 'r2', 'r3', 'other');

      const first = await published(collector, '&product=sku-1&limit=3');
      const second = await published(collector, `&product=sku-1&limit=3&cursor=${first.next}`);

      expect(first.summary).toEqual({count: 4, mean: 4, distribution: {1: 0, 2: 1, 3: 0, 4: 1, 5: 2}});
      expect(first.items.map(({score}) => score)).toEqual([2, 5, 4]);
      expect(second.items.map(({score}) => score)).toEqual([5]);
      expect(second.next).toBeNull();
      expect((await published(collector)).summary).toMatchObject({count: 5});
    });

    it.each([
      ['', 'site-invalid'],
      ['?site=A', 'site-invalid'],
      ['?site=shop.example&limit=0', 'limit-invalid'],
      ['?site=shop.example&cursor=x', 'cursor-invalid'],
    ])('want a site and a page that exist: "%s"', async (query, code) => {
      const response = await get(openCollector(), `/reviews${query}`, {});

      expect([response.status, await response.json()]).toMatchObject([400, {error: {code}}]);
      expect(response.headers.get('cache-control')).toBe('no-store');
    });

    it('are all that is read without the token', async () => {
      const collector = openCollector();
      await post(collector, [review('a')]);

      expect((await get(collector, '/api/reviews', {})).status).toBe(401);
      const refused = await collector(
        new Request('http://collector.example/api/reviews/response-of-a?site=shop.example', {method: 'POST', body: '{}'}),
      );
      expect(refused.status).toBe(401);
    });
  });

  describe('the order of a review', () => {
    const verified = async (collector: Collector) =>
      Object.fromEntries((await listed(collector, 'waiting')).map(({response, verified}) => [response, verified]));
    const acted = Date.parse('2026-11-21T11:00:00Z') / 1000;

    it.each([
      ['signed', sign({order: 'A1', products: ['sku-1'], exp: acted + 1}), true],
      ['signed for any product', sign({order: 'A1'}), true],
      ['signed for another product', sign({order: 'A1', products: ['sku-2']}), false],
      ['signed for no product', sign({order: 'A1', products: []}), false],
      ['another order', sign({order: 'A2'}), false],
      ['past at the time of the act', sign({order: 'A1', exp: acted}), false],
      ['an end that is no number', sign({order: 'A1', exp: '1900000000'}), false],
      ['products that are no list', sign({order: 'A1', products: 'sku-1'}), false],
      ['another secret', sign({order: 'A1'}, 'x'), false],
      ['no signature', sign({order: 'A1'}).split('.')[0], false],
      ['an empty signature', `${sign({order: 'A1'}).split('.')[0]}.`, false],
      ['nothing', undefined, false],
      ['a number', 7, false],
      ['JSON that is no object', sign('null'), false],
      ['no JSON', sign('order'), false],
      ['very long', `${'x'.repeat(5000)}.${'x'.repeat(43)}`, false],
    ])('makes it verified only when it is signed for it: %s', async (_, orderToken, expected) => {
      const collector = openCollector({orderSecret: secret});

      await post(collector, [review('a', {order: 'A1', orderToken})]);

      expect(await verified(collector)).toEqual({'response-of-a': expected});
    });

    it('is not believed without a secret, nor without the order beside the token', async () => {
      const [bare, kept] = [openCollector(), openCollector({orderSecret: secret})];

      await post(bare, [review('a', {order: 'A1', orderToken: sign({order: 'A1'})})]);
      await post(kept, [review('a', {orderToken: sign({order: 'A1'})})]);

      expect([await verified(bare), await verified(kept)]).toEqual([{'response-of-a': false}, {'response-of-a': false}]);
    });

    it('proves one review of each of its products', async () => {
      const collector = openCollector({orderSecret: secret});
      const orderToken = sign({order: 'A1', products: ['sku-1', 'sku-2']});
      const claim = {order: 'A1', orderToken};

      await post(collector, [review('a', claim)]);
      await post(collector, [review('b', claim), review('c', {...claim, product: 'sku-2'})]);
      await post(collector, [review('d', {...claim, orderToken: sign({order: 'A1', exp: acted + 99})})]);
      await post(collector, [review('a2', {...claim, text: 'More'}, {response: 'response-of-a', seq: 2})]);

      expect(await verified(collector)).toEqual({
        'response-of-a': true,
        'response-of-b': false,
        'response-of-c': true,
        'response-of-d': false,
      });
    });

    it('proves one review when two collectors get it at once', async () => {
      const database = newDatabase();
      const collectors = [openCollector({database, orderSecret: secret}), openCollector({database, orderSecret: secret})];
      const claim = {order: 'A1', orderToken: sign({order: 'A1'})};
      await Promise.all(collectors.map(collector => collector.madeToken));

      await Promise.all([0, 1, 2, 3, 4, 5].map(n => post(collectors[n % 2]!, [review(`r${n}`, claim)])));

      expect(Object.values(await verified(collectors[0]!)).filter(Boolean)).toHaveLength(1);
    });

    it('leaves its token nowhere', async () => {
      const collector = openCollector({orderSecret: secret});
      const orderToken = sign({order: 'A1'});
      await post(collector, [
        review('a', {order: 'A1', orderToken}, {orderToken, context: {orderToken: orderToken.slice(0, 9)}}),
      ]);
      await post(collector, [review('b', {order: 'A1', orderToken}, {partial: true})]);
      await publish(collector, 'a');

      for (const path of ['/api/responses', '/api/export.csv', '/api/reviews?state=published', '/reviews?site=shop.example'])
        expect(await (await get(collector, path)).text()).not.toContain(orderToken.slice(0, 9));
      expect(await statuses(collector, [review('a', {order: 'A1', orderToken: sign({order: 'A1', exp: 1})})])).toEqual([
        'conflict',
      ]);
    });
  });
});
