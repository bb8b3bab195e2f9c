import {request} from 'node:http';
import {expect} from 'vitest';
import {hasPostgres, newSchemas} from '../collector/engines.js';
import {answerWith} from './chaos-server.js';
import {CollectorProcess} from './collector-process.js';
import {DirectClient, type Json} from './direct-client.js';
import {defineFault} from './fault.js';
import {openScene} from './scene.js';

/** Texts that a database, a log or a screen has stumbled over somewhere. */
const texts = [
  'gut 👍🏽 👩‍👩‍👧‍👦 🏳️‍🌈',
  '\u202eesrever\u202c and \u2067isolated\u2069',
  'nothing\u0000 here',
  'half a pair \ud83d and the other \udc4d half',
  `Z${'\u0301\u0323\u0353'.repeat(300)}algo`,
  '𝕳𝖊𝖑𝖑𝖔 𐍈 日本語 العربية עברית ไทย',
  'e\u0301 and é, ﬁ and fi, İ and ı, ß and ẞ',
  '\u200b\u200d\ufeff\u2028\u2029\u0085\u00a0',
  "Robert'); DROP TABLE events;-- \\ \" ' ` ${1} %s %00 \\u0000",
  '\ufffe\uffff\u{10ffff}\u{1fffe}',
];

defineFault({
  number: 57,
  title: 'people write emoji, both directions, U+0000 and halves of characters',
  layer: 'collector',
  async run(lab) {
    const {collector, visitor, chaos} = await openScene(lab);
    const postgres = hasPostgres ? await CollectorProcess.open(lab, {database: (await newSchemas())[0]!}) : undefined;
    const both = postgres ? [collector, postgres] : [collector];
    const client = new DirectClient(lab, collector);
    // What arrives at one database arrives at the other, byte by byte.
    const copy = async (body: string): Promise<void> => {
      if (postgres) expect((await new DirectClient(lab, postgres).post(body)).status).toBe(200);
    };
    chaos.always(async turn => {
      const answer = await turn.forward();
      await copy(await turn.body());
      answerWith(turn, answer);
    });

    for (const comment of [lab.pick(texts), lab.pick(texts), `${'x'.repeat(4999)}👍`]) {
      const {id} = await visitor.giveAnswer(lab.between(0, 10), {comment});
      await visitor.hear(told => told.kind === 'cx-accepted' && told.id === id);
    }
    const events = texts.map((text, at) =>
      client.answer({answers: {comment: text, reasons: [text.slice(0, 100)]}, context: {[`key${at}`]: text.slice(0, 100)}}),
    );
    const escaped = JSON.stringify(events).replace(/[^ -~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const raw = JSON.stringify(
      events.map(event => ({
        ...event,
        id: `raw-${event['id']}`,
        data: {...(event['data'] as Json), response: `raw-${event['id']}`},
      })),
    );
    for (const body of [escaped, raw]) {
      const reply = await client.post(body);
      lab.fired();
      expect(new Set(reply.results.map(({status}) => status))).toEqual(new Set(['stored']));
      await copy(body);
    }
    for (const one of both) {
      const results = await postInPortions(one.url, raw, lab.between(1, 3));
      expect(new Set(results.map(({status}) => status))).toEqual(new Set(['duplicate']));
    }

    const shown = await Promise.all(both.map(async one => (await one.report('/api/responses?limit=500')) as {items: Item[]}));
    const comments = shown.map(({items}) => new Map(items.map(({response, answers}) => [response, answers['comment']])));
    expect(comments[0]?.size).toBe(3 + 2 * texts.length);
    if (postgres) expect(comments[1]).toEqual(comments[0]);
    for (const event of events) {
      const {response, answers} = event['data'] as unknown as Item;
      expect(comments[0]?.get(response)).toBe((answers['comment'] as string).replace(/\p{Surrogate}|\0/gu, '\ufffd'));
    }
    for (const comment of comments[0]?.values() ?? []) expect(String(comment).isWellFormed()).toBe(true);
    await lab.settle(visitor, collector);
  },
});

interface Item {
  readonly response: string;
  readonly answers: Json;
}

/** Posts a body a few bytes at a time, so that characters of several bytes arrive in pieces. */
function postInPortions(url: string, body: string, size: number): Promise<{status: string}[]> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/events`, {method: 'POST', headers: {'content-type': 'text/plain'}}, async response => {
      const chunks = (await Array.fromAsync(response)) as Buffer[];
      resolve((JSON.parse(Buffer.concat(chunks).toString()) as {results: {status: string}[]}).results);
    });
    sent.on('error', reject);
    const bytes = Buffer.from(body);
    for (let at = 0; at < bytes.length; at += size) sent.write(bytes.subarray(at, at + size));
    sent.end();
  });
}
