import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Pool} from 'pg';
import {afterEach, beforeEach, describe, inject, onTestFinished} from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Who to ask for the address of PostgreSQL; null where it is not installed. */
    readonly postgres: string | null;
  }
}

type Engine = 'SQLite' | 'PostgreSQL';

const door = inject('postgres');

/** Whether PostgreSQL is on this machine. */
export const hasPostgres = door !== null;

/** Empty schemas for one test. */
let schemas: string[] = [];
let engine: Engine = 'SQLite';
let made = 0;

/** Runs tests once on each database. */
export function onEachEngine(tests: () => void): void {
  describe('on SQLite', tests);
  describe.skipIf(!hasPostgres)('on PostgreSQL', () => {
    beforeEach(() => use('PostgreSQL'));
    afterEach(() => use('SQLite'));
    tests();
  });
}

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cx-collector-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

/** A database with nothing in it, on the engine of the test. */
export function newDatabase(): string {
  if (engine === 'SQLite') return join(temporaryFolder(), 'cx.sqlite');
  const schema = schemas.pop();
  if (!schema) throw new Error('A test takes at most two databases.');
  return schema;
}

/** Two schemas in the one PostgreSQL of the run. */
export async function newSchemas(): Promise<string[]> {
  const url = await (await fetch(String(door))).text();
  const pool = new Pool({connectionString: url});
  const names = [1, 2].map(() => `cx_${process.pid}_${Date.now()}_${++made}`);
  for (const name of names) await pool.query(`CREATE SCHEMA ${name}`);
  await pool.end();
  return names.map(name => `${url}?options=-c%20search_path%3D${name}`);
}

async function use(wanted: Engine): Promise<void> {
  engine = wanted;
  schemas = wanted === 'PostgreSQL' ? await newSchemas() : [];
}
