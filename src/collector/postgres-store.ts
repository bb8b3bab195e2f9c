import type {Pool} from 'pg';
import {consequenceSteps, hasConsequences} from './consequences.js';
import {eraseSteps, purgeSteps} from './erasure.js';
import {erasureLock, migrate} from './postgres-migrate.js';
import {asSettingsError, asStoreError, drive, inTransaction, openPool, type Run} from './postgres.js';
import type {EventRow} from './row.js';
import {
  eventValues,
  insertEvents,
  insertSetting,
  putSetting,
  responseValues,
  selectSetting,
  statement,
  tuples,
  upsertResponses,
  type SqlValue,
  type Steps,
} from './sql.js';
import type {ErasureKind, Store, WriteStatus} from './store.js';
import {erasedBy, selectTombstones} from './tombstones.js';

/** Rows in one statement: a statement of PostgreSQL takes 65,535 values. */
const maxRows = 2000;

/** No statement of ours takes so long: the server or the way to it has stopped. */
const statementMs = 8000;

const beginWriting = `BEGIN; SELECT value FROM settings WHERE name = '${erasureLock}' FOR SHARE`;
const beginErasing = `BEGIN; SELECT value FROM settings WHERE name = '${erasureLock}' FOR UPDATE`;

/** Keeps events in PostgreSQL, or in an engine that speaks it. Several collectors may write to one database at once. */
export class PostgresStore implements Store {
  readonly #url: string;
  #pool: Promise<Pool> | undefined;
  #ready: Promise<Pool> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async write(rows: readonly EventRow[]): Promise<readonly WriteStatus[]> {
    const statuses: WriteStatus[] = [];
    for (let from = 0; from < rows.length; from += maxRows) {
      const some = rows.slice(from, from + maxRows);
      statuses.push(...(await inTransaction(await this.#opened(), beginWriting, run => writeRows(run, some))));
    }
    return statuses;
  }

  async erase(kind: ErasureKind, key: string, site: string | undefined, at: number): Promise<number> {
    return inTransaction(await this.#opened(), beginErasing, run => drive(eraseSteps(kind, key, site, at), run));
  }

  async purge(before: number, limit: number): Promise<number> {
    return inTransaction(await this.#opened(), 'BEGIN', run => drive(purgeSteps(before, limit), run));
  }

  async transact<T>(work: () => Steps<T>): Promise<T> {
    return inTransaction(await this.#opened(), beginWriting, run => drive(work(), run));
  }

  async setting(name: string): Promise<string | undefined> {
    const value = await inTransaction(await this.#opened(), 'BEGIN', run => settingOf(run, name));
    return value === undefined ? undefined : String(value);
  }

  async keepSetting(name: string, value: string): Promise<string> {
    return inTransaction(await this.#opened(), 'BEGIN', async run => {
      await run(statement(insertSetting, name, value));
      return String(await settingOf(run, name));
    });
  }

  async touch(at: number): Promise<void> {
    await inTransaction(await this.#opened(), 'BEGIN', run => run(statement(putSetting, 'touched', String(at))));
  }

  async close(): Promise<void> {
    await (await this.#pool)?.end();
  }

  /** The pool, once the tables are up to date; whoever comes after a failure tries again. */
  #opened(): Promise<Pool> {
    this.#ready ??= this.#open().catch((error: unknown) => {
      this.#ready = undefined;
      throw asStoreError(asSettingsError(error, this.#url));
    });
    return this.#ready;
  }

  async #open(): Promise<Pool> {
    this.#pool ??= openPool(this.#url, {max: 4, query_timeout: statementMs});
    const pool = await this.#pool;
    await migrate(pool, this.#url);
    return pool;
  }
}

async function settingOf(run: Run, name: string): Promise<unknown> {
  return (await run(statement(selectSetting, name))).rows[0]?.['value'];
}

/** Few statements for many rows: each costs a way to the server and back. */
async function writeRows(run: Run, rows: readonly EventRow[]): Promise<readonly WriteStatus[]> {
  const tombstones = selectTombstones(rows);
  const isErased = erasedBy(tombstones ? (await run(tombstones)).rows : []);
  const kept = rows.filter(row => !isErased(row));
  const inserted = await insertNew(run, kept);
  await upsertAnswers(run, inserted);
  await follow(run, inserted);
  const digests = await digestsOf(run, kept, inserted);
  return rows.map(row => {
    if (inserted.has(row)) return 'stored';
    const digest = digests.get(keyOf(row.site, row.id));
    return digest === undefined || digest === row.digest ? 'duplicate' : 'conflict';
  });
}

/** Inserts in one order everywhere, so that two collectors with the same events wait for each other instead of blocking each other. */
async function insertNew(run: Run, rows: readonly EventRow[]): Promise<ReadonlySet<EventRow>> {
  if (!rows.length) return new Set();
  const ordered = rows.toSorted((a, b) => compare(a.site, b.site) || compare(a.id, b.id));
  const result = await run(statement(`${insertEvents(rows.length)} RETURNING site, id`, ...ordered.flatMap(eventValues)));
  const keys = new Set(result.rows.map(({site, id}) => keyOf(site, id)));
  // Of two with one id in a batch the first was inserted.
  return new Set(rows.filter(({site, id}) => keys.delete(keyOf(site, id))));
}

/** A statement may not touch a response twice, so the steps of one response go in one after another. */
async function upsertAnswers(run: Run, rows: ReadonlySet<EventRow>): Promise<void> {
  const rounds: Map<string, unknown[]>[] = [];
  for (const row of rows) {
    const {site, response, answer} = row;
    if (!answer || response === null) continue;
    const key = keyOf(site, response);
    const round = rounds.find(round => !round.has(key)) ?? rounds[rounds.push(new Map()) - 1];
    round?.set(key, responseValues(row, response, answer));
  }
  for (const round of rounds) {
    const ordered = [...round].toSorted(([a], [b]) => compare(a, b)).map(([, values]) => values);
    await run({sql: upsertResponses(round.size), values: ordered.flat() as SqlValue[]});
  }
}

/** In one order everywhere, for two collectors may hold reviews of the same order. */
async function follow(run: Run, rows: ReadonlySet<EventRow>): Promise<void> {
  const some = [...rows].filter(hasConsequences).toSorted((a, b) => compare(a.site, b.site) || compare(a.id, b.id));
  for (const row of some) await drive(consequenceSteps(row), run);
}

/** What is stored under the ids that were not new. */
async function digestsOf(
  run: Run,
  rows: readonly EventRow[],
  inserted: ReadonlySet<EventRow>,
): Promise<ReadonlyMap<string, unknown>> {
  const known = rows.filter(row => !inserted.has(row));
  if (!known.length) return new Map();
  const found = await run(
    statement(
      `SELECT site, id, digest FROM events WHERE (site, id) IN (VALUES ${tuples(known.length, 2)})`,
      ...known.flatMap(({site, id}) => [site, id]),
    ),
  );
  return new Map(found.rows.map(({site, id, digest}) => [keyOf(site, id), digest]));
}

function keyOf(site: unknown, id: unknown): string {
  return `${String(site)} ${String(id)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
