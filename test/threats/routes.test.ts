import {describe, expect, it} from 'vitest';
import type {Collector} from '../../src/collector/collector.js';
import {collectorRoutes, type RoutePorts} from '../../src/collector/routes.js';
import {onEachEngine} from '../collector/engines.js';
import {answer, get, listed, openCollector, post, token} from '../collector/harness.js';

const routes = collectorRoutes({} as RoutePorts);
const evil = ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '%2F%2Fevil.example'];
const names = ['url', 'next', 'to', 'redirect', 'return', 'r', 'u', 'continue', 'goto'];

const send = (collector: Collector, method: string, path: string, headers: Record<string, string> = {}) =>
  collector(new Request(`http://collector.example${path}`, {method, headers: {authorization: `Bearer ${token}`, ...headers}}));

describe('the routes', () => {
  it('are these and no others', () => {
    expect(Object.entries(routes).map(([path, methods]) => `${Object.keys(methods).join(' ')} ${path}`)).toEqual([
      'GET /',
      'GET /dashboard/',
      'POST OPTIONS /events',
      'POST OPTIONS /uploads',
      'GET /uploads/',
      'GET /reviews',
      'GET POST DELETE /session',
      'GET /api/report',
      'GET /api/responses',
      'DELETE /api/responses/',
      'DELETE /api/visitors/',
      'GET /api/reviews',
      'POST /api/reviews/',
      'GET /api/export.csv',
      'GET /healthz',
      'GET /readyz',
    ]);
  });

  it('lead nobody elsewhere', async () => {
    const collector = openCollector();
    const paths = [
      ...Object.keys(routes),
      '//evil.example',
      '/%5Cevil.example',
      '/https://evil.example',
      '/shop',
      '/api',
      '/dashboard',
    ];
    const asked = paths.flatMap(path =>
      evil.map((target, n) => `${path}?${names[n]}=${encodeURIComponent(target)}&next=${encodeURIComponent(target)}`),
    );

    for (const path of asked) {
      const response = await send(collector, 'GET', path, {referer: 'https://evil.example/'});

      expect(response.headers.get('location'), path).toBeNull();
      expect(response.headers.get('refresh'), path).toBeNull();
      expect(Math.floor(response.status / 100), path).not.toBe(3);
    }
  });

  it.each(['PUT', 'PATCH', 'PROPFIND', 'LINK'])('know no %s', async method => {
    const collector = openCollector();

    for (const path of Object.keys(routes)) expect([404, 405]).toContain((await send(collector, method, path)).status);
  });

  it('let no method hide behind another', async () => {
    const collector = openCollector();
    await post(collector, [answer('a')]);
    const hidden = {'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE', 'x-http-method': 'DELETE'};

    for (const method of ['GET', 'POST', 'HEAD'])
      for (const path of ['/api/responses/response-of-a', '/api/responses/response-of-a?_method=DELETE'])
        expect((await send(collector, method, path, hidden)).status).toBe(405);
    expect(await listed(collector)).toHaveLength(1);
  });
});

onEachEngine(() => {
  describe('reading', () => {
    it('changes nothing', async () => {
      const collector = openCollector();
      await post(collector, [answer('a', {visitor: {id: 'v'}}), answer('b')]);
      const all = async () => [await listed(collector), await (await get(collector, '/api/report')).json()];
      const before = await all();

      for (const method of ['GET', 'HEAD'])
        for (const path of [...Object.keys(routes), '/api/responses/response-of-a', '/api/visitors/v'])
          await send(collector, method, path);

      expect(await all()).toEqual(before);
      expect((await get(collector, '/session')).headers.get('set-cookie')).toBeNull();
    });
  });
});
