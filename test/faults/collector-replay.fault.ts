import {copyFileSync, renameSync, rmSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {expect} from 'vitest';
import {answerWith, type ChaosServer, type Step} from './chaos-server.js';
import type {CollectorProcess} from './collector-process.js';
import {databaseOf, runSql} from './databases.js';
import {DirectClient, type Json} from './direct-client.js';
import {defineFault} from './fault.js';
import {openScene, type Scene} from './scene.js';
import {loseAnswer, reset} from './steps.js';

const statusesOf = (replies: readonly {results: readonly {status: string}[]}[]): string[] =>
  replies.flatMap(({results}) => results.map(({status}) => status));

defineFault({
  number: 51,
  title: 'one batch comes a thousand times at once',
  layer: 'collector',
  async run(lab) {
    const {collector, visitor, chaos} = await openScene(lab, {collector: await databaseOf(lab)});
    const bodies = record(chaos);
    const client = new DirectClient(lab, collector);
    const batch = client.answers(lab.between(2, 20));

    const [replies] = await Promise.all([client.repeat(batch, 1000), visitor.giveAnswers(2)]);
    lab.fired(replies.length);
    await visitor.hear(({kind}) => kind === 'cx-accepted');
    const again = await client.repeat(bodies[0], 100);

    expect(new Set([...replies, ...again].map(({status}) => status))).toEqual(new Set([200]));
    expect(statusesOf(replies).filter(status => status === 'stored')).toHaveLength(batch.length);
    expect(new Set(statusesOf(replies))).toEqual(new Set(['stored', 'duplicate']));
    expect(new Set(statusesOf(again))).toEqual(new Set(['duplicate']));
    await visitor.giveAnswers(2);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 52,
  title: 'an id comes again with another body',
  layer: 'collector',
  async run(lab) {
    const {collector, visitor, chaos} = await openScene(lab, {collector: await databaseOf(lab)});
    const bodies = record(chaos);
    const client = new DirectClient(lab, collector);
    await visitor.giveAnswer(1, {comment: 'the first'});
    await visitor.hear(({kind}) => kind === 'cx-accepted');
    const real = bodies.flatMap(body => JSON.parse(body) as Json[]).find(({type}) => type === 'cx.submitted')!;
    const before = await bodyOf(collector, real['id']);

    const forged = lab.pick<Json>([
      {...real, data: {...(real['data'] as Json), score: 10, answers: {score: 10}}},
      {...real, time: '2020-01-01T00:00:00Z'},
      {...real, source: 'https://elsewhere.example/'},
      {...real, type: 'cx.dismissed'},
      {...real, data: {...(real['data'] as Json), response: 'another', extra: 1}},
    ]);
    const reordered = Object.fromEntries(Object.entries({...real, senttime: new Date().toISOString()}).toReversed());
    const pair = client.answers(1)[0]!;
    const rival = {...pair, data: {...(pair['data'] as Json), answers: {comment: 'a rival'}}};
    const race = lab.pick([
      [pair, rival],
      [rival, pair],
    ]);
    lab.fired();

    expect(statusesOf([await client.post([forged, reordered])])).toEqual(['conflict', 'duplicate']);
    expect(statusesOf(await Promise.all([client.post(race), client.post(race.toReversed())])).toSorted()).toEqual([
      'conflict',
      'conflict',
      'duplicate',
      'stored',
    ]);
    expect(await bodyOf(collector, real['id'])).toEqual(before);
    await visitor.giveAnswers(3);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 64,
  title: 'what was erased comes again',
  layer: 'collector',
  async run(lab) {
    const isVisitor = lab.random() < 0.5;
    const head = `<script>(window.cxElements ||= []).push(['configure', {consent: 'granted', visitor: {id: 'customer-7'}}])</script>`;
    const scene = await openScene(lab, {collector: await databaseOf(lab), shop: isVisitor ? {head} : {}});
    const {collector, visitor, chaos} = scene;
    const bodies = record(chaos);
    await giveAccepted(scene, 2);
    chaos.always(async turn => {
      bodies.push(await turn.body());
      await loseAnswer()(turn);
    });
    const unconfirmed = await visitor.giveAnswers(2);
    const commits = async (): Promise<number> => {
      await visitor.retry();
      return stored(await collector.rows(), unconfirmed);
    };
    await expect.poll(commits, {timeout: 30_000}).toBe(unconfirmed.length);

    const all = (await collector.rows()).filter(({response}) => response !== null);
    const keys = isVisitor
      ? ['visitors/customer-7']
      : all.filter(() => lab.random() < 0.7).map(({response}) => `responses/${response}`);
    if (keys.length === 0) keys.push(`responses/${all[0]?.response}`);
    for (const key of keys) await erase(collector, key);
    const left = new Set((await collector.rows()).map(({id}) => id));
    const erased = all.filter(({id}) => !left.has(id));
    expect(erased.length).toBeGreaterThan(0);

    const client = new DirectClient(lab, collector);
    const replies = await Promise.all(bodies.map(body => client.post(body)));
    lab.fired(erased.length);
    const answered = new Map(replies.flatMap(({results}) => results.map(({id, status}) => [id, status])));
    expect(erased.map(({id}) => answered.get(id))).toEqual(erased.map(() => 'duplicate'));
    await lab.heal();
    await visitor.giveAnswers(1);
    await visitor.drain();

    const gone = new Set(erased.map(({id}) => id));
    expect((await collector.rows()).filter(({id}) => gone.has(id))).toEqual([]);
    await lab.check(collector, {rows: async () => erased});
  },
});

defineFault({
  number: 65,
  title: 'the backup of yesterday is put back',
  layer: 'collector',
  async run(lab) {
    const scene = await openScene(lab, {collector: await databaseOf(lab)});
    const {collector, visitor, chaos} = scene;
    const early = await giveAccepted(scene, lab.between(1, 2));
    const restore = await backUp(collector);
    await giveAccepted(scene, 1);
    chaos.always(lab.pick([loseAnswer(), reset()]));
    await visitor.giveAnswers(2);
    await expect.poll(() => chaos.requests.length).toBeGreaterThan(early.length + 1);

    await collector.term();
    const aside = await collector.rows();
    await restore();
    lab.fired();
    await lab.heal();
    const yesterday = new Set((await collector.rows()).map(({id}) => id));
    expect(early.filter(id => !yesterday.has(id))).toEqual([]);
    chaos.always(undefined);
    await visitor.drain();

    const rows = new Set((await collector.rows()).map(({id}) => id));
    // Only what nobody had confirmed is sent again; what was confirmed after the backup is in the database that was put aside.
    for (const id of early) expect(chaos.sends().get(id)).toBe(1);
    const onlyAside = aside.filter(({id}) => !rows.has(id));
    expect(onlyAside.filter(({id}) => !lab.ledger.acceptedIds.has(id) && lab.ledger.durableIds.has(id))).toEqual([]);
    await lab.check(collector, {rows: async () => onlyAside});
  },
});

/** Keeps the bodies of what passes from now on. */
function record(chaos: ChaosServer): string[] {
  const bodies: string[] = [];
  const keep: Step = async turn => {
    bodies.push(await turn.body());
    answerWith(turn, await turn.forward());
  };
  chaos.always(keep);
  return bodies;
}

/** Answers that the page knows to have arrived; resolves with their ids. */
async function giveAccepted({visitor}: Scene, count: number): Promise<string[]> {
  const ids = (await visitor.giveAnswers(count)).map(({id}) => id ?? '');
  for (const id of ids) await visitor.hear(told => told.kind === 'cx-accepted' && told.id === id);
  return ids;
}

function stored(rows: readonly {id: string}[], wanted: readonly {id?: string}[]): number {
  return rows.filter(({id}) => wanted.some(one => one.id === id)).length;
}

async function bodyOf(collector: CollectorProcess, id: unknown): Promise<unknown> {
  return (await runSql(collector.database, [`SELECT body FROM events WHERE id = '${String(id)}'`]))[0];
}

async function erase(collector: CollectorProcess, key: string): Promise<void> {
  const headers = {authorization: `Bearer ${collector.token}`};
  const response = await fetch(`${collector.url}/api/${key}`, {method: 'DELETE', headers});
  expect(response.status).toBe(200);
}

const tables = ['events', 'responses', 'erased', 'settings'];

/** Copies the database while the collector runs. Resolves with the way to put the copy in its place. */
async function backUp({database}: CollectorProcess): Promise<() => Promise<unknown>> {
  if (database.startsWith('postgres')) {
    await runSql(
      database,
      tables.map(table => `CREATE TABLE copy_of_${table} AS TABLE ${table}`),
    );
    return () =>
      runSql(
        database,
        tables.flatMap(table => [`TRUNCATE ${table}`, `INSERT INTO ${table} SELECT * FROM copy_of_${table}`]),
      );
  }
  const copy = `${database}.backup`;
  const file = new DatabaseSync(database);
  file.exec(`VACUUM INTO '${copy}'`);
  file.close();
  return async () => {
    renameSync(database, `${database}.aside`);
    for (const end of ['-wal', '-shm']) rmSync(database + end, {force: true});
    copyFileSync(copy, database);
  };
}
