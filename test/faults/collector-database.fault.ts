import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {Client} from 'pg';
import {expect} from 'vitest';
import {migrations} from '../../src/collector/migrations.js';
import {answerWith} from './chaos-server.js';
import type {CollectorProcess} from './collector-process.js';
import {databaseOf, isOnPostgres, openPostgres, runSql} from './databases.js';
import {DirectClient} from './direct-client.js';
import {defineFault} from './fault.js';
import type {Lab} from './lab.js';
import {openScene} from './scene.js';
import {cors} from './steps.js';

/** Takes the database away from a running collector. Resolves with the way to give it back. */
type Trouble = (lab: Lab, collector: CollectorProcess) => Promise<() => unknown>;

const onSqlite: readonly (readonly [string, Trouble])[] = [
  ['locked by another writer', async (_, {database}) => holdFile(database)],
  ['on a disk that is full', async (_, collector) => failAt(collector, 'full')],
  ['not allowed to grow', async (_, collector) => limitFiles(collector)],
  ['on a disk that is broken', async (_, collector) => failAt(collector, 'io')],
];

const onPostgres: readonly (readonly [string, Trouble])[] = [
  ['read-only', async (_, {database}) => forbidWriting(database)],
  ['locked by another writer', async (_, {database}) => holdTables(database)],
];

/** Only events are refused at a fail point; the rest shuts out all. */
const isPoint = (name: string): boolean => name.startsWith('on a disk');

defineFault({
  number: 50,
  title: 'the database is locked, full or read-only',
  layer: 'collector',
  async run(lab) {
    const troubles = isOnPostgres(lab) ? onPostgres : onSqlite;
    const [name, begin] = troubles[Math.floor(lab.seed / 2) % troubles.length]!;
    const database = name === 'read-only' ? {database: (await openPostgres(lab)).url} : await databaseOf(lab);
    const {collector, visitor, chaos} = await openScene(lab, {collector: database});
    const client = new DirectClient(lab, collector);
    await visitor.giveAnswers(2);
    await client.deliver(client.answers(3));

    const end = await begin(lab, collector);
    await visitor.giveAnswers(3);
    await expect.poll(() => chaos.requests.map(({status}) => status), {timeout: 30_000}).toContain(503);
    const refused = await client.post(client.answers(3));
    expect([refused.status, refused.headers.get('retry-after')], name).toEqual([503, '5']);
    if (!isPoint(name)) expect((await fetch(`${collector.url}/readyz`)).status, name).toBe(503);
    expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);
    lab.fired();

    await end();
    await expect.poll(async () => (await fetch(`${collector.url}/readyz`)).status, {timeout: 30_000}).toBe(200);
    expect(collector.isRunning).toBe(true);
    await lab.settle(visitor, collector);
  },
});

/** What takes the last migration back: with it a database of today becomes one of the version before. */
const newest = ['reviews', 'review_orders', 'uploads', 'notices'];
const oneVersionBack = [...newest.map(table => `DROP TABLE ${table}`), `UPDATE settings SET value = '2' WHERE name = 'schema'`];

defineFault({
  number: 63,
  title: 'a migration is killed half way, and page and collector are of different ages',
  layer: 'collector',
  async run(lab) {
    const made = migrations.slice(2).map(step => step.flatMap(sql => /^CREATE TABLE (\w+)/.exec(sql)?.[1] ?? []));
    expect(made, 'oneVersionBack undoes the last migration').toEqual([newest]);
    const folder = mkdtempSync(join(tmpdir(), 'cx-migration-'));
    lab.cleanup(() => rmSync(folder, {recursive: true}));
    const killFile = join(folder, 'kill');
    const killer = {NODE_OPTIONS: `--import=${new URL('migration-killer.mjs', import.meta.url)}`, CX_KILL_MIGRATION: killFile};
    const {collector, visitor, chaos} = await openScene(lab, {collector: {...(await databaseOf(lab)), env: killer}});
    for (const {id} of await visitor.giveAnswers(2)) await visitor.hear(told => told.kind === 'cx-accepted' && told.id === id);
    await collector.term();
    await runSql(collector.database, oneVersionBack);
    const kept = await collector.rows();

    await visitor.giveAnswers(1);
    writeFileSync(killFile, lab.pick(['before-step', 'after-step', 'before-commit']));
    // PostgreSQL is asked after the port is there, so the start itself may succeed.
    await collector.start().catch(() => undefined);
    await collector.ended();
    expect(existsSync(killFile)).toBe(false);
    lab.fired();
    expect(await runSql(collector.database, [`SELECT value FROM settings WHERE name = 'schema'`])).toEqual([{value: '2'}]);
    expect(await collector.rows()).toEqual(kept);
    await collector.start();
    await expect.poll(async () => (await fetch(`${collector.url}/readyz`)).status).toBe(200);
    expect(await runSql(collector.database, [`SELECT value FROM settings WHERE name = 'schema'`])).toEqual([{value: '3'}]);

    const client = new DirectClient(lab, collector);
    const {senttime: _, subject: __, dataschema: ___, ...oldest} = client.answer();
    const fromTheFuture = client.answer({fromTheFuture: {a: [1]}}, {later: true});
    const replies = await Promise.all([client.post([oldest]), client.post([fromTheFuture])]);
    expect(replies.flatMap(({results}) => results.map(({status}) => status))).toEqual(['stored', 'stored']);
    await visitor.retry();
    // What a collector says that was made before these types of events.
    chaos.always(async turn => {
      await turn.body();
      const results = turn.exchange.ids.map(id => ({id, status: 'invalid', reason: 'type-unknown'}));
      answerWith(turn, {status: 200, headers: {...cors, 'content-type': 'application/json'}, body: JSON.stringify({results})});
    });
    await visitor.giveAnswers(2);
    await expect.poll(async () => (await visitor.status()).parked, {timeout: 30_000}).toBeGreaterThanOrEqual(2);
    await lab.settle(visitor, collector);
    expect(lab.ledger.deadIds.size).toBe(0);
  },
});

function holdFile(file: string): () => void {
  const other = new DatabaseSync(file);
  other.exec('PRAGMA busy_timeout = 10000; BEGIN EXCLUSIVE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}

async function failAt(collector: CollectorProcess, error: 'full' | 'io'): Promise<() => Promise<void>> {
  await collector.arm({at: 'before-commit', do: error, times: 1000});
  return () => collector.disarm();
}

/** The operating system refuses every byte beyond a limit; where it has no such limit, the fail point stands in. */
async function limitFiles(collector: CollectorProcess): Promise<() => unknown> {
  const limit = (bytes: string): void =>
    void execFileSync('prlimit', ['--pid', String(collector.pid), `--fsize=${bytes}:unlimited`]);
  if (spawnSync('prlimit', ['--version']).status !== 0) return failAt(collector, 'full');
  limit('512');
  return () => limit('unlimited');
}

async function forbidWriting(url: string): Promise<() => Promise<unknown>> {
  const turn = (word: 'on' | 'off'): Promise<unknown> =>
    runSql(url, [`ALTER SYSTEM SET default_transaction_read_only = ${word}`, 'SELECT pg_reload_conf()']);
  await turn('on');
  return () => turn('off');
}

async function holdTables(url: string): Promise<() => Promise<void>> {
  const other = new Client({connectionString: url});
  await other.connect();
  await other.query('BEGIN; LOCK TABLE events, settings IN ACCESS EXCLUSIVE MODE');
  return () => other.end();
}
