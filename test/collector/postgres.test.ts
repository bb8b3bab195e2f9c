import {Pool} from 'pg';
import {beforeAll, describe, expect, it, onTestFinished} from 'vitest';
import type {Collector} from '../../src/collector/collector.js';
import {describeDatabase} from '../../src/collector/database-name.js';
import type {LogEntry} from '../../src/collector/log.js';
import {inTransaction, openPool} from '../../src/collector/postgres.js';
import {SettingsError} from '../../src/collector/problem.js';
import {statement} from '../../src/collector/sql.js';
import {makePostgres} from '../harness/postgres.mjs';
import {hasPostgres, newSchemas} from './engines.js';
import {answer, get, listed, openCollector, post, read, statuses} from './harness.js';

const schema = async (): Promise<string> => String((await newSchemas())[0]);

/** A PostgreSQL of the test's own, that it may stop. */
async function ownPostgres() {
  const postgres = await makePostgres();
  onTestFinished(() => postgres.remove());
  return postgres;
}

async function query(database: string, sql: string): Promise<Record<string, unknown>[]> {
  const pool = new Pool({connectionString: database});
  const {rows} = await pool.query(sql);
  await pool.end();
  return rows;
}

const erase = (collector: Collector, response: string) =>
  collector(
    new Request(`http://collector.example/api/responses/${response}?site=shop.example`, {
      method: 'DELETE',
      headers: {authorization: 'Bearer a-token-for-tests'},
    }),
  );

describe.skipIf(!hasPostgres)('several collectors on one database', () => {
  it('make the tables once when they start together', async () => {
    const database = await schema();
    const all = Array.from({length: 4}, () => openCollector({database, adminToken: undefined}));

    const made = await Promise.all(all.map(({madeToken}) => madeToken));

    expect(made.filter(token => token !== undefined)).toHaveLength(1);
    expect(await statuses(all[0]!, [answer('a')])).toEqual(['stored']);
    expect(await statuses(all[3]!, [answer('a')])).toEqual(['duplicate']);
  });

  it('store each event once, whoever gets it, in whatever order', async () => {
    const database = await schema();
    const all = Array.from({length: 3}, () => openCollector({database}));
    const events = Array.from({length: 40}, (_, n) => answer(`e${n}`, {response: `r${n % 7}`, seq: n}));
    const batches = Array.from({length: 12}, (_, n) => (n % 2 ? events : events.toReversed()));

    const results = await Promise.all(batches.map((batch, n) => statuses(all[n % 3]!, batch)));

    expect(results.flat().filter(status => status === 'stored')).toHaveLength(40);
    expect(new Set(results.flat())).toEqual(new Set(['stored', 'duplicate']));
    expect((await query(database, 'SELECT response, seq FROM responses ORDER BY seq')).map(({seq}) => Number(seq))).toEqual([
      33, 34, 35, 36, 37, 38, 39,
    ]);
  });

  it('agree in serializable transactions too, where one of two has to run again', async () => {
    const database = `${await schema()}%20-c%20default_transaction_isolation%3Dserializable`;
    const all = Array.from({length: 3}, () => openCollector({database, log: entry => expect.fail(entry.message)}));

    const results = await Promise.all(
      Array.from({length: 15}, (_, n) => statuses(all[n % 3]!, [answer(`e${n}`, {response: 'r', seq: n}), answer('shared')])),
    );

    expect(results.map(([own]) => own)).toEqual(Array.from({length: 15}, () => 'stored'));
    expect(results.filter(([, shared]) => shared === 'stored')).toHaveLength(1);
  });

  it('let no answer slip past an erasure that another collector does meanwhile', async () => {
    const database = await schema();
    const [writer, eraser] = [openCollector({database}), openCollector({database})];
    await Promise.all([writer.madeToken, eraser.madeToken]);

    for (let round = 0; round < 15; round++) {
      const response = `r${round}`;
      await post(writer, [answer(`first${round}`, {response})]);
      const writing = Array.from({length: 6}, (_, n) => post(writer, [answer(`late${round}-${n}`, {response, seq: n})]));
      await Promise.all([...writing, erase(eraser, response)]);
    }

    expect(await query(database, 'SELECT id FROM events')).toEqual([]);
    expect(await query(database, 'SELECT response FROM responses')).toEqual([]);
  });
});

describe.skipIf(!hasPostgres)('a transaction that loses against another', () => {
  it('runs again and succeeds', async () => {
    const database = await schema();
    await query(database, `CREATE TABLE counter (value BIGINT); INSERT INTO counter VALUES (1)`);
    const pool = await openPool(database, {max: 2});
    onTestFinished(() => pool.end());
    let attempts = 0;

    const value = await inTransaction(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ', async run => {
      const before = Number((await run(statement('SELECT value FROM counter'))).rows[0]?.['value']);
      if (++attempts === 1) await pool.query('UPDATE counter SET value = value + 10');
      await run(statement('UPDATE counter SET value = ?', before + 1));
      return before + 1;
    });

    expect({attempts, value}).toEqual({attempts: 2, value: 12});
    expect(await query(database, 'SELECT value FROM counter')).toEqual([{value: '12'}]);
  });
});

