import {describe, expect, it} from 'vitest';
import {onEachEngine} from './engines.js';
import {answer, get, openCollector, post, read, type Reading} from './harness.js';

/** Answers with these scores, one an hour, the first at midnight UTC. */
const hourly = (scores: readonly number[], more: Record<string, unknown> = {}) =>
  scores.map((score, hour) => {
    const time = `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`;
    return answer(`${JSON.stringify(more).length}-${hour}`, {score, ...more}, {time, senttime: undefined});
  });

onEachEngine(() => {
  describe('GET /api/report', () => {
    it('counts the responses of a survey and works out its figures', async () => {
      const collector = openCollector();
      await post(collector, hourly([10, 9, 9, 8, 7, 6, 0, 10, 10, 9], {touchpoint: 'checkout'}));

      const {groups} = await read(collector, '/api/report');

      expect(groups).toEqual([
        {
          site: 'shop.example',
          survey: 'nps',
          touchpoint: 'checkout',
          element: 'cx-nps',
          scale: {min: 0, max: 10},
          responses: 10,
          partial: 0,
          shown: 0,
          dismissed: 0,
          called: 0,
          mean: 7.8,
          distribution: {'0': 1, '1': 0, '2': 0, '3': 0, '4': 0, '5': 0, '6': 1, '7': 1, '8': 1, '9': 3, '10': 3},
          nps: {score: 40, low: -12.6, high: 74.1, promoters: 6, passives: 2, detractors: 2},
        },
      ]);
    });

    it('has no net promoter score for other scales', async () => {
      const collector = openCollector();
      await post(collector, hourly([5, 4.5], {element: 'cx-rating', survey: 'rating', scale: {min: 1, max: 5}}));

      const {groups} = await read(collector, '/api/report');

      expect(groups).toMatchObject([{mean: 4.75, nps: null, distribution: {'1': 0, '4.5': 1, '5': 1}}]);
    });

    it('shows every half of a scale of half stars', async () => {
      const collector = openCollector();
      await post(collector, hourly([2.5, 1], {element: 'cx-rating', survey: 'rating', scale: {min: 0.5, max: 2.5}}));

      const {groups} = await read(collector, '/api/report');

      expect(groups).toMatchObject([{distribution: {'0.5': 0, '1': 1, '1.5': 0, '2': 0, '2.5': 1}}]);
    });

    it('counts an unfinished response among the responses and says so', async () => {
      const collector = openCollector();
      await post(collector, [answer('a', {partial: true}), answer('b')]);

      expect((await read(collector, '/api/report')).groups).toMatchObject([{responses: 2, partial: 1}]);
    });

    it('counts a response without score, but not in the mean', async () => {
      const collector = openCollector();
      await post(collector, [answer('a', {score: undefined, answers: {comment: 'Hello'}}), answer('b', {score: 4})]);

      const {groups} = await read(collector, '/api/report');

      expect(groups).toMatchObject([{responses: 2, mean: 4}]);
    });

    it('counts impressions, dismissals, calls and losses', async () => {
      const collector = openCollector();
      await post(collector, [
        answer('a'),
        answer('s1', {}, {type: 'cx.shown'}),
        answer('s2', {}, {type: 'cx.shown'}),
        answer('d', {}, {type: 'cx.dismissed'}),
        answer('c', {element: 'cx-call', survey: 'call', channel: 'tel'}, {type: 'cx.called'}),
        answer('l', {code: 'rejected', count: 3}, {type: 'cx.lost'}),
      ]);

      const report = await read(collector, '/api/report');

      expect(report.groups).toMatchObject([
        {survey: 'call', responses: 0, called: 1, mean: null, nps: null},
        {survey: 'nps', responses: 1, shown: 2, dismissed: 1},
      ]);
      expect(report.lost).toEqual([{site: 'shop.example', code: 'rejected', count: 3}]);
    });

    it.each([
      ['site=shop.example', 2],
      ['site=other.example', 0],
      ['survey=nps', 1],
      ['touchpoint=delivery', 1],
      ['from=2026-11-21', 2],
      ['from=2026-11-22', 0],
      ['from=2026-11-21T11:00:00Z', 2],
      ['to=2026-11-21T11:00:00Z', 0],
      ['to=2026-11-21T11:00:00.001Z', 2],
      ['test=1', 3],
      ['test=0', 2],
      ['survey=', 2],
      ['unheard=of', 2],
    ])('narrows by %s', async (parameters, count) => {
      const collector = openCollector();
      await post(collector, [
        answer('a'),
        answer('b', {survey: 'other', touchpoint: 'delivery'}),
        answer('c', {survey: 'third', test: true}),
      ]);

      expect((await read(collector, `/api/report?${parameters}`)).groups).toHaveLength(count);
    });

    it.each([
      ['bucket=day', ['2026-11-20', '2026-11-21']],
      ['bucket=day&tz=America/New_York', ['2026-11-20']],
      ['bucket=day&tz=Asia/Kolkata', ['2026-11-21']],
      ['bucket=week', ['2026-11-16']],
      ['bucket=month', ['2026-11']],
      ['bucket=hour', ['2026-11-20T22:00Z', '2026-11-21T03:00Z']],
      ['bucket=hour&tz=Asia/Kolkata', ['2026-11-21T04:00+05:30', '2026-11-21T08:00+05:30']],
    ])('makes a series by %s', async (parameters, buckets) => {
      const collector = openCollector();
      const at = (id: string, time: string) => answer(id, {}, {time, senttime: undefined});
      await post(collector, [at('a', '2026-11-20T22:30:00Z'), at('b', '2026-11-21T03:00:00Z')]);

      const {series} = await read(collector, `/api/report?${parameters}`);

      expect(series.map(({bucket}) => bucket)).toEqual(buckets);
    });

    it('gives each point of the series its own figures', async () => {
      const collector = openCollector();
      await post(collector, hourly([10, 0]));

      expect((await read(collector, '/api/report')).series).toMatchObject([
        {
          bucket: '2026-11-20',
          site: 'shop.example',
          survey: 'nps',
          touchpoint: '',
          responses: 2,
          mean: 5,
          nps: {score: 0, promoters: 1, detractors: 1},
        },
      ]);
    });

    it.each([
      ['site=Shop!', 'site-invalid'],
      ['from=yesterday', 'from-invalid'],
      ['from=2026-02-30', 'from-invalid'],
      ['to=2026-11-21T25:00', 'to-invalid'],
      ['from=2026-11-22&to=2026-11-21', 'range-invalid'],
      ['tz=Mars/Olympus', 'timezone-invalid'],
      ['bucket=year', 'bucket-invalid'],
      ['test=yes', 'test-invalid'],
      ['limit=0', 'limit-invalid'],
      ['limit=501', 'limit-invalid'],
      ['limit=ten', 'limit-invalid'],
      ['cursor=%F0%9F', 'cursor-invalid'],
      ['cursor=bnVsbA', 'cursor-invalid'],
      [`survey=${'x'.repeat(129)}`, 'survey-invalid'],
    ])('refuses %s', async (parameters, code) => {
      const response = await get(openCollector(), `/api/report?${parameters}`);

      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({error: {code}});
    });
  });

  describe('GET /api/responses', () => {
    it('shows all of an answer', async () => {
      const collector = openCollector();
      const more = {
        touchpoint: 'checkout',
        locale: 'en',
        context: {orderId: 'A1'},
        page: {url: 'https://shop.example/checkout'},
        visitor: {id: 'v1'},
      };
      await post(collector, [answer('a', {...more, answers: {score: 9, comment: 'Quick', reasons: ['delivery']}})]);

      expect(await read(collector, '/api/responses')).toEqual({
        items: [
          {
            response: 'response-of-a',
            site: 'shop.example',
            survey: 'nps',
            touchpoint: 'checkout',
            element: 'cx-nps',
            score: 9,
            scale: {min: 0, max: 10},
            category: 'promoter',
            partial: false,
            answers: {score: 9, comment: 'Quick', reasons: ['delivery']},
            context: {orderId: 'A1'},
            page: {url: 'https://shop.example/checkout'},
            locale: 'en',
            visitor: {id: 'v1'},
            test: false,
            flags: [],
            occurredAt: '2026-11-21T11:00:00.000Z',
            receivedAt: '2026-11-21T12:00:00.000Z',
          },
        ],
        next: null,
      });
    });

    it('pages through all of them, newest first, each once, over several sites', async () => {
      const collector = openCollector();
      await post(collector, [...hourly([1, 2, 3, 4, 5]), ...hourly([6, 7, 8, 9], {site: 'b.example'})]);

      const scores: unknown[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Reading = await read(collector, `/api/responses?limit=2&cursor=${cursor}`);
        scores.push(...page.items.map(({score}) => score));
        cursor = page.next;
      }

      expect(scores).toEqual([5, 4, 9, 3, 8, 2, 7, 1, 6]);
    });
  });

  describe('GET /api/export.csv', () => {
    const csv = async (events: unknown): Promise<string[]> => {
      const collector = openCollector();
      await post(collector, events);
      return (await (await get(collector, '/api/export.csv')).text()).split('\r\n');
    };

    it('is a file to download, with a line for each response', async () => {
      const collector = openCollector();
      await post(collector, [
        answer('a', {answers: {score: 9, comment: 'Quick', reasons: ['price', 'delivery'], contact: {email: 'a@b.example'}}}),
      ]);

      const response = await get(collector, '/api/export.csv');

      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(response.headers.get('content-disposition')).toBe('attachment; filename="responses.csv"');
      expect(await response.text()).toBe(
        'response,occurredAt,receivedAt,site,survey,touchpoint,element,score,category,partial,comment,reasons,title,text,name,email,phone,visitor,page,locale,context,flags\r\n' +
          'response-of-a,2026-11-21T11:00:00.000Z,2026-11-21T12:00:00.000Z,shop.example,nps,,cx-nps,9,promoter,false,Quick,"price; delivery",,,,a@b.example,,,,,,\r\n',
      );
    });

    it('begins with a byte order mark', async () => {
      const bytes = new Uint8Array(await (await get(openCollector(), '/api/export.csv')).arrayBuffer());

      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    });

    it('keeps line breaks inside quotes', async () => {
      const [, line, rest] = await csv([answer('a', {answers: {score: 9, comment: 'one\r\ntwo'}})]);

      expect(line).toMatch(/,"one$/);
      expect(rest).toMatch(/^two",/);
    });

    it('holds more than a page', async () => {
      const collector = openCollector();
      for (const batch of [0, 1, 2, 3, 4, 5])
        await post(
          collector,
          Array.from({length: 100}, (_, n) => answer(`${batch}-${n}`)),
        );

      expect((await (await get(collector, '/api/export.csv')).text()).split('\r\n')).toHaveLength(602);
    });
  });

  describe('a report over many answers', () => {
    it('does not hold up an answer that comes meanwhile', async () => {
      const collector = openCollector();
      const all = Array.from({length: 150}, (_, batch) =>
        Array.from({length: 100}, (_, n) => answer(`${batch}-${n}`, {score: (batch + n) % 11})),
      );
      await Promise.all(all.map(batch => post(collector, batch)));
      const order: string[] = [];

      const report = read(collector, '/api/report?bucket=hour').then(() => order.push('report'));
      await post(collector, [answer('meanwhile')]).then(() => order.push('answer'));
      await report;

      expect(order).toEqual(['answer', 'report']);
    });
  });
});
