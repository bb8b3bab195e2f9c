import {once} from 'node:events';
import {connect} from 'node:net';
import {describe, expect, it, onTestFinished} from 'vitest';
import type {CollectorOptions} from '../../src/collector/collector.js';
import {startServer} from '../../src/collector/serve.js';
import {answer, openCollector, post, token} from '../collector/harness.js';

const shop = 'https://shop.example';

/** A real server, and a way to say to it exactly what a test wants. */
async function listen(options: CollectorOptions = {}) {
  const server = await startServer(openCollector({log: entry => expect.fail(entry.message), ...options}), {
    port: 0,
    host: '127.0.0.1',
  });
  onTestFinished(() => server.close());
  return async (lines: readonly string[], body = ''): Promise<string> => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    let heard = '';
    socket.on('data', chunk => (heard += String(chunk)));
    socket.write([...lines, 'Connection: close', `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
    await once(socket, 'close');
    return heard;
  };
}

describe('a Host header that lies', () => {
  it.each([
    'evil.example',
    'evil.example:99999',
    'evil.example/path',
    'user:password@evil.example',
    'evil.example#',
    '" onload="alert(1)',
    '<script>alert(1)</script>',
    'a b',
    '[::1',
    '%00',
    '..',
  ])('gets into no page, no address and no cookie: %s', async host => {
    const say = await listen();

    const all = await Promise.all([
      say(['GET / HTTP/1.1', `Host: ${host}`]),
      say(['POST /session HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json'], JSON.stringify({token})),
      say(
        [
          'POST /events HTTP/1.1',
          `Host: ${host}`,
          'Content-Type: application/x-www-form-urlencoded',
          `Referer: https://${host}/`,
        ],
        'score=9&site=shop.example',
      ),
      say(['GET /nothing HTTP/1.1', `Host: ${host}`]),
    ]);

    for (const heard of all) {
      expect(heard).toMatch(/^HTTP\/1\.1 (200|204|400|404) /);
      expect(heard).not.toMatch(/^location:/im);
      expect(heard).not.toMatch(/domain=/i);
      expect(heard).not.toContain(host.length > 3 ? host : 'a b');
    }
  });

  it('is no reason to fail when there is none, or two', async () => {
    const say = await listen();

    expect(await say(['GET /healthz HTTP/1.1'])).toMatch(/^HTTP\/1\.1 400 /);
    expect(await say(['GET /healthz HTTP/1.0'])).toMatch(/^HTTP\/1\.1 (200|400) /);
    expect(await say(['GET /healthz HTTP/1.1', 'Host: a.example', 'Host: b.example'])).toMatch(/^HTTP\/1\.1 (200|400) /);
  });
});

describe('headers that a proxy would write', () => {
  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip', 'x-forwarded'])(
    'free nobody from the limit where no proxy is trusted: %s',
    async name => {
      const say = await listen({rateLimit: 2, log: () => undefined});
      const send = (address: string) => say(['POST /events HTTP/1.1', 'Host: c.example', `${name}: ${address}`], '[]');

      const codes = [await send('203.0.113.1'), await send('203.0.113.2'), await send('for=203.0.113.3')];

      expect(codes.map(heard => heard.slice(9, 12))).toEqual(['200', '200', '429']);
    },
  );

  it('free nobody from the limit in front of what a trusted proxy adds', async () => {
    const say = await listen({rateLimit: 2, trustProxy: ['127.0.0.1'], log: () => undefined});
    const send = (made: string) =>
      say(['POST /events HTTP/1.1', 'Host: c.example', `X-Forwarded-For: ${made}, 203.0.113.7`], '[]');

    const codes = [await send('198.51.100.1'), await send('198.51.100.2'), await send('127.0.0.1')];

    expect(codes.map(heard => heard.slice(9, 12))).toEqual(['200', '200', '429']);
  });

  it('make no guess at the token cheaper', async () => {
    const say = await listen({log: () => undefined});
    const guess = (n: number) =>
      say(['POST /session HTTP/1.1', 'Host: c.example', `X-Forwarded-For: 203.0.113.${n}`], JSON.stringify({token: `wrong${n}`}));

    const codes: string[] = [];
    for (let n = 0; n < 12; n++) codes.push((await guess(n)).slice(9, 12));

    expect(codes).toEqual([...Array.from({length: 10}, () => '401'), '429', '429']);
  });

  it.each<Record<string, string>>([
    {'x-forwarded-host': 'shop.example'},
    {'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example'},
    {forwarded: 'host=shop.example;proto=https'},
    {referer: 'http://collector.example/'},
    {'sec-fetch-site': 'same-site'},
    {'sec-fetch-site': 'cross-site'},
    {'sec-fetch-site': 'none'},
  ])('make no stranger one of ours: %j', async headers => {
    const response = await post(openCollector(), [answer('a')], {origin: shop, ...headers});

    expect(response.status).toBe(403);
  });
});

describe('an origin that looks like a listed one', () => {
  it.each([
    'HTTPS://SHOP.EXAMPLE',
    'https://Shop.example',
    'https://shop.example.',
    'https://shop.example/',
    'https://shop.example:443',
    'https://shop.example:80',
    'https://shop.example@evil.example',
    'https://user@shop.example',
    'https://shop.example evil.example',
    'https://evil.example, https://shop.example',
    'https://shop.example, https://evil.example',
    'https://www.shop.example',
    'https://xn--shop-hoa.example',
    'https://shop.exampl\u00E9',
    'https://shopXexample',
    'ftp://shop.example',
    'file://',
    'null',
    'NULL',
    '*',
    'undefined',
    '//shop.example',
    'shop.example',
    'chrome-extension://shop.example',
  ])('is another: %s', async origin => {
    const collector = openCollector({allowOrigin: [shop]});
    const headers = {origin: encodeURI(origin)};

    const [response, preflight] = await Promise.all([
      post(collector, [answer('a')], headers),
      collector(new Request('http://collector.example/events', {method: 'OPTIONS', headers})),
    ]);

    for (const {status, headers} of [response, preflight]) {
      expect(status).toBe(403);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('vary')).toBe('Origin');
    }
  });

  it('is never let in with its cookies', async () => {
    for (const allowOrigin of [[shop], '*'] as const) {
      const response = await post(openCollector({allowOrigin}), [answer('a')], {origin: shop});

      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });
});
