import {describe, expect, it} from 'vitest';
import {newDatabase, onEachEngine} from './engines.js';
import {answer, get, noon, openCollector, post, statuses, token} from './harness.js';
import type {Collector} from '../../src/collector/collector.js';

const signIn = (collector: Collector, body: unknown, headers: Record<string, string> = {}) =>
  collector(new Request('http://collector.example/session', {method: 'POST', body: JSON.stringify(body), headers}));

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

describe('reading', () => {
  it.each(['/api/report', '/api/responses', '/api/export.csv', '/session'])('wants the admin token: %s', async path => {
    const collector = openCollector();

    const [none, wrong, basic, right] = await Promise.all([
      get(collector, path, {}),
      get(collector, path, {authorization: 'Bearer wrong'}),
      get(collector, path, {authorization: `Basic ${token}`}),
      get(collector, path),
    ]);

    expect([none.status, wrong.status, basic.status, right.status]).toEqual([401, 401, 401, 200]);
    expect(none.headers.get('www-authenticate')).toBe('Bearer');
    expect(await none.json()).toMatchObject({error: {code: 'unauthorized'}});
  });

  it('takes the cookie that the token was exchanged for', async () => {
    const collector = openCollector();

    const response = await signIn(collector, {token});

    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(/^cx_admin=[\w.-]+; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    expect((await get(collector, '/api/report', {cookie: `other=1; ${cookieOf(response)}`})).status).toBe(200);
  });

  it('keeps the token out of the cookie and marks it secure behind https', async () => {
    const response = await signIn(openCollector(), {token}, {'x-forwarded-proto': 'https'});

    expect(response.headers.get('set-cookie')).not.toContain(token);
    expect(response.headers.get('set-cookie')).toMatch(/; Secure$/);
  });

  it.each([
    ['no signature', () => `cx_admin=${noon / 1000 + 999}`],
    ['a later end', (cookie: string) => cookie.replace(/=\d/, '=9')],
    ['a changed signature', (cookie: string) => `${cookie.slice(0, -2)}xx`],
    ['nothing', () => 'cx_admin='],
  ])('refuses a cookie with %s', async (_, forge) => {
    const collector = openCollector();
    const cookie = cookieOf(await signIn(collector, {token}));

    expect((await get(collector, '/api/report', {cookie: forge(cookie)})).status).toBe(401);
  });

  it('refuses a cookie after its end', async () => {
    let now = noon;
    const collector = openCollector({now: () => now});
    const cookie = cookieOf(await signIn(collector, {token}));

    now += 31 * 24 * 60 * 60 * 1000;

    expect((await get(collector, '/api/report', {cookie})).status).toBe(401);
  });

  it.each([
    [{token: 'wrong'}, 401],
    [{token: 5}, 401],
    [{}, 401],
    [null, 401],
  ])('gives no cookie for %j', async (body, status) => {
    const response = await signIn(openCollector(), body);

    expect(response.status).toBe(status);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('takes the cookie back on signing out', async () => {
    const response = await openCollector()(new Request('http://collector.example/session', {method: 'DELETE'}));

    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(/^cx_admin=; Path=\/; Max-Age=0;/);
  });
});

onEachEngine(() => {
  describe('the admin token', () => {
    it('is made at the first start, told once, and good at every later start', async () => {
      const database = newDatabase();
      const first = openCollector({database, adminToken: undefined});
      const made = await first.madeToken;
      await first.close();

      const second = openCollector({database, adminToken: undefined});

      expect(made).toMatch(/^[\w-]{32}$/);
      expect(await second.madeToken).toBeUndefined();
      expect((await get(second, '/api/report', {authorization: `Bearer ${made}`})).status).toBe(200);
    });

    it('is the one that was set, where one was set', async () => {
      const database = newDatabase();
      const first = openCollector({database, adminToken: undefined});
      const made = await first.madeToken;

      const second = openCollector({database, adminToken: 'mine'});

      expect((await get(second, '/api/report', {authorization: `Bearer ${made}`})).status).toBe(401);
      expect((await get(second, '/api/report', {authorization: 'Bearer mine'})).status).toBe(200);
    });
  });
});

describe('posting from another origin', () => {
  const shop = 'https://shop.example';

  it.each([
    ['no origin', [], {}, 200, null],
    ['its own origin', [], {origin: 'http://collector.example'}, 200, null],
    ['its own origin behind a proxy that ends TLS', [], {origin: 'https://collector.example'}, 200, null],
    ['its own origin behind a proxy that renames it', [], {origin: shop, 'sec-fetch-site': 'same-origin'}, 200, null],
    ['a stranger', [], {origin: shop}, 403, null],
    ['a stranger on the same site', [], {origin: shop, 'sec-fetch-site': 'same-site'}, 403, null],
    ['a listed origin', [shop], {origin: shop}, 200, shop],
    ['the listed name with more in front', [shop], {origin: 'https://evilshop.example'}, 403, null],
    ['the listed name with more behind', [shop], {origin: 'https://shop.example.evil.example'}, 403, null],
    ['another port', [shop], {origin: 'https://shop.example:8443'}, 403, null],
    ['another scheme', [shop], {origin: 'http://shop.example'}, 403, null],
    ['a sandboxed page', [shop], {origin: 'null'}, 403, null],
    ['anybody, where all may', '*', {origin: shop}, 200, '*'],
    ['a sandboxed page, where all may', '*', {origin: 'null'}, 200, '*'],
  ] as const)('%s', async (_, allowOrigin, headers, status, allowed) => {
    const collector = openCollector({allowOrigin});

    const response = await post(collector, [answer('a')], {...headers});

    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBe(allowed);
    expect(response.headers.get('vary')).toBe('Origin');
    expect(await statuses(collector, [answer('a')])).toEqual([status === 200 ? 'duplicate' : 'stored']);
  });

  it('is allowed beforehand when the browser asks', async () => {
    const preflight = new Request('http://collector.example/events', {
      method: 'OPTIONS',
      headers: {origin: shop, 'access-control-request-method': 'POST'},
    });

    const response = await openCollector({allowOrigin: [shop]})(preflight);

    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(shop);
    expect(response.headers.get('access-control-allow-headers')).toBe('content-type');
  });

  it('lets the page read a refusal too', async () => {
    const response = await post(openCollector({allowOrigin: [shop]}), '[', {origin: shop});

    expect(response.status).toBe(400);
    expect(response.headers.get('access-control-allow-origin')).toBe(shop);
    expect(response.headers.get('access-control-expose-headers')).toBe('Retry-After');
  });
});

describe('the dashboard', () => {
  it('comes with a strict policy', async () => {
    const response = await get(openCollector(), '/', {});

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(response.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    '/dashboard/..%2f..%2findex.ts',
    '/dashboard/%2e%2e/index.ts',
    '/dashboard/',
    '/dashboard/none.js',
    '/dashboard/a/b.js',
    '/nothing',
    '/__proto__',
  ])('has nothing at %s', async path => {
    expect((await get(openCollector(), path, {})).status).toBe(404);
  });
});
