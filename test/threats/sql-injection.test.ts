import {describe, expect, it} from 'vitest';
import {onEachEngine} from '../collector/engines.js';
import {answer, get, listed, openCollector, post, read, statuses, token} from '../collector/harness.js';

const corpus = [
  `'`,
  `''`,
  `"`,
  '`',
  '\\',
  `\\'`,
  ';',
  `' OR '1'='1`,
  `' OR 1=1 --`,
  `" OR ""="`,
  `') OR ('1'='1`,
  `'; DROP TABLE events; --`,
  `'; DELETE FROM responses; --`,
  `x'; UPDATE settings SET value = 'x' WHERE name = 'admin-token-digest'; --`,
  `1; ATTACH DATABASE '/tmp/evil.sqlite' AS evil; --`,
  `'; COPY (SELECT 1) TO PROGRAM 'id'; --`,
  `' UNION SELECT name, value, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 FROM settings --`,
  `' AND (SELECT COUNT(*) FROM sqlite_master) > 0 --`,
  `'||pg_sleep(5)||'`,
  `' || (SELECT value FROM settings) || '`,
  `/**/`,
  `--`,
  `#`,
  `?`,
  `$1`,
  `$$; SELECT 1; $$`,
  `:name`,
  `@p`,
  `%`,
  `_`,
  `%' --`,
  `%27%20OR%201=1`,
  `\uFF07 OR 1=1`,
  `\u02BC OR 1=1`,
  `NULL`,
  `E'\\x27'`,
  `0x27`,
  `CHAR(39)`,
  `x\0' OR 1=1`,
];

const stored = (text: string) => text.replaceAll('\0', '\uFFFD');

/** An answer with a text in every member that takes one. */
const filled = (text: string, n: number) =>
  answer(
    `${text.slice(0, 50)}${n}`,
    {
      element: text.slice(0, 60),
      survey: text,
      touchpoint: text.slice(0, 60),
      response: `${text.slice(0, 50)}${n}`,
      locale: text.slice(0, 30),
      answers: {score: 9, comment: text, [text]: text, contact: {email: text}},
      context: {[text]: text},
      visitor: {id: text, name: text},
      page: {url: text},
    },
    {source: text, subject: text, traceparent: text},
  );

const erase = (collector: ReturnType<typeof openCollector>, path: string) =>
  collector(new Request(`http://collector.example${path}`, {method: 'DELETE', headers: {authorization: `Bearer ${token}`}}));

onEachEngine(() => {
  describe('SQL in an event', () => {
    it('is text in every member, and comes back letter by letter', async () => {
      const collector = openCollector();

      const results = [
        ...(await statuses(collector, corpus.slice(0, 20).map(filled))),
        ...(await statuses(
          collector,
          corpus.slice(20).map((text, n) => filled(text, n + 20)),
        )),
      ];

      expect(new Set(results)).toEqual(new Set(['stored']));
      const items = new Map((await listed(collector)).map(item => [item['response'], item]));
      for (const [n, written] of corpus.entries()) {
        const text = stored(written);
        expect(items.get(`${stored(written.slice(0, 50))}${n}`)).toMatchObject({
          survey: text,
          touchpoint: stored(written.slice(0, 60)),
          answers: {comment: text, [text]: text},
          context: {[text]: text},
          visitor: {id: text},
          page: {url: text},
        });
      }
    });
  });

  describe('SQL in a query', () => {
    it.each(['site', 'survey', 'touchpoint', 'from', 'to', 'tz', 'bucket', 'cursor', 'limit', 'test'])(
      'finds nothing, breaks nothing and tells nothing: %s',
      async name => {
        const collector = openCollector();
        await post(collector, [answer('a'), answer('b', {test: true})]);

        for (const text of corpus)
          for (const path of ['/api/responses', '/api/report', '/api/export.csv']) {
            const response = await get(collector, `${path}?${new URLSearchParams({[name]: text})}`);
            const body = await response.text();

            expect([200, 400], `${path} ${text}`).toContain(response.status);
            expect(body).not.toContain('response-of-a');
            // What was asked for is repeated in a refusal, what a database said to it is not.
            if (response.status === 400) expect(body).toMatch(/^\{"error":\{"code":"[a-z]+-invalid","message":"Expected /);
          }
        expect(await listed(collector)).toHaveLength(2);
      },
      30_000,
    );

    it('reads no other table through a cursor', async () => {
      const collector = openCollector();
      await post(collector, [answer('a'), answer('b'), answer('c')]);

      for (const text of corpus) {
        const cursor = Buffer.from(JSON.stringify([Date.parse('2026-11-21T11:00:00Z'), text, text])).toString('base64url');
        const response = await get(collector, `/api/responses?cursor=${cursor}`);

        expect(response.status).toBe(200);
        expect(await response.text()).not.toContain('digest');
      }
    });
  });

  describe('SQL in an erasure', () => {
    it('erases nothing but what has that very name', async () => {
      const collector = openCollector();
      await post(collector, [answer('a', {visitor: {id: 'v'}}), filled(`' OR '1'='1`, 1)]);

      for (const kind of ['responses', 'visitors'])
        for (const text of corpus.filter(text => text !== `' OR '1'='1`)) {
          const response = await erase(collector, `/api/${kind}/${encodeURIComponent(text)}`);

          expect(await response.json(), text).toEqual({erased: 0});
        }
      expect(await (await erase(collector, `/api/visitors/${encodeURIComponent(`' OR '1'='1`)}`)).json()).toEqual({erased: 1});
      expect((await read(collector, '/api/report')).groups).toMatchObject([{responses: 1}]);
    }, 30_000);
  });
});
