import {DatabaseSync} from 'node:sqlite';
import {Client} from 'pg';
import {hasPostgres, newSchemas} from '../collector/engines.js';
import {makePostgres} from '../harness/postgres.mjs';
import type {Lab} from './lab.js';

/** A real PostgreSQL of one run, which may be stopped and started. */
export type PrivatePostgres = Awaited<ReturnType<typeof makePostgres>>;

/** Which database a run works on: SQLite and PostgreSQL take turns by the seed. */
export function isOnPostgres(lab: Lab): boolean {
  return hasPostgres && lab.seed % 2 === 0;
}

/** An empty database for `CollectorOptions`; undefined stands for a new file of SQLite. */
export async function databaseOf(lab: Lab): Promise<{database?: string}> {
  if (!isOnPostgres(lab)) return {};
  const [database = ''] = await newSchemas();
  return {database};
}

/** A PostgreSQL of this run alone: nobody else minds what happens to it. */
export async function openPostgres(lab: Lab): Promise<PrivatePostgres> {
  const postgres = await makePostgres();
  lab.cleanup(() => postgres.remove());
  await postgres.start();
  return postgres;
}

/** Runs statements beside the collector; resolves with the rows of the last. */
export async function runSql(database: string, statements: readonly string[]): Promise<unknown[]> {
  let rows: unknown[] = [];
  if (database.startsWith('postgres')) {
    const client = new Client({connectionString: database});
    await client.connect();
    for (const sql of statements) ({rows} = await client.query(sql));
    await client.end();
    return rows;
  }
  const file = new DatabaseSync(database);
  for (const sql of statements)
    rows = file
      .prepare(sql)
      .all()
      .map(row => ({...row}));
  file.close();
  return rows;
}
