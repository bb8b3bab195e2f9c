import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {DatabaseSync} from 'node:sqlite';
import {Client} from 'pg';
import {describe, expect, it, onTestFinished} from 'vitest';
import {migrations} from '../../src/collector/migrations.js';
import {newDatabase, onEachEngine} from './engines.js';
import {answer, listed, openCollector, statuses} from './harness.js';

const isPostgres = (database: string) => database.startsWith('postgres');

/** The tables of the first version, with one answer in them, as that version left them. */
const first = [
  'CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)',
  ...(migrations[0] ?? []),
  `INSERT INTO settings VALUES ('schema', '1')`,
  `INSERT INTO events (site, id, type, survey, touchpoint, element, response, visitor, is_test, occurred_at, received_at, label, amount, digest, body)
    VALUES ('shop.example', 'old', 'cx.submitted', 'nps', '', 'cx-nps', 'r-old', NULL, 0, 1, 1, '', 1, 'x', '{"data":{"answers":{"comment":"kept"}}}')`,
  `INSERT INTO responses VALUES ('shop.example', 'r-old', 'old', 'nps', '', 'cx-nps', 0, 0, 1, 9, 0, 10, 'promoter', 1, 1)`,
];

async function makeFirstVersion(database: string): Promise<void> {
  if (!isPostgres(database)) {
    const file = new DatabaseSync(database);
    file.exec(first.join(';'));
    return file.close();
  }
  const client = new Client({connectionString: database});
  await client.connect();
  await client.query(first.map(sql => sql.replace(/\bTEXT\b/g, 'TEXT COLLATE "C"')).join(';'));
  await client.end();
}

/** Runs the steps after the first version in a process that is killed before it could commit them. */
async function dieInTheMiddle(database: string): Promise<void> {
  const steps = JSON.stringify(migrations.slice(1).flat());
  const code = isPostgres(database)
    ? `const {Client} = await import('pg');
       const client = new Client({connectionString: '${database}'});
       await client.connect();
       for (const sql of ['BEGIN', \`SELECT value FROM settings WHERE name = 'schema' FOR UPDATE\`, ...${steps}]) await client.query(sql);`
    : `const {DatabaseSync} = await import('node:sqlite');
       const file = new DatabaseSync('${database}');
       file.exec('PRAGMA journal_mode = WAL');
       for (const sql of ['BEGIN IMMEDIATE', ...${steps}]) file.exec(sql);`;
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', `${code} console.log('half'); setInterval(() => {}, 1000);`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

onEachEngine(() => {
  describe('a database of the first version', () => {
    it('is brought up to date with all that is in it', async () => {
      const database = newDatabase();
      await makeFirstVersion(database);

      const collector = openCollector({database});

      expect(await statuses(collector, [answer('new')])).toEqual(['stored']);
      expect(await listed(collector)).toMatchObject([{response: 'response-of-new'}, {answers: {comment: 'kept'}, flags: []}]);
    });

    it('is as it was when that was cut off, and is brought up to date by the next start', async () => {
      const database = newDatabase();
      await makeFirstVersion(database);
      await dieInTheMiddle(database);

      const [one, other] = [openCollector({database}), openCollector({database})];

      expect(await statuses(one, [answer('new')])).toEqual(['stored']);
      expect(await statuses(other, [answer('new')])).toEqual(['duplicate']);
      expect(await listed(other)).toHaveLength(2);
    });
  });

  describe('an empty database', () => {
    it('is filled step by step to the same tables, however often the start is repeated', async () => {
      const database = newDatabase();

      for (let start = 0; start < 3; start++) {
        const collector = openCollector({database});
        expect(await statuses(collector, [answer('a')])).toEqual([start === 0 ? 'stored' : 'duplicate']);
        await collector.close();
      }
    });
  });
});
