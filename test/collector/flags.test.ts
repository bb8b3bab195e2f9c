import {describe, expect, it} from 'vitest';
import {logLine} from '../../src/collector/log.js';
import {onEachEngine} from './engines.js';
import {answer, get, listed, openCollector, post, read} from './harness.js';

onEachEngine(() => {
  describe('an answer that looks odd', () => {
    it.each([
      ['nothing odd', answer('a', {elapsedMs: 5200}), []],
      ['no time at all', answer('a'), []],
      ['given in less than a second', answer('a', {elapsedMs: 999}), ['too-fast']],
      [
        'a field filled in that people do not see',
        answer('a', {answers: {score: 9, website: 'https://spam.example'}}),
        ['honeypot'],
      ],
      ['that field left empty', answer('a', {answers: {score: 9, website: ''}}), []],
      ['a clock of next week', answer('a', {}, {time: '2026-11-28T11:00:00Z', senttime: '2026-11-28T12:00:00Z'}), ['clock']],
      ['an hour on the way', answer('a', {}, {time: '2026-11-21T11:00:00Z', senttime: '2026-11-21T12:00:00Z'}), []],
      [
        'all of it',
        answer('a', {elapsedMs: 0, answers: {website: 1}}, {time: '2016-11-21T11:00:00Z', senttime: '2016-11-21T12:00:00Z'}),
        ['clock', 'honeypot', 'too-fast'],
      ],
    ])('is kept, counted and flagged: %s', async (_, event, flags) => {
      const collector = openCollector();

      await post(collector, [event]);

      expect(await listed(collector)).toMatchObject([{response: 'response-of-a', flags}]);
      expect((await read(collector, '/api/report')).groups).toMatchObject([{responses: 1}]);
    });

    it('is flagged in the export', async () => {
      const collector = openCollector();
      await post(collector, [answer('a', {elapsedMs: 1, answers: {score: 9, website: 'x'}})]);

      expect(await (await get(collector, '/api/export.csv')).text()).toMatch(/,"honeypot; too-fast"\r\n$/);
    });

    it.each([
      ['score=9&website=spam', ['honeypot']],
      ['score=9&website=&shown=2026-11-21T11:59:00Z', []],
      ['score=9&shown=2026-11-21T11:59:59.500Z', ['too-fast']],
      ['score=9&shown=2027-01-01', []],
      ['score=9&shown=soon', []],
    ])('is flagged when it came by a form: %s', async (body, flags) => {
      const collector = openCollector();

      await collector(new Request('http://shop.example/events', {method: 'POST', body: new URLSearchParams(body)}));

      expect(await listed(collector)).toMatchObject([{score: 9, flags}]);
    });
  });

  describe('a line of the log', () => {
    it('is one line of JSON, whatever the message holds', () => {
      const message = 'a\r\nb\u001b[31m\u0085\u2028\u202Eevil\u0000';

      const line = logLine({level: 'error', code: 'internal', message}, 0);

      expect(line).toBe(
        '{"time":"1970-01-01T00:00:00.000Z","level":"error","code":"internal","message":"a\\r\\nb\\u001b[31m\\u0085\\u2028\\u202eevil\\u0000"}',
      );
      expect(JSON.parse(line)).toMatchObject({message});
    });

    it('is no longer than a few screens', () => {
      expect(logLine({level: 'error', code: 'internal', message: 'x'.repeat(1e6)}, 0).length).toBeLessThan(2200);
    });
  });
});
