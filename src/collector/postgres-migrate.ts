import type {Pool} from 'pg';
import {describeDatabase} from './database-name.js';
import {migrations} from './migrations.js';
import {codeOf, inTransaction, runOn, type Run} from './postgres.js';
import {SettingsError} from './problem.js';
import {insertSetting, putSetting, selectSetting, statement} from './sql.js';

/** The row that every writer shares and an erasure takes for itself: no answer slips in between a tombstone and what it is for. */
export const erasureLock = 'erasure-lock';

/** Brings the tables up to date, under a row lock: of several collectors that start together, one does it and the others wait. */
export async function migrate(pool: Pool, url: string): Promise<void> {
  const run = runOn(pool);
  await checkEncoding(run, url);
  // A role that may not make tables can work with those that are there.
  if ((await versionOf(run).catch(noTable)) === migrations.length) return;
  await run(statement('CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)')).catch(madeMeanwhile);
  await inTransaction(pool, 'BEGIN', async run => {
    for (const [name, value] of Object.entries({schema: '0', [erasureLock]: ''}))
      await run(statement(insertSetting, name, value));
  });
  await inTransaction(pool, 'BEGIN', async run => {
    const version = await versionOf(run, ' FOR UPDATE');
    if (version > migrations.length) throw tooNew(version, url);
    for (const step of migrations.slice(version)) for (const sql of step) await run(statement(bytewise(sql)));
    await run(statement(putSetting, 'schema', String(migrations.length)));
  });
}

async function versionOf(run: Run, lock = ''): Promise<number> {
  const {rows} = await run(statement(selectSetting + lock, 'schema'));
  return Number(rows[0]?.['value'] ?? 0);
}

async function checkEncoding(run: Run, url: string): Promise<void> {
  const {rows} = await run(statement('SHOW server_encoding'));
  const encoding = String(Object.values(rows[0] ?? {})[0]);
  if (/^UTF-?8$/i.test(encoding)) return;
  throw new SettingsError([
    `cx-collector: expected the database ${describeDatabase(url)} to have the encoding UTF8, got "${encoding}". (database-unusable)`,
  ]);
}

/** Texts are compared by their bytes, as in SQLite: the pages of a list depend on it. */
function bytewise(sql: string): string {
  return sql.replace(/\bTEXT\b/g, 'TEXT COLLATE "C"');
}

function noTable(error: unknown): number {
  if (codeOf(error) === '42P01') return 0;
  throw error;
}

/** Two that make one table at the same moment: the later one fails on a name that exists, and has what it wanted. */
function madeMeanwhile(error: unknown): void {
  if (!['23505', '42P07', '42710'].includes(codeOf(error) ?? '')) throw error;
}

function tooNew(version: number, url: string): SettingsError {
  return new SettingsError([
    `cx-collector: expected the database ${describeDatabase(url)} to have version ${migrations.length} or older, got "${version}". Start a newer cx-collector. (database-newer)`,
  ]);
}
