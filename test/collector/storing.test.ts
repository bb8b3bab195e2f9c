import {describe, expect, it} from 'vitest';
import {newDatabase, onEachEngine} from './engines.js';
import {answer, get, listed, noon, openCollector, post, read, statuses, token} from './harness.js';

onEachEngine(() => {
  describe('POST /events', () => {
    it('answers each event of a batch with its id and what became of it', async () => {
      const response = await post(openCollector(), [answer('a'), answer('b')]);

      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await response.json()).toEqual({
        results: [
          {id: 'a', status: 'stored'},
          {id: 'b', status: 'stored'},
        ],
      });
    });

    it.each([
      'application/cloudevents-batch+json',
      'application/cloudevents-batch+json; charset=utf-8',
      'application/json',
      'text/plain;charset=utf-8',
      'TEXT/PLAIN',
    ])('takes a list as %s', async type => {
      const response = await post(openCollector(), [answer('a')], {'content-type': type});

      expect(await response.json()).toEqual({results: [{id: 'a', status: 'stored'}]});
    });

    it.each(['application/cloudevents+json', 'application/json', 'text/plain'])('takes a single event as %s', async type => {
      const response = await post(openCollector(), answer('a'), {'content-type': type});

      expect(await response.json()).toEqual({results: [{id: 'a', status: 'stored'}]});
    });

    it('answers an empty list with no results', async () => {
      expect(await (await post(openCollector(), [])).json()).toEqual({results: []});
    });

    it('stores every event that fits into one body, also more than fifty', async () => {
      const events = Array.from({length: 60}, (_, n) => answer(`e${n}`));

      expect(new Set(await statuses(openCollector(), events))).toEqual(new Set(['stored']));
    });

    it('calls an event that it has a duplicate, within a batch and later, whenever it was sent', async () => {
      const collector = openCollector();

      expect(await statuses(collector, [answer('a'), answer('a')])).toEqual(['stored', 'duplicate']);
      expect(await statuses(collector, [answer('a', {}, {senttime: '2026-11-21T13:00:00Z'})])).toEqual(['duplicate']);
      expect(await listed(collector)).toHaveLength(1);
    });

    it('takes the same event with its members in another order for a duplicate', async () => {
      const collector = openCollector();
      await post(collector, [answer('a')]);

      const turned = Object.fromEntries(Object.entries(answer('a')).reverse());

      expect(await statuses(collector, [turned])).toEqual(['duplicate']);
    });

    it.each([
      ['data', answer('a', {score: 3})],
      ['time', answer('a', {}, {time: '2026-11-21T11:00:01.000Z'})],
      ['source', answer('a', {}, {source: 'https://shop.example/other'})],
      ['subject', answer('a', {}, {subject: 'other'})],
    ])('keeps the first of two events that share an id and differ in %s', async (_, other) => {
      const collector = openCollector();

      expect(await statuses(collector, [answer('a'), other, answer('b')])).toEqual(['stored', 'conflict', 'stored']);
      expect((await listed(collector)).map(({score}) => score)).toEqual([9, 9]);
    });

    it('keeps ids of two sites apart', async () => {
      expect(await statuses(openCollector(), [answer('a'), answer('a', {site: 'other.example'})])).toEqual(['stored', 'stored']);
    });

    it('keeps members that no shape names', async () => {
      const collector = openCollector();

      expect(
        await statuses(collector, [answer('a', {answers: {score: 9, mood: {colour: 'blue'}}}, {traceparent: '00-1'})]),
      ).toEqual(['stored']);
      expect((await listed(collector))[0]).toMatchObject({answers: {mood: {colour: 'blue'}}});
    });

    it('has stored before it answers: another process finds it', async () => {
      const database = newDatabase();
      const first = openCollector({database});
      await post(first, [answer('a')]);

      const second = openCollector({database});

      expect(await statuses(second, [answer('a')])).toEqual(['duplicate']);
    });

    it('stores what comes at the same time in full', async () => {
      const collector = openCollector();

      const all = await Promise.all(
        Array.from({length: 100}, (_, n) => statuses(collector, [answer(`e${n}`), answer('shared')])),
      );

      expect(all.filter(([own]) => own === 'stored')).toHaveLength(100);
      expect(all.filter(([, shared]) => shared === 'stored')).toHaveLength(1);
    });

    it('refuses other methods and says which it takes', async () => {
      const response = await get(openCollector(), '/events');

      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('POST, OPTIONS');
    });
  });

  describe('the current answer of a response', () => {
    const step = (id: string, seq: number, partial: boolean, score: number, more: Record<string, unknown> = {}) =>
      answer(id, {response: 'r', seq, partial, score, ...more});

    it.each([
      ['the higher seq of two partial ones', [step('a', 1, true, 1), step('b', 2, true, 2)], 2],
      ['the higher seq, also when it comes first', [step('b', 2, true, 2), step('a', 1, true, 1)], 2],
      ['the complete one, also with the lower seq', [step('a', 5, true, 5), step('b', 1, false, 1)], 1],
      ['the complete one, also when a partial one comes later', [step('b', 1, false, 1), step('a', 5, true, 5)], 1],
      ['the higher seq of two complete ones', [step('a', 1, false, 1), step('b', 2, false, 2)], 2],
      ['the first received of two with one seq', [step('a', 1, false, 1), step('b', 1, false, 2)], 1],
      ['the first survey', [step('a', 1, false, 1), step('b', 2, false, 2, {survey: 'other'})], 1],
      ['the first element', [step('a', 1, false, 1), step('b', 2, false, 2, {element: 'cx-rating'})], 1],
    ])('is %s', async (_, events, score) => {
      const collector = openCollector();

      expect(await statuses(collector, events)).toEqual(['stored', 'stored']);
      expect((await listed(collector)).map(item => item['score'])).toEqual([score]);
    });
  });

  describe('the time of an answer', () => {
    it.each([
      ['a right clock', '2026-11-21T11:00:00Z', '2026-11-21T12:00:00Z', '2026-11-21T11:00:00.000Z'],
      ['a clock that is a year slow', '2025-11-21T11:00:00Z', '2025-11-21T12:00:00Z', '2026-11-21T11:00:00.000Z'],
      ['a clock that is a day fast', '2026-11-22T11:00:00Z', '2026-11-22T12:00:00Z', '2026-11-21T11:00:00.000Z'],
      ['sent before it happened', '2026-11-21T12:00:00Z', '2026-11-21T11:00:00Z', '2026-11-21T12:00:00.000Z'],
      ['40 days on the way', '2026-10-12T12:00:00Z', '2026-11-21T12:00:00Z', '2026-10-22T12:00:00.000Z'],
      ['no senttime', '2026-11-20T12:00:00Z', undefined, '2026-11-20T12:00:00.000Z'],
      ['a zone of its own', '2026-11-21T13:00:00+02:00', '2026-11-21T12:00:00Z', '2026-11-21T11:00:00.000Z'],
    ])('is corrected: %s', async (_, time, senttime, occurredAt) => {
      const collector = openCollector();

      await post(collector, [answer('a', {}, {time, senttime})]);

      expect(await listed(collector)).toMatchObject([{occurredAt, receivedAt: new Date(noon).toISOString()}]);
    });
  });

  describe('the category of an answer', () => {
    it.each([
      ['cx-nps', {min: 0, max: 10}, 6, 'detractor'],
      ['cx-nps', {min: 0, max: 10}, 7, 'passive'],
      ['cx-nps', {min: 0, max: 10}, 9, 'promoter'],
      ['cx-rating', {min: 1, max: 5}, 2, 'detractor'],
      ['cx-rating', {min: 1, max: 5}, 3, 'passive'],
      ['cx-rating', {min: 1, max: 5}, 4, 'promoter'],
      ['cx-effort', {min: 1, max: 7}, 7, 'promoter'],
    ])('is worked out here, whatever the page claims: %s %o %d', async (element, scale, score, category) => {
      const collector = openCollector();

      await post(collector, [answer('a', {element, scale, score, category: 'passive'})]);

      expect(await listed(collector)).toMatchObject([{category}]);
    });
  });

  describe('erasure', () => {
    const erase = (collector: ReturnType<typeof openCollector>, path: string) =>
      collector(new Request(`http://collector.example${path}`, {method: 'DELETE', headers: {authorization: `Bearer ${token}`}}));

    it('takes a response out and keeps a late replay out', async () => {
      const collector = openCollector();
      await post(collector, [answer('a', {response: 'r/1'}), answer('b')]);

      const response = await erase(collector, '/api/responses/r%2F1');

      expect(await response.json()).toEqual({erased: 1});
      expect(await statuses(collector, [answer('a', {response: 'r/1'}), answer('later', {response: 'r/1'})])).toEqual([
        'duplicate',
        'duplicate',
      ]);
      expect((await listed(collector)).map(item => item['response'])).toEqual(['response-of-b']);
    });

    it('takes all of a visitor out, and lets the visitor answer again later', async () => {
      let now = noon;
      const collector = openCollector({now: () => now});
      const visitor = {id: 'v1', email: 'a@shop.example'};
      await post(collector, [answer('a', {visitor}), answer('b', {visitor}), answer('c')]);

      expect(await (await erase(collector, '/api/visitors/v1')).json()).toEqual({erased: 2});
      expect(await statuses(collector, [answer('a', {visitor}), answer('unsent', {visitor})])).toEqual([
        'duplicate',
        'duplicate',
      ]);
      now += 60_000;
      expect(await statuses(collector, [answer('new', {visitor}, {senttime: '2026-11-21T11:00:01Z'})])).toEqual(['stored']);
      expect((await listed(collector)).map(item => item['response']).sort()).toEqual(['response-of-c', 'response-of-new']);
    });

    it('needs the admin token', async () => {
      const response = await openCollector()(new Request('http://collector.example/api/responses/r', {method: 'DELETE'}));

      expect(response.status).toBe(401);
    });
  });

  describe('retention', () => {
    it('deletes what is older at the start', async () => {
      const database = newDatabase();
      const day = 24 * 60 * 60 * 1000;
      const first = openCollector({database});
      await post(first, [answer('old'), answer('seen', {}, {type: 'cx.shown'})]);
      await first.close();

      const second = openCollector({database, now: () => noon + 11 * day, retentionMs: 10 * day});
      await post(second, [answer('new')]);

      await expect.poll(async () => (await listed(second)).map(item => item['response'])).toEqual(['response-of-new']);
      await expect.poll(async () => (await read(second, '/api/report')).groups).toMatchObject([{shown: 0}]);
    });
  });

  describe('GET /readyz', () => {
    it('writes and says so', async () => {
      const response = await get(openCollector(), '/readyz', {});

      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({status: 'ready'});
    });
  });
});
