import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'vitest';
import {databaseOf, runSql} from './databases.js';
import {DirectClient} from './direct-client.js';
import {defineFault} from './fault.js';
import {openScene} from './scene.js';

const [hour, day] = [3_600_000, 86_400_000];
const year = 365 * day;

/** What the collector noted of when an answer was given. */
interface Noted {
  readonly id: string;
  readonly occurred: number;
  readonly received: number;
  readonly flags: string;
}

async function noted(database: string): Promise<Map<string, Noted>> {
  const rows = await runSql(database, ['SELECT id, occurred_at AS occurred, received_at AS received, flags FROM events']);
  return new Map(
    (rows as Noted[]).map(row => [row.id, {...row, occurred: Number(row.occurred), received: Number(row.received)}]),
  );
}

defineFault({
  number: 59,
  title: "a visitor's clock is years off, or an event has no time that anybody could read",
  layer: 'collector',
  async run(lab) {
    const {collector, visitor} = await openScene(lab, {collector: await databaseOf(lab)});
    const offset = lab.pick([-10, -1, 1, 10]) * year + lab.between(-12, 12) * hour;
    await visitor.page.addInitScript(turnClock, offset);
    await visitor.page.goto(visitor.shop.url);
    const began = Date.now();
    const ids = (await visitor.giveAnswers(4)).map(({id}) => id ?? '');
    await lab.settle(visitor, collector);
    const rows = await noted(collector.database);
    for (const id of ids) {
      const {occurred, received, flags} = rows.get(id)!;
      lab.fired();
      expect([occurred >= began, occurred <= received, flags.split(' ')[0]]).toEqual([true, true, 'clock']);
    }

    const client = new DirectClient(lab, collector);
    const at = (time: unknown, senttime?: unknown) => client.answer({}, {time, senttime});
    const iso = (ms: number): string => new Date(Date.now() + ms).toISOString();
    const readable = [
      at(iso(-10 * year)),
      at(iso(10 * year)),
      at(iso(-10 * year), iso(10 * year)),
      at(iso(10 * year), iso(-10 * year)),
      at('0000-01-01T00:00:00Z', '9999-12-31T23:59:59+14:00'),
      at(iso(0).replace('Z', '-12:00'), iso(0)),
    ];
    const unreadable = lab
      .pick([
        ['yesterday', '', 0],
        [1_700_000_000, null, '2026-02-30T00:00:00Z'],
        ['12/31/2026', '2026-13-45T99:99:99Z', []],
      ])
      .flatMap(time => [at(time), at(iso(0), time === '' ? 'now' : time)]);
    const {time: _, ...without} = client.answer();
    const replies = [await client.post(readable), await client.post([...unreadable, without])];

    expect(new Set(replies[0]?.results.map(({status}) => status))).toEqual(new Set(['stored']));
    expect(new Set(replies[1]?.results.map(({status}) => status))).toEqual(new Set(['invalid']));
    const all = await noted(collector.database);
    for (const {occurred, received} of all.values()) expect(occurred >= received - 30 * day && occurred <= received).toBe(true);
    const [past, future] = readable.map(({id}) => all.get(String(id))!);
    expect([past!.occurred, future!.occurred]).toEqual([past!.received - 30 * day, future!.received]);
    await lab.check(collector);
  },
});

defineFault({
  number: 62,
  title: "the server's clock is put back while the collector runs, and put right again",
  layer: 'collector',
  async run(lab) {
    const folder = mkdtempSync(join(tmpdir(), 'cx-clock-'));
    lab.cleanup(() => rmSync(folder, {recursive: true}));
    const clock = join(folder, 'offset');
    writeFileSync(clock, '0');
    const {collector, visitor} = await openScene(lab, {
      collector: {
        ...(await databaseOf(lab)),
        env: {NODE_OPTIONS: `--import=${new URL('turned-clock.mjs', import.meta.url)}`, CX_CLOCK: clock},
        flags: ['--retention', '30d', '--rate-limit', '60', '--trust-proxy', '127.0.0.1'],
      },
    });
    const client = new DirectClient(lab, collector);
    const eager = {'x-forwarded-for': '203.0.113.7'};
    for (const {id} of await visitor.giveAnswers(2)) await visitor.hear(told => told.kind === 'cx-accepted' && told.id === id);
    const first = [...(await noted(collector.database)).values()][0]!;
    await expect.poll(async () => (await client.post([], eager)).status, {timeout: 30_000, interval: 1}).toBe(429);

    const back = lab.pick([hour / 2, 6 * hour, 20 * day]);
    writeFileSync(clock, String(-back));
    // The wait that was told before still ends after a minute at most, not when the clock has caught up.
    await expect.poll(async () => (await client.post([], eager)).status, {timeout: 60_000, interval: 200}).toBe(200);
    for (const {id} of await visitor.giveAnswers(2)) await visitor.hear(told => told.kind === 'cx-accepted' && told.id === id);
    const late = [...(await noted(collector.database)).values()].filter(({received}) => received < first.received);
    expect(late.length).toBeGreaterThan(0);
    lab.fired(late.length);

    await collector.term();
    await collector.start();
    await expect.poll(async () => (await client.post(client.answers(1))).status).toBe(200);
    writeFileSync(clock, '0');
    await collector.term();
    await collector.start();
    await visitor.giveAnswers(1);
    await lab.settle(visitor, collector);
  },
});

/** Runs in the page: its clock is off by so many milliseconds. */
function turnClock(offset: number): void {
  const Right = Date;
  globalThis.Date = class extends Right {
    constructor(...args: []) {
      if (args.length) super(...args);
      else super(Right.now() + offset);
    }
    static override now(): number {
      return Right.now() + offset;
    }
  } as DateConstructor;
}
