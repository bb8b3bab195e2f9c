import {connect} from 'node:net';
import {once} from 'node:events';
import {DatabaseSync} from 'node:sqlite';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {logLine} from '../../src/collector/log.js';
import {startServer} from '../../src/collector/serve.js';
import {hasPostgres, newSchemas, temporaryFolder} from '../collector/engines.js';
import {answer, openCollector} from '../collector/harness.js';

const secrets = [
  'CANARY-comment',
  'CANARY-email',
  'CANARY-visitor',
  'CANARY-context',
  'CANARY-token',
  'CANARY-query',
  'CANARY-path',
  'CANARY-header',
  'CANARY-id',
];
const nasty = '\r\n{"level":"error","forged":true}\u001B[2J\u0000\u0085\u2028\u202E';
const addresses = ['203.0.113.77', '2001:db8:77::1'];

/** A collector that goes wrong in every way we know of, and all that it logs. */
async function strained(database: string, makeTrouble: () => Promise<() => Promise<void>>): Promise<string[]> {
  const lines: string[] = [];
  const collector = openCollector({
    database,
    rateLimit: 60,
    trustProxy: ['127.0.0.1'],
    log: entry => lines.push(logLine(entry, 0)),
  });
  await collector.madeToken;
  const server = await startServer(collector, {port: 0, host: '127.0.0.1'});
  onTestFinished(() => server.close());
  const say = async (method: string, path: string, from: string, body?: string, headers: Record<string, string> = {}) => {
    const response = await fetch(server.url + path, {
      method,
      body,
      headers: {'x-forwarded-for': from, 'user-agent': 'CANARY-header', ...headers},
    });
    await response.arrayBuffer();
  };
  const event = (id: string) =>
    answer(id, {
      survey: `s${nasty}`,
      context: {order: `CANARY-context${nasty}`},
      visitor: {id: `CANARY-visitor${nasty}`, email: 'CANARY-email'},
      answers: {score: 9, comment: `CANARY-comment${nasty}`},
    });
  const round = async (n: number) => {
    for (const from of addresses) {
      await say('POST', '/events', from, JSON.stringify([event(`CANARY-id${n}${from}`), {...event('x'), id: 5}]));
      await say('POST', '/events', from, `[{"comment":"CANARY-comment${'['.repeat(500)}`);
      await say(
        'POST',
        '/events',
        from,
        new URLSearchParams({score: '9', comment: `CANARY-comment${nasty}`, email: 'CANARY-email'}).toString(),
        {
          'content-type': 'application/x-www-form-urlencoded',
        },
      );
      await say('GET', `/api/report?survey=${encodeURIComponent(`CANARY-query${nasty}`)}`, from, undefined, {
        authorization: 'Bearer a-token-for-tests',
      });
      await say('GET', `/CANARY-path${encodeURIComponent(nasty)}`, from);
      await say('POST', '/session', from, JSON.stringify({token: `CANARY-token${nasty}`}));
      await say('DELETE', '/api/responses/CANARY-path', from, undefined, {authorization: 'Bearer CANARY-token'});
      await say('GET', '/readyz', from);
    }
  };
  await round(1);
  const endTrouble = await makeTrouble();
  await round(2);
  await endTrouble();
  for (let n = 0; n < 70; n++) await say('POST', '/events', addresses[0]!, '[]');
  const raw = connect(Number(new URL(server.url).port), '127.0.0.1');
  raw.write(`GET /CANARY-path${'\u0001'} HTTP/1.1\r\nHost: CANARY-header\r\n\r\n`);
  raw.resume();
  await once(raw, 'close');
  return lines;
}

function expectClean(lines: readonly string[]): void {
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]/);
    expect(JSON.parse(line)).not.toHaveProperty('forged');
    for (const told of [...secrets, ...addresses, 'a-token-for-tests']) expect(line).not.toContain(told);
  }
}

describe('the log of a collector in trouble', () => {
  it('names the trouble and nothing that anybody wrote, on SQLite', async () => {
    const database = join(temporaryFolder(), 'cx.sqlite');

    const lines = await strained(database, async () => {
      const other = new DatabaseSync(database);
      other.exec('BEGIN EXCLUSIVE');
      return async () => other.close();
    });

    expectClean(lines);
    expect(new Set(lines.map(line => JSON.parse(line).code))).toEqual(new Set(['store-unavailable', 'rate-limited']));
  }, 60_000);

  it.skipIf(!hasPostgres)(
    'names the trouble and nothing that anybody wrote, on PostgreSQL',
    async () => {
      const [database = ''] = await newSchemas();
      const {Client} = await import('pg');
      const owner = new Client({connectionString: database});
      await owner.connect();
      onTestFinished(() => owner.end());

      const lines = await strained(database, async () => {
        // The values of a row that breaks a constraint stand in what PostgreSQL says about it.
        await owner.query(`ALTER TABLE events ADD CONSTRAINT refused CHECK (survey = '') NOT VALID`);
        return async () => void (await owner.query('ALTER TABLE events DROP CONSTRAINT refused'));
      });

      expectClean(lines);
    },
    60_000,
  );
});
