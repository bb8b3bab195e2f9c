import {describe, expect, it} from 'vitest';
import {onEachEngine} from './engines.js';
import {answer, listed, openCollector, post, statuses} from './harness.js';

const deep = (levels: number): unknown => (levels ? {deeper: deep(levels - 1)} : 1);

/** Items that stand between two good events, and the reason each is refused with. */
const badItems: readonly (readonly [what: string, item: unknown, reason: RegExp])[] = [
  ['null', null, /^not-an-event$/],
  ['a number', 42, /^not-an-event$/],
  ['a text', 'cx.submitted', /^not-an-event$/],
  ['a boolean', true, /^not-an-event$/],
  ['a list', [answer('inner')], /^not-an-event$/],
  ['an empty object', {}, /^shape-invalid: \/type/],
  ['a type that is no text', answer('x', {}, {type: 7}), /^shape-invalid: \/type/],
  ['a type of a later version', answer('x', {}, {type: 'cx.tomorrow'}), /^type-unknown$/],
  ['a type of somebody else', answer('x', {}, {type: 'com.example.sold'}), /^type-unknown$/],
  ['a type that every object inherits', answer('x', {}, {type: 'constructor'}), /^type-unknown$/],
  ['no id', answer('x', {}, {id: undefined}), /^shape-invalid: .*'id'/],
  ['an empty id', answer(''), /^shape-invalid: \/id/],
  ['an id of 65 characters', answer('x'.repeat(65)), /^shape-invalid: \/id/],
  ['an id that is a number', answer('x', {}, {id: 1}), /^shape-invalid: \/id/],
  ['another specversion', answer('x', {}, {specversion: '0.3'}), /^shape-invalid: \/specversion/],
  ['a time that is no time', answer('x', {}, {time: 'yesterday'}), /^shape-invalid: \/time/],
  ['a time that does not exist', answer('x', {}, {time: '2026-13-45T99:00:00Z'}), /^shape-invalid: \/time/],
  ['a day that does not exist', answer('x', {}, {time: '2026-02-30T00:00:00Z'}), /^shape-invalid: \/time/],
  [
    'a loss beyond counting',
    answer('x', {code: 'rejected', count: 9007199254740993}, {type: 'cx.lost'}),
    /^shape-invalid: \/data\/count/,
  ],
  ['a senttime that is no time', answer('x', {}, {senttime: 5}), /^shape-invalid: \/senttime/],
  ['a site in capitals', answer('x', {site: 'Shop Example'}), /^shape-invalid: \/data\/site/],
  ['a site with a path', answer('x', {site: '../etc'}), /^shape-invalid: \/data\/site/],
  ['no survey', answer('x', {survey: undefined}), /^shape-invalid: .*'survey'/],
  ['no response', answer('x', {response: undefined}), /^shape-invalid: .*'response'/],
  ['a response that is an object', answer('x', {response: {}}), /^shape-invalid: \/data\/response/],
  ['a seq below zero', answer('x', {seq: -1}), /^shape-invalid: \/data\/seq/],
  ['a seq with a fraction', answer('x', {seq: 1.5}), /^shape-invalid: \/data\/seq/],
  ['a partial that is a text', answer('x', {partial: 'no'}), /^shape-invalid: \/data\/partial/],
  ['a score that is a text', answer('x', {score: '9'}), /^shape-invalid: \/data\/score/],
  ['a score off the scale', answer('x', {score: 11}), /^score-off-scale$/],
  ['a score beyond all numbers', answer('x', {score: 1e308}), /^score-off-scale$/],
  ['a scale upside down', answer('x', {scale: {min: 10, max: 0}}), /^scale-invalid$/],
  ['a scale without end', answer('x', {scale: {min: 0, max: 1e9}}), /^scale-invalid$/],
  ['answers that are a list', answer('x', {answers: ['9']}), /^shape-invalid: \/data\/answers/],
  [
    'a comment of 5,001 characters',
    answer('x', {answers: {comment: 'x'.repeat(5001)}}),
    /^shape-invalid: \/data\/answers\/comment/,
  ],
  [
    'a context of 21 keys',
    answer('x', {context: Object.fromEntries(Array.from({length: 21}, (_, n) => [`k${n}`, 'v']))}),
    /^shape-invalid: \/data\/context/,
  ],
  ['data nested 20 levels deep', answer('x', {extra: deep(20)}), /^too-deep$/],
  ['data nested 3,000 levels deep', answer('x', {extra: deep(3000)}), /^too-deep$/],
  ['unknown members of 9 KiB', answer('x', {extra: 'x'.repeat(9 * 1024)}), /^too-large$/],
  ['an event of 33 KiB', answer('x', {extra: 'x'.repeat(33 * 1024)}), /^too-large$/],
];

