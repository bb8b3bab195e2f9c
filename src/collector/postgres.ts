import type {Pool, PoolClient, PoolConfig} from 'pg';
import {describeDatabase} from './database-name.js';
import {SettingsError} from './problem.js';
import type {Outcome, Statement, Steps} from './sql.js';
import {StoreUnavailable} from './unavailable.js';

/** Runs one statement on a connection. */
export type Run = (statement: Statement) => Promise<Outcome>;

/** What a transaction loses against another for no fault of its own: serialization failure, deadlock. */
const retryCodes: readonly unknown[] = ['40001', '40P01'];

/** What is wrong with the values of a statement, rather than with the database: data, constraint, limit. */
const valueFaults = /^(22|23|54)/;

const maxAttempts = 8;

/** int8 and numeric, which are text for `pg`: no number of ours is larger than a double holds. */
const wholeNumbers: readonly number[] = [20, 1700];

/** Opens a pool of connections; none is made before the first statement. */
export async function openPool(url: string, config: PoolConfig): Promise<Pool> {
  const {default: pg} = await import('pg').catch((error: unknown) => {
    throw new SettingsError([
      `cx-collector: cannot load "pg", which a database at postgres:// needs: ${String(error)}. Install it with: npm install pg. (pg-missing)`,
    ]);
  });
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: 3000,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: 'cx-collector',
    types: {getTypeParser: (oid, format) => (wholeNumbers.includes(oid) ? Number : pg.types.getTypeParser(oid, format))},
    ...config,
  });
  // A connection that breaks while it is idle is replaced by the next statement.
  pool.on('error', () => undefined);
  return pool;
}

/** Runs work in a transaction and runs it again when it lost against another. Rejects with `StoreUnavailable` when the database is not there. */
export async function inTransaction<T>(pool: Pool, begin: string, work: (run: Run) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptTransaction(pool, begin, work);
    } catch (error) {
      if (attempt === maxAttempts || !retryCodes.includes(codeOf(error))) throw asStoreError(error);
      // Of two that keep meeting, one must be later.
      await new Promise(resolve => setTimeout(resolve, Math.random() * 5 * 2 ** attempt));
    }
  }
}

async function attemptTransaction<T>(pool: Pool, begin: string, work: (run: Run) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', brokeMeanwhile);
  try {
    await client.query(begin);
    const result = await work(runOn(client));
    await client.query('COMMIT');
    client.off('error', brokeMeanwhile);
    client.release();
    return result;
  } catch (error) {
    // The server rolls back what its connection leaves behind; a connection of unknown state is not used again.
    const isSound = codeOf(error) !== undefined && (await rollBack(client));
    client.off('error', brokeMeanwhile);
    client.release(!isSound);
    throw error;
  }
}

/** A connection that breaks between two statements: the next one tells. */
function brokeMeanwhile(): void {}

async function rollBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    // The connection is gone: the caller hears of the cause.
    return false;
  }
}

/** Runs statements on a connection. */
export function runOn(client: Pick<PoolClient, 'query'>): Run {
  return async ({sql, values}) => {
    let number = 0;
    const text = sql.replace(/\?/g, () => `$${++number}`);
    // U+0000 is cleaned out of what is stored; a reader may still ask for it.
    const clean = values.map(value => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value));
    const {rows, rowCount} = await client.query(text, clean);
    return {rows, changes: rowCount ?? 0};
  };
}

/** Drives steps to their end. */
export async function drive<T>(steps: Steps<T>, run: Run): Promise<T> {
  for (let step = steps.next(); ;) {
    if (step.done) return step.value;
    step = steps.next(await run(step.value));
  }
}

/** A database that does not answer as a database with our tables does is away: everything but faulty values. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof StoreUnavailable || error instanceof SettingsError) return error;
  const code = codeOf(error);
  if (code !== undefined && valueFaults.test(code)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StoreUnavailable(`PostgreSQL: ${message || 'no connection'}${code === undefined ? '' : ` (${code})`}`);
}

/** What can only be wrong in the settings: user, password, name or rights. */
export function asSettingsError(error: unknown, url: string): unknown {
  const code = codeOf(error) ?? '';
  if (!/^(28...|3D000|42501|3F000)$/.test(code) || !(error instanceof Error)) return error;
  return new SettingsError([
    `cx-collector: cannot use the database ${describeDatabase(url)}: ${error.message} (${code}). (database-unusable)`,
  ]);
}

/** The SQLSTATE of an error, or the system's word such as `ECONNREFUSED`. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
