import {readdirSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import type {Collector} from '../../src/collector/collector.js';
import {answer, get, listed, openCollector, post, token} from '../collector/harness.js';

const files = readdirSync(new URL('../../src/collector/dashboard/', import.meta.url)).map(name => `/dashboard/${name}`);

const send = (collector: Collector, method: string, path: string, headers: Record<string, string>, body?: string) =>
  collector(new Request(`http://collector.example${path}`, {method, headers, body}));

async function signedIn(collector: Collector): Promise<string> {
  const response = await send(collector, 'POST', '/session', {}, JSON.stringify({token}));
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('every file of the report page', () => {
  it.each(['/', ...files])('%s comes with all that a browser can forbid', async path => {
    const {status, headers} = await get(openCollector(), path, {});

    expect(status).toBe(200);
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "img-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('every other answer', () => {
  it.each([
    ['GET', '/api/report'],
    ['GET', '/api/responses'],
    ['GET', '/api/export.csv'],
    ['GET', '/session'],
    ['GET', '/healthz'],
    ['GET', '/readyz'],
    ['GET', '/<script>alert(1)</script>'],
    ['GET', '/api/report?site=<script>alert(1)</script>'],
    ['POST', '/api/report'],
    ['DELETE', '/api/responses/%E0'],
  ])('is nothing that a browser could take for a page: %s %s', async (method, path) => {
    const {headers} = await send(openCollector(), method, path, {authorization: `Bearer ${token}`});

    expect(headers.get('content-type')).toMatch(/^(application\/json|text\/csv); charset=utf-8$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('a page of somebody else, in the browser of who is signed in', () => {
  const strangers: Record<string, string>[] = [
    {origin: 'https://evil.example'},
    {origin: 'https://evil.collector.example', 'sec-fetch-site': 'same-site'},
    {origin: 'http://collector.example:8080', 'sec-fetch-site': 'same-site'},
    {origin: 'null'},
    {'sec-fetch-site': 'cross-site'},
    {'sec-fetch-site': 'same-site'},
  ];

  it.each(strangers)('erases nothing: %j', async stranger => {
    const collector = openCollector({allowOrigin: '*'});
    await post(collector, [answer('a', {visitor: {id: 'v'}})]);
    const cookie = await signedIn(collector);

    for (const path of ['/api/responses/response-of-a', '/api/visitors/v'])
      expect((await send(collector, 'DELETE', path, {cookie, ...stranger})).status).toBe(403);

    expect(await listed(collector)).toHaveLength(1);
  });

  it.each(strangers)('signs nobody in or out: %j', async stranger => {
    const collector = openCollector({allowOrigin: '*'});

    const [entered, left] = await Promise.all([
      send(collector, 'POST', '/session', stranger, JSON.stringify({token})),
      send(collector, 'DELETE', '/session', stranger),
    ]);

    expect([entered.status, left.status]).toEqual([403, 403]);
    expect([entered, left].map(({headers}) => headers.get('set-cookie'))).toEqual([null, null]);
  });

  it('reads nothing: no answer of the reading routes is for another origin', async () => {
    const collector = openCollector({allowOrigin: '*'});
    const cookie = await signedIn(collector);

    for (const path of ['/', '/api/report', '/api/responses', '/api/export.csv', '/session']) {
      const {headers} = await get(collector, path, {cookie, origin: 'https://evil.example'});
      const preflight = await send(collector, 'OPTIONS', path, {
        origin: 'https://evil.example',
        'access-control-request-method': 'DELETE',
      });

      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
      expect(preflight.status).toBe(405);
    }
  });
});

describe('the report page itself', () => {
  it.each<Record<string, string>>([
    {origin: 'http://collector.example'},
    {origin: 'https://collector.example'},
    {origin: 'https://report.shop.example', 'sec-fetch-site': 'same-origin'},
    {},
  ])('erases with its cookie: %j', async own => {
    const collector = openCollector();
    await post(collector, [answer('a')]);
    const cookie = await signedIn(collector);

    const response = await send(collector, 'DELETE', '/api/responses/response-of-a', {cookie, ...own});

    expect(await response.json()).toEqual({erased: 1});
  });

  it('leaves a program with the token alone, wherever it runs', async () => {
    const response = await send(openCollector(), 'DELETE', '/api/responses/r', {
      authorization: `Bearer ${token}`,
      origin: 'https://office.example',
    });

    expect(response.status).toBe(200);
  });
});
