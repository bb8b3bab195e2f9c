import {connect} from 'node:net';
import {gzipSync} from 'node:zlib';
import {expect} from 'vitest';
import {databaseOf} from './databases.js';
import {DirectClient, type Json, type Reply} from './direct-client.js';
import {defineFault} from './fault.js';
import {peakBytes} from './peak-bytes.js';
import {openScene} from './scene.js';

const bodyLimit = 64 * 1024;

/** Posts until an answer could be read: a connection that is refused while bytes arrive may be reset before that. */
async function answerTo(post: () => Promise<Reply>, triesLeft = 20): Promise<Reply> {
  try {
    return await post();
  } catch (error) {
    if (triesLeft === 0) throw error;
    return answerTo(post, triesLeft - 1);
  }
}

defineFault({
  number: 54,
  title: 'bodies without end, with and without a length, chunked and packed',
  layer: 'collector',
  async run(lab) {
    const {collector, visitor} = await openScene(lab, {collector: await databaseOf(lab)});
    const client = new DirectClient(lab, collector);
    await visitor.giveAnswers(2);
    const startOf = (more: string): string =>
      `POST /events HTTP/1.1\r\nHost: collector.example\r\nContent-Type: text/plain\r\n${more}\r\n\r\n`;
    const size = lab.pick([bodyLimit + 1, 1_000_000, 2 ** 31, Number.MAX_SAFE_INTEGER]);

    const poured = await Promise.all([
      ...Array.from({length: 10}, () => pour(collector.port, startOf('Transfer-Encoding: chunked'), true)),
      ...Array.from({length: 10}, () => pour(collector.port, startOf(`Content-Length: ${size}`), false)),
    ]);
    const bomb = gzipSync(Buffer.alloc(lab.between(20, 50) * 1024 * 1024, '['));
    const packed = await client.post(bomb, {'content-encoding': lab.pick(['gzip', 'GZIP', 'deflate, gzip'])});
    const inside = JSON.stringify(client.answers(1)).padEnd(bodyLimit);
    lab.fired(poured.length + 1);

    const statuses = poured.map(({status}) => status);
    expect(statuses).toContain(413);
    // A connection that is closed while bytes arrive may be reset before the answer is read.
    expect(statuses.filter(status => status !== 413 && status !== 0)).toEqual([]);
    // What the sockets of two ends hold in between; a collector that read on would take all of it.
    for (const {bytes} of poured) expect(bytes).toBeLessThan(endlessBytes);
    expect([packed.status, packed.code]).toEqual([bomb.length > bodyLimit ? 413 : 415, 'encoding-unsupported']);
    expect((await client.post(inside)).status).toBe(200);
    expect((await client.post(`${inside} `)).status).toBe(413);
    expect(peakBytes(collector.pid)).toBeLessThan(400 * 1024 * 1024);
    await visitor.giveAnswers(2);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 55,
  title: 'bodies that are not JSON, or not ours',
  layer: 'collector',
  async run(lab) {
    const {collector, visitor} = await openScene(lab, {collector: await databaseOf(lab)});
    const client = new DirectClient(lab, collector);
    const {pid} = collector;
    await visitor.giveAnswers(2);
    const good = JSON.stringify(client.answers(3));
    const cases: [string | Uint8Array, number, string?][] = [
      ['', 400, 'body-empty'],
      [' \n', 400, 'body-empty'],
      ['null', 400, 'json-shape'],
      ['7', 400, 'json-shape'],
      ['"text"', 400, 'json-shape'],
      ['[{"id": NaN}]', 400, 'json-invalid'],
      ["[{'id': 1}]", 400, 'json-invalid'],
      ['\0\0\0', 400, 'json-invalid'],
      [good.slice(0, lab.between(1, good.length - 1)), 400, 'json-invalid'],
      [Uint8Array.from(good, (_, at) => (at * lab.seed) % 256), 400, 'json-invalid'],
      [`[${'1,'.repeat(1_000_000)}1]`, 413, 'body-too-large'],
      [`[${'1,'.repeat(30_000)}1]`, 200],
      [`[null, [], {}, "a", {"id": {}}, {"type": 7}, {"type": "__proto__"}]`, 200],
      [`\uFEFF${good}`, 200],
      [good.replace('{"specversion"', '{"id": "an-earlier-id", "specversion"'), 200],
    ];
    for (const [body, status, code] of cases) {
      const reply = await answerTo(() => client.post(body));
      expect([reply.status, reply.code], String(body).slice(0, 60)).toEqual([status, code]);
    }
    lab.fired(cases.length);

    for (let n = 0; n < 150; n++) {
      const reply = await client.post(mutate(JSON.stringify(client.answers(2)), lab));
      lab.fired();
      expect([200, 400, 413], String(reply.code)).toContain(reply.status);
      expect(reply.status === 200 || /^[a-z]+-[a-z-]+$/.test(reply.code ?? '')).toBe(true);
    }

    await visitor.giveAnswers(2);
    await lab.settle(visitor, collector);
    expect(collector.pid).toBe(pid);
    expect(collector.lines.filter(line => line.includes('"internal"'))).toEqual([]);
  },
});

defineFault({
  number: 56,
  title: 'JSON is nested a hundred thousand deep',
  layer: 'collector',
  async run(lab) {
    const {collector, visitor} = await openScene(lab, {collector: await databaseOf(lab)});
    const client = new DirectClient(lab, collector);
    const {pid} = collector;
    const [open, close] = lab.pick([
      ['[', ']'],
      ['{"a":', '}'],
      ['[{"\\u0000":', '}]'],
    ]);
    const nested = (levels: number): string => `${open.repeat(levels)}1${close.repeat(levels)}`;
    const most = Math.floor((bodyLimit - 4000) / (open.length + close.length));
    const neighbour = client.answers(1)[0]!;
    const deep = (levels: number): string => JSON.stringify(client.answer({deep: 'HERE'})).replace('"HERE"', nested(levels));

    const [over, alone, inside] = [
      await client.post(nested(100_000)),
      await client.post(nested(most)),
      await client.post(`[${deep(most)}, ${JSON.stringify(neighbour)}]`),
    ];
    lab.fired(3);

    expect(over.status).toBe(413);
    expect(new Set([...alone.results, inside.results[0]!].map(({status}) => status))).toEqual(new Set(['invalid']));
    expect(inside.results.map(({status, reason}) => reason ?? status)).toEqual(['too-deep', 'stored']);
    lab.ledger.durable(String(neighbour['id']));
    await visitor.giveAnswers(4);
    await lab.settle(visitor, collector);
    expect([collector.pid, collector.lines.filter(line => line.includes('"internal"'))]).toEqual([pid, []]);
  },
});

defineFault({
  number: 58,
  title: 'names of members are those of every object, numbers, or ten thousand',
  layer: 'collector',
  async run(lab) {
    const {collector, visitor} = await openScene(lab, {collector: await databaseOf(lab)});
    const client = new DirectClient(lab, collector);
    await visitor.giveAnswers(2);
    const name = lab.pick(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']);
    const poison = `{"test": true, "partial": true, "isTest": 1, "score": 0, "website": "x", "polluted": {"a": 1}}`;
    const poisoned = (where: 'envelope' | 'data' | 'answers' | 'context'): string => {
      const event: Json = {...client.answer()};
      const data = event['data'] as Json;
      const marked = {...data, context: {}, [where]: {...((where === 'data' ? {} : data[where]) as Json), HERE: 0}};
      const whole = where === 'envelope' ? {...event, HERE: 0} : {...event, data: where === 'data' ? {...data, HERE: 0} : marked};
      return JSON.stringify(whole).replace('"HERE":0', `"${name}":${poison}`);
    };
    const bodies = (['envelope', 'data', 'answers'] as const).map(poisoned);
    const numbers = client.answer({...Object.fromEntries(Array.from({length: 300}, (_, n) => [String(n), n]))});
    const many = client.answer(Object.fromEntries(Array.from({length: 10_000}, (_, n) => [`k${n}`, 0])));
    const tooMany = client.answer({context: Object.fromEntries(Array.from({length: 21}, (_, n) => [`k${n}`, 'x']))});

    const replies = [
      await client.post(`[${bodies.join(',')}]`),
      await client.post(poisoned('context')),
      await client.post([numbers]),
    ];
    lab.fired(5);
    const refused = [await client.post([many]), await client.post([tooMany])];

    expect(replies.flatMap(({results}) => results.map(({status}) => status))).toEqual([
      'stored',
      'stored',
      'stored',
      'invalid',
      'stored',
    ]);
    expect(refused[0]?.status === 413 || refused[0]?.results[0]?.status === 'invalid').toBe(true);
    expect(refused[1]?.results[0]?.status).toBe('invalid');
    // A prototype with these members would make every later answer partial, a test, or one with a wrong score.
    const plain = client.answer({score: 9, answers: {score: 9}});
    expect((await client.post([plain])).results).toEqual([{id: plain['id'], status: 'stored'}]);
    const {items} = (await collector.report('/api/responses?limit=1')) as {items: Json[]};
    expect(items[0]).toMatchObject({response: (plain['data'] as Json)['response'], score: 9, partial: false});
    expect(items[0]).not.toHaveProperty('polluted');
    await visitor.giveAnswers(2);
    await lab.settle(visitor, collector);
  },
});

/** More than the sockets of both ends hold. */
const endlessBytes = 64 * 1024 * 1024;

/** Sends a body without end; resolves with the status that came, and how much had been taken by then. */
function pour(port: number, head: string, isChunked: boolean): Promise<{status: number; bytes: number}> {
  return new Promise(resolve => {
    const portion = Buffer.alloc(16 * 1024, ' ');
    const chunk = isChunked ? Buffer.concat([Buffer.from('4000\r\n'), portion, Buffer.from('\r\n')]) : portion;
    const socket = connect(port, '127.0.0.1');
    let [answer, isOver] = ['', false];
    const more = (): void => {
      while (!isOver && socket.bytesWritten < endlessBytes) if (!socket.write(chunk)) return;
    };
    socket.on('data', data => (answer += data.toString()));
    socket.on('drain', more);
    socket.on('error', () => undefined); // It is reset while we send: that is what is wanted.
    socket.on('close', () => {
      isOver = true;
      resolve({status: Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1] ?? 0), bytes: socket.bytesWritten});
    });
    socket.write(head);
    more();
  });
}

/** A text with a few characters taken out, doubled or exchanged. */
function mutate(text: string, lab: {between(low: number, high: number): number; pick<T>(choices: readonly T[]): T}): string {
  let mutated = text;
  for (let times = lab.between(1, 4); times > 0; times--) {
    const at = lab.between(0, mutated.length - 1);
    const put = lab.pick(['', '"', '{', ']', '\\', '\0', '1e999', ',', 'null', '\u202e', mutated.slice(at, at + 20)]);
    mutated = mutated.slice(0, at) + put + mutated.slice(at + lab.between(0, 3));
  }
  return mutated;
}
