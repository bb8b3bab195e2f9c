import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Pool} from 'pg';
import {describe, expect, it, onTestFinished} from 'vitest';
import type {LogEntry} from '../../src/collector/log.js';
import {hasPostgres, newSchemas, temporaryFolder} from './engines.js';
import {answer, get, listed, openCollector, post, statuses, token} from './harness.js';

const cli = fileURLToPath(new URL('../../dist/collector/cli.js', import.meta.url));
const isRoot = process.getuid?.() === 0;
const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;

/** A disk of four mebibytes, where this machine lets us have one. */
const smallDisk = (folder: string) => has('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder);
const hasDisks = (() => {
  const folder = '/tmp/cx-disk-probe';
  return has('mkdir', '-p', folder) && smallDisk(folder) && has('umount', folder);
})();

describe.skipIf(!hasDisks)('a disk that is full', () => {
  it('is told with 503, keeps what was confirmed, and is used again when there is room', async () => {
    const folder = temporaryFolder();
    smallDisk(folder);
    onTestFinished(() => void has('umount', folder));
    const logged: LogEntry[] = [];
    const collector = openCollector({database: join(folder, 'cx.sqlite'), log: entry => logged.push(entry)});
    expect(await statuses(collector, [answer('a')])).toEqual(['stored']);
    const ballast = join(folder, 'ballast');
    expect(() => writeFileSync(ballast, Buffer.alloc(5 * 2 ** 20))).toThrow('ENOSPC');

    const comment = 'x'.repeat(5000);
    const refused = await Promise.all([post(collector, [answer('b', {answers: {comment}})]), post(collector, [answer('c')])]);
    const ready = await get(collector, '/readyz');
    const erasure = await collector(
      new Request('http://collector.example/api/responses/r?site=shop.example', {
        method: 'DELETE',
        headers: {authorization: `Bearer ${token}`},
      }),
    );

    expect([...refused, ready, erasure].map(({status}) => status)).toEqual([503, 503, 503, 503]);
    expect(refused[0]?.headers.get('retry-after')).toBe('5');
    expect((await get(collector, '/healthz')).status).toBe(200);
    expect((await listed(collector)).map(({response}) => response)).toEqual(['response-of-a']);
    expect(new Set(logged.map(({code, message}) => `${code}: ${message}`))).toEqual(
      new Set(['store-unavailable: database or disk is full']),
    );

    rmSync(ballast);
    expect((await get(collector, '/readyz')).status).toBe(200);
    expect(await statuses(collector, [answer('a'), answer('b', {answers: {comment}}), answer('c')])).toEqual([
      'duplicate',
      'stored',
      'stored',
    ]);
  });
});

describe.skipIf(!has('prlimit', '--version'))('a disk that refuses every write', () => {
  it('is told with 503 by the running command, and is used again when it takes them', async () => {
    const folder = temporaryFolder();
    const child = spawn(process.execPath, [cli, '--port', '0', '--admin-token', 't'], {cwd: folder});
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += String(chunk)));
    await expect.poll(() => said, {timeout: 10_000}).toMatch(/Report: /);
    const [url] = /http:\/\/[\d.:]+/.exec(said) ?? [];
    const send = (id: string) => fetch(`${url}/events`, {method: 'POST', body: JSON.stringify([answer(id)])});
    const limit = (size: string) => has('prlimit', '--pid', String(child.pid), `--fsize=${size}:`);
    expect((await send('a')).status).toBe(200);

    expect(limit('4096')).toBe(true);
    const refused = await send('b');
    const ready = await fetch(`${url}/readyz`);

    expect([refused.status, ready.status]).toEqual([503, 503]);
    expect(refused.headers.get('retry-after')).toBe('5');

    expect(limit('unlimited')).toBe(true);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const results = await Promise.all(['a', 'b'].map(async id => (await send(id)).json()));
    expect(results).toMatchObject([{results: [{status: 'duplicate'}]}, {results: [{status: 'stored'}]}]);
  });
});

describe('a database file that may only be read', () => {
  it('ends the start with 78 and one line', async () => {
    const folder = temporaryFolder();
    await openCollector({database: join(folder, 'cx.sqlite')}).close();
    chmodSync(join(folder, 'cx.sqlite'), 0o444);
    chmodSync(folder, 0o555);
    // Nothing is forbidden to root.
    const account = isRoot ? {uid: 65_534, gid: 65_534} : {};

    const child = spawn(process.execPath, [cli, '--port', '0', '--database', join(folder, 'cx.sqlite')], {cwd: '/', ...account});
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += String(chunk)));
    const [code] = await once(child, 'close');
    chmodSync(folder, 0o755);

    expect(code).toBe(78);
    expect(said).toMatch(/^cx-collector: cannot use the database .*EACCES.*\(database-unusable\)\n$/);
  });
});

describe.skipIf(!hasPostgres)('a PostgreSQL whose disk is full', () => {
  it('is told with 503, and is used again when there is room', async () => {
    const [database = ''] = await newSchemas();
    const logged: LogEntry[] = [];
    const collector = openCollector({database, log: entry => logged.push(entry)});
    expect(await statuses(collector, [answer('a')])).toEqual(['stored']);
    const pool = new Pool({connectionString: database});
    onTestFinished(() => pool.end());
    // The server's own words and code: PostgreSQL says them to whoever writes, and goes on for whoever reads.
    await pool.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = 'disk_full'; END $$`);
    for (const table of ['events', 'settings'])
      await pool.query(`CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON ${table} EXECUTE FUNCTION full_disk()`);

    const refused = await Promise.all([post(collector, [answer('b')]), post(collector, [answer('c')])]);
    const ready = await get(collector, '/readyz');

    expect([...refused, ready].map(({status}) => status)).toEqual([503, 503, 503]);
    expect(refused[0]?.headers.get('retry-after')).toBe('5');
    expect(logged[0]).toMatchObject({code: 'store-unavailable', message: expect.stringContaining('(53100)')});
    expect(await listed(collector)).toHaveLength(1);

    for (const table of ['events', 'settings']) await pool.query(`DROP TRIGGER full_disk ON ${table}`);
    expect((await get(collector, '/readyz')).status).toBe(200);
    expect(await statuses(collector, [answer('b'), answer('c')])).toEqual(['stored', 'stored']);
  }, 30_000);
});