describe.skipIf(!hasPostgres)('PostgreSQL that is away', () => {
  it('is told with 503 everywhere, and is used again when it is back, with all it had confirmed', async () => {
    const postgres = await ownPostgres();
    await postgres.start();
    const logged: LogEntry[] = [];
    const collector = openCollector({database: postgres.url, log: entry => logged.push(entry)});
    expect(await statuses(collector, [answer('a')])).toEqual(['stored']);
    expect((await listed(collector)).length).toBe(1);

    await postgres.stop();
    const refused = await Promise.all([
      post(collector, [answer('b')]),
      post(collector, [answer('c')]),
      get(collector, '/readyz'),
      get(collector, '/api/report'),
      get(collector, '/api/responses'),
      erase(collector, 'r'),
    ]);

    expect(refused.map(({status}) => status)).toEqual([503, 503, 503, 503, 503, 503]);
    expect(new Set(refused.map(({headers}) => headers.get('retry-after')))).toEqual(new Set(['5']));
    expect((await get(collector, '/healthz')).status).toBe(200);
    expect(new Set(logged.map(({code}) => code))).toEqual(new Set(['store-unavailable']));

    await postgres.start();
    expect((await get(collector, '/readyz')).status).toBe(200);
    expect(await statuses(collector, [answer('a'), answer('b'), answer('c')])).toEqual(['duplicate', 'stored', 'stored']);
    expect(await listed(collector)).toHaveLength(3);
  });

  it('may come after the collector', async () => {
    const postgres = await ownPostgres();
    const collector = openCollector({database: postgres.url, adminToken: undefined, log: () => undefined});
    expect((await post(collector, [answer('a')])).status).toBe(503);

    await postgres.start();

    expect(await collector.madeToken).toMatch(/^[\w-]{32}$/);
    expect(await statuses(collector, [answer('a')])).toEqual(['stored']);
  });

  it('holds up no end: a collector that waits for it closes', async () => {
    const postgres = await ownPostgres();
    const collector = openCollector({database: postgres.url, adminToken: undefined, log: () => undefined});

    await collector.close();

    expect(await collector.madeToken).toBeUndefined();
  });

  it('is no matter when it only ends its connections', async () => {
    // Of its own: it would end those of other tests as well.
    const postgres = await ownPostgres();
    await postgres.start();
    const database = postgres.url;
    const collector = openCollector({database, log: () => undefined});
    await post(collector, [answer('a')]);

    await query(database, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cx-collector'`);

    await expect.poll(async () => (await post(collector, [answer('b')])).status).toBe(200);
    expect(await listed(collector)).toHaveLength(2);
  });

  it('is told with 503 when it takes no writes, and is used again when it does', async () => {
    const postgres = await ownPostgres();
    await postgres.start();
    const collector = openCollector({database: postgres.url, log: () => undefined});
    await post(collector, [answer('a')]);
    const readOnly = async (state: 'on' | 'off') => {
      await query(postgres.url, `ALTER SYSTEM SET default_transaction_read_only = ${state}`);
      await query(postgres.url, 'SELECT pg_reload_conf()');
    };

    await readOnly('on');
    await expect.poll(async () => (await post(collector, [answer('a')])).status).toBe(503);
    expect((await get(collector, '/readyz')).status).toBe(503);
    expect((await post(collector, [answer('b')])).status).toBe(503);
    expect(await listed(collector)).toHaveLength(1);

    await readOnly('off');
    await expect.poll(async () => (await get(collector, '/readyz')).status).toBe(200);
    expect(await statuses(collector, [answer('a'), answer('b')])).toEqual(['duplicate', 'stored']);
  });
});

describe.skipIf(!hasPostgres)('PostgreSQL that cannot be used', () => {
  const problemOf = async (database: string): Promise<unknown> => {
    const reason: unknown = await openCollector({database, log: () => undefined}).madeToken.catch((error: unknown) => error);
    return reason instanceof SettingsError ? reason.problems : reason;
  };
  let database = '';
  beforeAll(async () => {
    database = await schema();
  });

  it('is named with what it said', async () => {
    expect(await problemOf(database.replace('/postgres?', '/nowhere?'))).toEqual([
      expect.stringMatching(
        /^cx-collector: cannot use the database postgres:\/\/127\.0\.0\.1:\d+\/nowhere: database "nowhere" does not exist \(3D000\)\. \(database-unusable\)$/,
      ),
    ]);
  });

  it('is one that a newer version made', async () => {
    await query(
      database,
      `CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL); INSERT INTO settings VALUES ('schema', '99')`,
    );

    expect(await problemOf(database)).toEqual([
      expect.stringMatching(/to have version 3 or older, got "99"\. Start a newer cx-collector\. \(database-newer\)$/),
    ]);
  });

  it('is one that does not speak Unicode', async () => {
    await query(
      database,
      `CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc TEMPLATE template0`,
    );

    expect(await problemOf(database.replace('/postgres?', '/latin?'))).toEqual([
      expect.stringMatching(/to have the encoding UTF8, got "LATIN1"/),
    ]);
  });
});

describe.skipIf(!hasPostgres)('a role of PostgreSQL that may only read and write', () => {
  it('is enough once the tables are there', async () => {
    const database = await schema();
    await openCollector({database}).madeToken;
    const name = decodeURIComponent(database).split('search_path=')[1];
    await query(
      database,
      `DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN; GRANT USAGE ON SCHEMA ${name} TO clerk;
       GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${name} TO clerk`,
    );

    const collector = openCollector({database: database.replace('cx@', 'clerk@')});

    expect(await statuses(collector, [answer('a')])).toEqual(['stored']);
    expect((await read(collector, '/api/report')).groups).toMatchObject([{responses: 1}]);
  });
});

describe('describeDatabase', () => {
  it.each([
    ['data/cx.sqlite', 'data/cx.sqlite'],
    ['postgres://me:secret@db:5432/cx?password=secret', 'postgres://db:5432/cx'],
    ['postgresql://me:secret@db/cx', 'postgres://db/cx'],
    ['postgres:///cx?host=/run/postgresql', 'postgres:///cx'],
  ])('shows %s as %s', (database, shown) => {
    expect(describeDatabase(database)).toBe(shown);
  });
});
