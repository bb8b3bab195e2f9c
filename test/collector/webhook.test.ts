import {createHmac} from 'node:crypto';
import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {describe, expect, it, onTestFinished} from 'vitest';
import {logLine, type LogEntry} from '../../src/collector/log.js';
import {SettingsError} from '../../src/collector/problem.js';
import {newDatabase, onEachEngine} from './engines.js';
import {answer, listed, noon, openCollector, post, statuses} from './harness.js';

interface Notice {
  readonly id: string;
  readonly text: string;
  readonly kind: string;
  readonly event: {readonly id: string; readonly type: string; readonly data: Record<string, unknown>};
}

/** Somebody who is told, and what they have heard; `respond` says how they answer. */
async function listen(respond: (response: ServerResponse, request: IncomingMessage) => void = response => response.end()) {
  const heard: {body: string; signature: unknown; notice: Notice}[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    heard.push({body, signature: request.headers['x-cx-signature'], notice: JSON.parse(body)});
    respond(response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/SECRET-PATH`, heard};
}

const until = (claim: () => unknown) => expect.poll(claim, {timeout: 10_000, interval: 20});

const low = (id: string, data: Record<string, unknown> = {}) =>
  answer(id, {score: 2, answers: {score: 2, comment: 'Too slow'}, ...data});

const review = (id: string) =>
  answer(id, {
    element: 'cx-review',
    survey: 'review',
    score: 1,
    scale: {min: 1, max: 5},
    answers: {score: 1, title: 'No', text: 'Broken', product: 'sku-1', orderToken: 'a-token'},
  });

const callback = (id: string, answers: Record<string, unknown> = {}, data: Record<string, unknown> = {}) =>
  answer(id, {
    element: 'cx-call',
    survey: 'call',
    score: undefined,
    scale: undefined,
    answers: {
      phone: '+49 30 123',
      name: 'Ada',
      slot: {start: '2026-11-21T14:00:00Z', end: '2026-11-21T15:00:00Z'},
      consents: [{kind: 'callback', text: 'Call me', at: '2026-11-21T11:00:00Z'}],
      ...answers,
    },
    expires: '2026-11-21T15:00:00Z',
    ...data,
  });

onEachEngine(() => {
  describe('a webhook', () => {
    it('is told of callbacks, low scores and new reviews, signed, with the whole event', async () => {
      const {url, heard} = await listen();
      const collector = openCollector({webhook: url, webhookSecret: 'shared'});

      await post(collector, [callback('c'), low('l'), review('r')]);
      await until(() => heard.length).toBe(3);

      const told = Object.fromEntries(heard.map(({notice}) => [notice.event.id, notice]));
      expect(
        Object.values(told)
          .map(({kind}) => kind)
          .toSorted(),
      ).toEqual(['callback', 'low-score', 'review']);
      expect(told['c']?.text).toBe(
        'Please call back: Ada, +49 30 123, between 2026-11-21T14:00:00Z and 2026-11-21T15:00:00Z. (call at shop.example)',
      );
      expect(told['l']?.text).toBe('Low score: 2 of 10 in nps at shop.example: “Too slow”');
      expect(told['r']?.text).toBe('A review of sku-1 waits to be read: 1 of 5, at shop.example: “No – Broken”');
      expect(told['l']?.event).toMatchObject(low('l'));
      expect(JSON.stringify(told['r'])).not.toContain('a-token');
      for (const {body, signature} of heard) {
        const [, seconds] = /^t=(\d+),v1=/.exec(String(signature)) ?? [];
        expect(Number(seconds) * 1000).toBe(noon);
        expect(signature).toBe(`t=${seconds},v1=${createHmac('sha256', 'shared').update(`${seconds}.${body}`).digest('hex')}`);
      }
    });

    it('is told nothing of tests, unfinished or good answers, impressions, and what came before', async () => {
      const {url, heard} = await listen();
      const collector = openCollector({webhook: url});
      const {element, survey} = {element: 'cx-call', survey: 'call'};

      await post(collector, [
        low('test', {test: true}),
        low('part', {partial: true}),
        answer('good'),
        answer('nophone', {element, survey, score: undefined, scale: undefined, answers: {}}),
        answer('seen', {}, {type: 'cx.shown'}),
        {...callback('t2', {}, {test: true})},
        low('newer', {response: 'one', seq: 2}),
        low('older', {response: 'one', seq: 1}),
      ]);
      await post(collector, [low('newer', {response: 'one', seq: 2})]);
      await post(collector, [low('last')]);

      await until(() => heard.map(({notice}) => notice.event.id).toSorted()).toEqual(['last', 'newer']);
      expect(heard.map(({signature}) => signature)).toEqual([undefined, undefined]);
    });

    it('is told again, later each time, until it has heard, also by the next start', async () => {
      let now = noon;
      let status = 500;
      const {url, heard} = await listen(response => response.writeHead(status).end());
      const options = {webhook: url, database: newDatabase(), now: () => now, log: () => undefined};
      const first = openCollector(options);
      await post(first, [low('l')]);
      await until(() => heard.length).toBe(1);
      await first.close();
      const second = openCollector(options);
      await second.madeToken;
      now += 11_000;
      await until(() => heard.length).toBe(2);
      now += 11_000; // The second wait is longer: nothing is due.
      await post(second, [callback('c')]);
      await until(() => heard.length).toBe(3);
      expect(heard[2]?.notice.kind).toBe('callback');

      status = 204;
      now += 60_000;
      await until(() => heard.length).toBe(5);
      now += 3_600_000;
      await post(second, [review('r')]);
      await until(() => heard.at(-1)?.notice.kind).toBe('review');

      expect(heard).toHaveLength(6);
      expect(new Set(heard.filter(({notice}) => notice.event.id === 'l').map(({notice}) => notice.id)).size).toBe(1);
    });

    it('is told once by several collectors', async () => {
      const {url, heard} = await listen();
      const options = {webhook: url, database: newDatabase()};
      const [one, other] = [openCollector(options), openCollector(options)];
      await Promise.all([one.madeToken, other.madeToken]);

      await Promise.all(Array.from({length: 20}, (_, n) => post(n % 2 ? one : other, [low(`l${n}`)])));
      await until(() => new Set(heard.map(({notice}) => notice.event.id)).size).toBe(20);

      expect(heard).toHaveLength(20);
    });

    it('that hangs holds up no answer and no end', async () => {
      const {url, heard} = await listen(() => undefined);
      const collector = openCollector({webhook: url});
      const events = Array.from({length: 40}, (_, n) => low(`l${n}`));
      await post(collector, [low('first')]);
      await until(() => heard.length).toBe(1);

      const started = performance.now();
      const all = await Promise.all(events.map(event => statuses(collector, [event])));
      const items = await listed(collector);
      await collector.close();

      expect(new Set(all.flat())).toEqual(new Set(['stored']));
      expect(items).toHaveLength(41);
      // Far less than the ten seconds for which it is waited for.
      expect(performance.now() - started).toBeLessThan(8000);
    });

    it('that leads elsewhere is not followed', async () => {
      const elsewhere = await listen();
      const {url, heard} = await listen(response => response.writeHead(307, {location: elsewhere.url}).end());
      const lines: LogEntry[] = [];
      const collector = openCollector({webhook: url, log: entry => lines.push(entry)});

      await post(collector, [low('l')]);
      await until(() => lines.length).toBe(1);

      expect([heard.length, elsewhere.heard.length]).toEqual([1, 0]);
      expect(lines).toMatchObject([{code: 'webhook-failed', problem: 'status 307'}]);
    });

    it('that is away for a day is given up, and the log tells neither its address nor what was said', async () => {
      let now = noon;
      const lines: string[] = [];
      const collector = openCollector({
        webhook: 'http://127.0.0.1:9/hook/SECRET-PATH',
        webhookSecret: 'SECRET-KEY',
        now: () => now,
        log: entry => lines.push(logLine(entry, 0)),
      });
      await post(collector, [low('l', {answers: {score: 2, comment: 'SECRET-COMMENT'}})]);
      await until(() => lines.length).toBe(1);

      now += 24 * 3_600_000;
      await until(() => lines.length).toBe(2);

      expect(lines[1]).toContain('given up');
      expect(lines.join('\n')).not.toMatch(/SECRET|shop\.example/);
    });
  });

  describe('a request to be called back', () => {
    it('that arrives after its time is kept, flagged, and said to be late', async () => {
      const {url, heard} = await listen();
      const collector = openCollector({webhook: url});

      await post(collector, [callback('c', {}, {expires: '2026-11-21T11:59:59Z'}), callback('d')]);
      await until(() => heard.length).toBe(2);

      const flags = Object.fromEntries((await listed(collector)).map(({response, flags}) => [response, flags]));
      expect(flags).toEqual({'response-of-c': ['late'], 'response-of-d': []});
      expect(heard.find(({notice}) => notice.event.id === 'c')?.notice.text).toContain('It came late');
      expect(heard.find(({notice}) => notice.event.id === 'd')?.notice.text).not.toContain('It came late');
    });
  });
});

describe('the text of a webhook', () => {
  it('is one line in which nothing that a visitor wrote calls or leads anybody', async () => {
    const {url, heard} = await listen();
    const collector = openCollector({webhook: url});

    await post(collector, [callback('c', {name: '<!channel>\n&amp; <https://evil.example|Click>\u2028\u0007'})]);
    await until(() => heard.length).toBe(1);

    expect(heard[0]?.notice.text).toContain('&lt;!channel&gt; &amp;amp; &lt;https://evil.example|Click&gt; , +49 30 123');
    expect(heard[0]?.notice.text).not.toMatch(/[<>\n\u2028\u0007]/);
  });
});

describe('createCollector', () => {
  it.each(['', 'x', 'ftp://a.example', 'javascript:alert(1)', 'https://me:secret@a.example'])(
    'refuses a webhook that is no address: "%s"',
    webhook => {
      expect(() => openCollector({webhook, database: '/nowhere/at/all.sqlite'})).toThrow(SettingsError);
    },
  );
});