describe('a bad event in a readable batch', () => {
  it.each(badItems)('is refused by itself: %s', async (_, item, reason) => {
    const collector = openCollector();

    const response = await post(collector, [answer('good-1'), item, answer('good-2')]);

    const {results} = (await response.json()) as {results: {status: string; reason?: string}[]};
    expect(response.status).toBe(200);
    expect(results.map(({status}) => status)).toEqual(['stored', 'invalid', 'stored']);
    expect(results[1]?.reason).toMatch(reason);
    expect(await statuses(collector, [answer('good-1'), answer('good-2')])).toEqual(['duplicate', 'duplicate']);
  });

  it('keeps the ids in the results, in order, and null where there is none', async () => {
    const collector = openCollector();

    const response = await post(collector, [answer('a', {seq: 'x'}), {}, answer('b')]);

    expect(await response.json()).toEqual({
      results: [
        {id: 'a', status: 'invalid', reason: 'shape-invalid: /data/seq must be integer'},
        {id: null, status: 'invalid', reason: 'shape-invalid: /type must be string'},
        {id: 'b', status: 'stored'},
      ],
    });
  });

  it('does not spoil the other requests of the same transaction', async () => {
    const collector = openCollector();

    const all = await Promise.all([
      post(collector, [answer('a')]),
      post(collector, '[null]'),
      post(collector, '[['),
      post(collector, [answer('b')]),
    ]);

    expect(all.map(({status}) => status)).toEqual([200, 200, 400, 200]);
    expect(await listed(collector)).toHaveLength(2);
  });
});

describe('an unreadable body', () => {
  it.each([
    ['nothing', '', 400, 'body-empty'],
    ['white space', ' \n', 400, 'body-empty'],
    ['half a list', '[{"id":', 400, 'json-invalid'],
    ['a comma too many', '[1,]', 400, 'json-invalid'],
    ['markup', '<html>', 400, 'json-invalid'],
    ['a bracket bomb that never closes', '['.repeat(60_000), 400, 'json-invalid'],
    ['single quotes', "[{'id':1}]", 400, 'json-invalid'],
    ['not a number', '[NaN]', 400, 'json-invalid'],
    ['bytes that are no text', '\u0000\u0001', 400, 'json-invalid'],
    ['a lone number', '42', 400, 'json-shape'],
    ['a lone null', 'null', 400, 'json-shape'],
    ['a lone text', '"hello"', 400, 'json-shape'],
    ['65 KiB', JSON.stringify('x'.repeat(65 * 1024)), 413, 'body-too-large'],
  ])('is answered with a code: %s', async (_, body, status, code) => {
    const response = await post(openCollector(), body);

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({error: {code, message: expect.any(String)}});
  });

  it('is refused unread when it says that it is too large', async () => {
    const response = await post(openCollector(), '[]', {'content-length': '70000'});

    expect(response.status).toBe(413);
  });

  it.each([
    ['application/xml', 'type-unsupported'],
    ['text/html', 'type-unsupported'],
    ['image/png', 'type-unsupported'],
  ])('of type %s is answered with 415', async (type, code) => {
    const response = await post(openCollector(), '[]', {'content-type': type});

    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({error: {code}});
  });

  it('that is compressed is answered with 415', async () => {
    const response = await post(openCollector(), '[]', {'content-encoding': 'gzip'});

    expect(response.status).toBe(415);
  });

  it('is a batch when its brackets close, however many there are', async () => {
    const response = await post(openCollector(), '['.repeat(30_000) + ']'.repeat(30_000));

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({results: [{id: null, status: 'invalid', reason: 'not-an-event'}]});
  });
});

onEachEngine(() => {
  describe('text that a database cannot hold', () => {
    it('arrives with U+FFFD in its place, in values and in names', async () => {
      const collector = openCollector();
      const body = JSON.stringify([answer('a', {answers: {score: 9, comment: 'COMMENT'}, context: {NAME: 'v'}})]);

      await post(collector, body.replace('COMMENT', 'a\\u0000b\\ud800c\\ud83d\\ude00').replace('NAME', 'k\\u0000'));

      const [item] = await listed(collector);
      expect(item).toMatchObject({answers: {comment: 'a\uFFFDb\uFFFDc😀'}, context: {'k\uFFFD': 'v'}});
    });

    it('is stored as it is when it only looks dangerous', async () => {
      const collector = openCollector();
      const comment = `'; DROP TABLE events; -- <script>alert(1)</script> \u202E \u{1F469}\u200D\u{1F680}`;

      await post(collector, [answer('a', {answers: {score: 9, comment}})]);

      expect((await listed(collector))[0]).toMatchObject({answers: {comment}});
    });

    it('keeps a member named __proto__ as a member', async () => {
      const collector = openCollector();
      const body = JSON.stringify([answer('a')]).replace('"answers":{', '"answers":{"__proto__":{"polluted":true},');

      expect((await post(collector, body)).status).toBe(200);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });
  });
});
