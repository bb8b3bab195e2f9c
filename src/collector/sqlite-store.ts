import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {consequenceSteps, hasConsequences} from './consequences.js';
import {eraseSteps, purgeSteps} from './erasure.js';
import {openDatabase} from './open-database.js';
import type {EventRow} from './row.js';
import {
  eventValues,
  insertEvents,
  insertSetting,
  putSetting,
  responseValues,
  selectSetting,
  statement,
  upsertResponses,
} from './sql.js';
import type {Outcome, Statement, Steps} from './sql.js';
import type {ErasureKind, Store, WriteStatus} from './store.js';
import {erasedBy, selectTombstones} from './tombstones.js';
import {StoreUnavailable} from './unavailable.js';

const [insertEvent, upsertResponse] = [insertEvents(1), upsertResponses(1)];

/** What SQLite calls a file that is locked, of a full disk, or not to be written: busy, locked, read-only, input or output, full, cannot open. */
const awayCodes: readonly unknown[] = [5, 6, 8, 10, 13, 14];

/** Keeps events in one SQLite file: write-ahead log, flushed to the disk at every commit. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#database = openDatabase(file);
  }

  async write(rows: readonly EventRow[]): Promise<readonly WriteStatus[]> {
    return this.#inTransaction(() => {
      const statuses = rows.map(row => this.#writeOne(row));
      for (const [n, row] of rows.entries())
        if (statuses[n] === 'stored' && hasConsequences(row)) this.#drive(consequenceSteps(row));
      return statuses;
    });
  }

  async erase(kind: ErasureKind, key: string, site: string | undefined, at: number): Promise<number> {
    return this.#inTransaction(() => this.#drive(eraseSteps(kind, key, site, at)));
  }

  async purge(before: number, limit: number): Promise<number> {
    return this.#inTransaction(() => this.#drive(purgeSteps(before, limit)));
  }

  async transact<T>(work: () => Steps<T>): Promise<T> {
    return this.#inTransaction(() => this.#drive(work()));
  }

  async setting(name: string): Promise<string | undefined> {
    const value = this.#run(statement(selectSetting, name)).rows[0]?.['value'];
    return value === undefined ? undefined : String(value);
  }

  async keepSetting(name: string, value: string): Promise<string> {
    this.#inTransaction(() => this.#run(statement(insertSetting, name, value)));
    return (await this.setting(name)) ?? value;
  }

  async touch(at: number): Promise<void> {
    this.#inTransaction(() => this.#run(statement(putSetting, 'touched', String(at))));
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #writeOne(row: EventRow): WriteStatus {
    const {site, id, response, digest, answer} = row;
    const tombstones = selectTombstones([row]);
    if (tombstones && erasedBy(this.#run(tombstones).rows)(row)) return 'duplicate';
    if (!this.#run(statement(insertEvent, ...eventValues(row))).changes) {
      const [kept] = this.#run(statement('SELECT digest FROM events WHERE site = ? AND id = ?', site, id)).rows;
      return kept?.['digest'] === digest ? 'duplicate' : 'conflict';
    }
    if (answer && response !== null) this.#run(statement(upsertResponse, ...responseValues(row, response, answer)));
    return 'stored';
  }

  #drive<T>(steps: Steps<T>): T {
    for (let step = steps.next(); ;) {
      if (step.done) return step.value;
      step = steps.next(this.#run(step.value));
    }
  }

  #inTransaction<T>(work: () => T): T {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      const code = typeof error === 'object' && error !== null && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
      if (error instanceof Error && awayCodes.includes(code)) throw new StoreUnavailable(error.message, {cause: error});
      throw error;
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // There was no transaction, or a full disk has ended it already; the caller hears of the cause.
    }
  }

  #run({sql, values}: Statement): Outcome {
    let prepared = this.#statements.get(sql);
    if (!prepared) this.#statements.set(sql, (prepared = this.#database.prepare(sql)));
    if (sql.startsWith('SELECT')) return {rows: prepared.all(...values), changes: 0};
    return {rows: [], changes: Number(prepared.run(...values).changes)};
  }
}
