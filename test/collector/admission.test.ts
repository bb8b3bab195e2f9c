import {describe, expect, it, onTestFinished} from 'vitest';
import type {CollectorOptions} from '../../src/collector/collector.js';
import {Limiter} from '../../src/collector/limiter.js';
import type {LogEntry} from '../../src/collector/log.js';
import {clientAddress, addressSet, networkOf} from '../../src/collector/addresses.js';
import {startServer} from '../../src/collector/serve.js';
import {answer, noon, openCollector, token} from './harness.js';

/** A real server behind a proxy on this machine, a clock to turn, and what was logged. */
async function listen(options: CollectorOptions = {}) {
  const logged: LogEntry[] = [];
  const clock = {now: noon};
  const collector = openCollector({
    trustProxy: ['127.0.0.1'],
    now: () => clock.now,
    log: entry => logged.push(entry),
    ...options,
  });
  const server = await startServer(collector, {port: 0, host: '127.0.0.1'});
  onTestFinished(() => server.close());
  const send = (path: string, from: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(server.url + path, {method: 'POST', body: JSON.stringify(body), headers: {'x-forwarded-for': from, ...headers}});
  const post = (from: string, body: unknown = [], headers: Record<string, string> = {}) => send('/events', from, body, headers);
  const signIn = (from: string, body: unknown) => send('/session', from, body);
  return {url: server.url, post, signIn, clock, logged};
}

const many = async (count: number, act: () => Promise<Response>): Promise<number[]> => {
  const codes: number[] = [];
  for (let n = 0; n < count; n++) codes.push((await act()).status);
  return codes;
};

describe('too many requests from one address', () => {
  it('are answered with 429 and the time to come back, which the page may read', async () => {
    const {post} = await listen({rateLimit: 3, allowOrigin: ['https://shop.example']});
    await many(3, () => post('203.0.113.7'));

    const response = await post('203.0.113.7', [answer('a')], {origin: 'https://shop.example'});

    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('20');
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(response.headers.get('access-control-expose-headers')).toBe('Retry-After');
    expect(await response.json()).toMatchObject({error: {code: 'rate-limited'}});
  });

  it('leave others alone, and end when the time is over', async () => {
    const {post, clock} = await listen({rateLimit: 3});

    expect(await many(4, () => post('203.0.113.7'))).toEqual([200, 200, 200, 429]);
    expect((await post('203.0.113.8', [answer('a')])).status).toBe(200);
    clock.now += 20_000;
    expect(await many(2, () => post('203.0.113.7'))).toEqual([200, 429]);
  });

  it('are not forgiven when the clock is put back', async () => {
    const {post, clock} = await listen({rateLimit: 1});
    await post('203.0.113.7');

    clock.now -= 60_000;

    expect((await post('203.0.113.7')).status).toBe(429);
  });

  it('end in time though the clock was put back meanwhile', async () => {
    const {post, clock} = await listen({rateLimit: 1});
    expect(await many(2, () => post('203.0.113.7'))).toEqual([200, 429]);

    clock.now -= 6 * 60 * 60_000;
    expect((await post('203.0.113.7')).status).toBe(429);
    clock.now += 60_000;

    expect((await post('203.0.113.7')).status).toBe(200);
  });

  it('are one address as far as one customer has it: half of an IPv6 address', async () => {
    const {post} = await listen({rateLimit: 1});

    expect((await post('2001:db8:1:2::1')).status).toBe(200);
    expect((await post('2001:db8:1:2:ffff::9')).status).toBe(429);
    expect((await post('2001:db8:1:3::1')).status).toBe(200);
  });

  it('are never met by a private network unless a limit is set', async () => {
    const {post} = await listen();

    expect(new Set(await many(1300, () => post('127.0.0.1')))).toEqual(new Set([200]));
  });

  it('are met by everybody else without any setting', async () => {
    const {post} = await listen();

    expect((await many(1201, () => post('203.0.113.7'))).indexOf(429)).toBe(1200);
  });

  it('have no limit when it is 0', async () => {
    const {post} = await listen({rateLimit: 0});

    expect(new Set(await many(50, () => post('203.0.113.7')))).toEqual(new Set([200]));
  });

  it('cannot hide behind a header where no proxy is trusted', async () => {
    const {post} = await listen({rateLimit: 1, trustProxy: []});

    expect((await post('203.0.113.7')).status).toBe(200);
    expect((await post('203.0.113.8')).status).toBe(429);
  });

  it('are told in one line a minute, without the address', async () => {
    const {post, logged, clock} = await listen({rateLimit: 1});
    await many(5, () => post('203.0.113.7'));
    clock.now += 60_000;
    await many(2, () => post('203.0.113.7'));

    expect(logged.map(({level, code, by, count}) => [level, code, by, count])).toEqual([
      ['warning', 'rate-limited', 'address', 1],
      ['warning', 'rate-limited', 'address', 4],
    ]);
    expect(JSON.stringify(logged)).not.toContain('203.0.113');
  });

  it('get a page where a form was sent', async () => {
    const {url} = await listen({rateLimit: 1});
    const form = () => fetch(`${url}/events`, {method: 'POST', body: new URLSearchParams({score: '9'})});
    await form();

    const response = await form();

    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('60');
    expect(await response.text()).toContain('data-code="rate-limited"');
  });
});

describe('too many events of one site', () => {
  it('are refused whole, so that nothing is half kept, and leave other sites alone', async () => {
    const {post} = await listen({rateLimit: 2});
    const batch = (name: string, site: string, count: number) =>
      Array.from({length: count}, (_, n) => answer(`${name}${n}`, {site}, {type: 'cx.shown'}));
    for (let n = 0; n < 10; n++) expect((await post(`203.0.113.${n}`, batch(`a${n}-`, 'a.example', 100))).status).toBe(200);

    const refused = await post('203.0.113.20', [...batch('b', 'b.example', 1), ...batch('late', 'a.example', 1)]);

    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await (await post('203.0.113.21', batch('b', 'b.example', 1))).json()).toEqual({
      results: [{id: 'b0', status: 'stored'}],
    });
  });
});

