import {closeSync, existsSync, mkdirSync, openSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {migrations} from './migrations.js';
import {SettingsError} from './problem.js';

/** Opens the database file for writing, makes it if it is missing, and brings its tables up to date. */
export function openDatabase(file: string): DatabaseSync {
  const path = resolve(file);
  let database: DatabaseSync | undefined;
  try {
    makeFolder(dirname(path));
    // Made here rather than by SQLite: answers are nobody else's to read on a shared machine.
    closeSync(openSync(path, 'a', 0o600));
    database = new DatabaseSync(path);
    database.exec(
      'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 67108864',
    );
    migrate(database, path);
    // A statement that waits holds up everybody: answers are turned away with 503 before long.
    database.exec('PRAGMA busy_timeout = 1000');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof SettingsError) throw error;
    throw new SettingsError([
      `cx-collector: cannot use the database ${path}: ${error instanceof Error ? error.message : String(error)}. (database-unusable)`,
    ]);
  }
}

/** Makes a folder and those above it. Node's own recursive form never returns where /proc refuses. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Runs the missing steps under the write lock: of two collectors that start together, one does it. */
function migrate(database: DatabaseSync, path: string): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec('CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
    const version = Number(database.prepare(`SELECT value FROM settings WHERE name = 'schema'`).get()?.['value'] ?? 0);
    if (version > migrations.length) {
      throw new SettingsError([
        `cx-collector: expected the database ${path} to have version ${migrations.length} or older, got "${version}". Start a newer cx-collector. (database-newer)`,
      ]);
    }
    for (const step of migrations.slice(version)) for (const statement of step) database.exec(statement);
    database
      .prepare(`INSERT INTO settings (name, value) VALUES ('schema', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
      .run(String(migrations.length));
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
