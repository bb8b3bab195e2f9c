import type {DatabaseSync, SQLInputValue, StatementSync} from 'node:sqlite';
import {sha256} from './canonical.js';
import {openDatabase} from './open-database.js';
import type {EventRow} from './row.js';
import type {ErasureKind, Store, WriteStatus} from './store.js';

const insertEvent = `INSERT INTO events
  (site, id, type, survey, touchpoint, element, response, visitor, is_test, occurred_at, received_at, label, amount, digest, flags, body)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, id) DO NOTHING`;

/** The rule of the current answer: complete beats partial, then the higher seq, then the first received; survey and element never change. */
const upsertResponse = `INSERT INTO responses
  (site, response, event_id, survey, touchpoint, element, is_test, is_partial, seq, score, scale_min, scale_max, category, occurred_at, received_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (site, response) DO UPDATE SET
    event_id = excluded.event_id, touchpoint = excluded.touchpoint, is_test = excluded.is_test, is_partial = excluded.is_partial, seq = excluded.seq,
    score = excluded.score, scale_min = excluded.scale_min, scale_max = excluded.scale_max, category = excluded.category,
    occurred_at = excluded.occurred_at, received_at = excluded.received_at
  WHERE excluded.survey = responses.survey AND excluded.element = responses.element AND (excluded.is_partial < responses.is_partial
    OR (excluded.is_partial = responses.is_partial AND excluded.seq > responses.seq))`;

const insertTombstone = `INSERT INTO erased (site, kind, key_digest, erased_at) VALUES (?, ?, ?, ?)
  ON CONFLICT (site, kind, key_digest) DO UPDATE SET erased_at = excluded.erased_at`;

/** Keeps events in one SQLite file: write-ahead log, flushed to the disk at every commit. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#database = openDatabase(file);
  }

  async write(rows: readonly EventRow[]): Promise<readonly WriteStatus[]> {
    return this.#inTransaction(() => rows.map(row => this.#writeOne(row)));
  }

  async erase(kind: ErasureKind, key: string, site: string | undefined, at: number): Promise<number> {
    return this.#inTransaction(() => {
      let erased = 0;
      for (const one of site === undefined ? this.#sites() : [site]) {
        this.#run(insertTombstone, one, kind, sha256(key), at);
        erased += kind === 'response' ? this.#eraseResponse(one, key) : this.#eraseVisitor(one, key, at);
      }
      return erased;
    });
  }

  async purge(before: number, limit: number): Promise<number> {
    return this.#inTransaction(() => {
      let deleted = 0;
      for (const site of this.#sites()) {
        const old = this.#all(
          'SELECT response FROM responses WHERE site = ? AND occurred_at < ? ORDER BY occurred_at LIMIT ?',
          site,
          before,
          limit,
        );
        for (const {response} of old) deleted += this.#eraseResponse(site, String(response));
        deleted += this.#run(
          `DELETE FROM events WHERE site = ? AND id IN
            (SELECT id FROM events WHERE site = ? AND type <> 'cx.submitted' AND occurred_at < ? ORDER BY occurred_at LIMIT ?)`,
          site,
          site,
          before,
          limit,
        );
      }
      return deleted;
    });
  }

  async setting(name: string): Promise<string | undefined> {
    const value = this.#get('SELECT value FROM settings WHERE name = ?', name)?.['value'];
    return value === undefined ? undefined : String(value);
  }

  async keepSetting(name: string, value: string): Promise<string> {
    this.#run('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING', name, value);
    return (await this.setting(name)) ?? value;
  }

  async touch(at: number): Promise<void> {
    this.#run(
      `INSERT INTO settings (name, value) VALUES ('touched', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      String(at),
    );
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #writeOne(row: EventRow): WriteStatus {
    if (this.#isErased(row)) return 'duplicate';
    const {site, id, survey, touchpoint, element, response, isTest, occurredAt, receivedAt, answer} = row;
    const {type, visitor, label, amount, digest, flags, body} = row;
    const isNew = this.#run(
      insertEvent,
      ...[
        site,
        id,
        type,
        survey,
        touchpoint,
        element,
        response,
        visitor,
        isTest,
        occurredAt,
        receivedAt,
        label,
        amount,
        digest,
        flags,
        body,
      ],
    );
    if (!isNew)
      return this.#get('SELECT digest FROM events WHERE site = ? AND id = ?', site, id)?.['digest'] === digest
        ? 'duplicate'
        : 'conflict';
    if (answer && response !== null) {
      const {isPartial, seq, score, scaleMin, scaleMax, category} = answer;
      this.#run(
        upsertResponse,
        ...[
          site,
          response,
          id,
          survey,
          touchpoint,
          element,
          isTest,
          isPartial,
          seq,
          score,
          scaleMin,
          scaleMax,
          category,
          occurredAt,
          receivedAt,
        ],
      );
    }
    return 'stored';
  }

  /** A response stays erased; a visitor may come back, so only what happened before the erasure stays out. */
  #isErased({site, response, visitor, occurredAt}: EventRow): boolean {
    if (response !== null && this.#erasedAt(site, 'response', response) !== undefined) return true;
    return visitor !== null && (this.#erasedAt(site, 'visitor', visitor) ?? -Infinity) >= occurredAt;
  }

  #erasedAt(site: string, kind: ErasureKind, key: string): number | undefined {
    const row = this.#get('SELECT erased_at FROM erased WHERE site = ? AND kind = ? AND key_digest = ?', site, kind, sha256(key));
    return row ? Number(row['erased_at']) : undefined;
  }

  #eraseResponse(site: string, response: string): number {
    this.#run('DELETE FROM events WHERE site = ? AND response = ?', site, response);
    return this.#run('DELETE FROM responses WHERE site = ? AND response = ?', site, response);
  }

  #eraseVisitor(site: string, visitor: string, at: number): number {
    let erased = 0;
    for (const {response} of this.#all(
      'SELECT DISTINCT response FROM events WHERE site = ? AND visitor = ? AND response IS NOT NULL',
      site,
      visitor,
    )) {
      this.#run(insertTombstone, site, 'response', sha256(String(response)), at);
      erased += this.#eraseResponse(site, String(response));
    }
    this.#run('DELETE FROM events WHERE site = ? AND visitor = ?', site, visitor);
    return erased;
  }

  #sites(): string[] {
    const sites: string[] = [];
    for (let last = ''; ;) {
      const next = this.#get('SELECT MIN(site) AS site FROM events WHERE site > ?', last)?.['site'];
      if (typeof next !== 'string') return sites;
      sites.push(next);
      last = next;
    }
  }

  #inTransaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // A full disk has ended the transaction already; the caller hears of the disk.
    }
  }

  #run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  #get(sql: string, ...values: SQLInputValue[]): Record<string, unknown> | undefined {
    return this.#statement(sql).get(...values);
  }

  #all(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] {
    return this.#statement(sql).all(...values);
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }
}