describe('guessing the admin token', () => {
  it('ends after ten tries a minute, also for a right one', async () => {
    const {signIn, clock} = await listen();

    expect(await many(11, () => signIn('203.0.113.7', {token: 'wrong'}))).toEqual([...Array.from({length: 10}, () => 401), 429]);
    expect((await signIn('203.0.113.7', {token})).status).toBe(429);
    expect((await signIn('203.0.113.8', {token})).status).toBe(204);
    clock.now += 6000;
    expect((await signIn('203.0.113.7', {token})).status).toBe(204);
  });

  it('ends after a hundred tries a minute with a header', async () => {
    const {url} = await listen();
    const read = (word: string) =>
      fetch(`${url}/api/report`, {headers: {authorization: `Bearer ${word}`, 'x-forwarded-for': '203.0.113.7'}});

    expect((await many(101, () => read('wrong'))).indexOf(429)).toBe(100);
    expect((await read(token)).headers.get('retry-after')).toBe('1');
  });

  it('does not count who knows it', async () => {
    const {signIn} = await listen();

    expect(new Set(await many(30, () => signIn('203.0.113.7', {token})))).toEqual(new Set([204]));
  });
});

describe('Limiter', () => {
  it('remembers no more keys than it may, the longest unseen going first', () => {
    const limiter = new Limiter({perMinute: 1, maxKeys: 3}, () => 0);
    for (const key of ['a', 'b', 'c', 'a', 'd']) limiter.take(key);

    expect(limiter.size).toBe(3);
    expect(['a', 'b', 'c', 'd'].filter(key => limiter.wait(key) > 0)).toEqual(['a', 'c', 'd']);
  });

  it('lets through what is larger than the bucket when the bucket is full', () => {
    const limiter = new Limiter({perMinute: 10}, () => 0);

    limiter.take('a', 1);

    expect([limiter.wait('b', 50), limiter.wait('a', 50)]).toEqual([0, 6]);
  });
});

describe('clientAddress', () => {
  const trusted = addressSet(['10.0.0.0/8', '::1']);

  it.each([
    ['10.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['10.0.0.1', '1.1.1.1, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    ['::ffff:10.0.0.1', ' 203.0.113.7 ', '203.0.113.7'],
    ['::1', '2001:db8::1', '2001:db8::1'],
    ['10.0.0.1', null, '10.0.0.1'],
    ['10.0.0.1', 'unknown', '10.0.0.1'],
    ['10.0.0.1', '203.0.113.7, <script>', '10.0.0.1'],
    ['203.0.113.9', '1.1.1.1', '203.0.113.9'],
  ])('of a connection from %s with %j is %s', (address, header, expected) => {
    expect(clientAddress({address}, header, trusted)).toBe(expected);
  });

  it('believes no header without trusted proxies', () => {
    expect(clientAddress({address: '10.0.0.1'}, '203.0.113.7', undefined)).toBe('10.0.0.1');
  });
});

describe('networkOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:DB8:0:02::5', '2001:db8:0:2'],
    ['::1', '0:0:0:0'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4'],
    ['2001:db8::', '2001:db8:0:0'],
  ])('%s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
