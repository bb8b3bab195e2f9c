import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {request} from 'node:http';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {fileURLToPath} from 'node:url';
import {describe, expect, it, onTestFinished} from 'vitest';
import {hasPostgres, newSchemas, temporaryFolder} from './engines.js';
import {answer} from './harness.js';

const cli = fileURLToPath(new URL('../../dist/collector/cli.js', import.meta.url));

interface Run {
  readonly process: ChildProcess;
  readonly output: () => string;
}

/** Runs the built command in an empty folder. */
function run(args: readonly string[], folder = temporaryFolder(), env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [cli, ...args], {cwd: folder, env: {PATH: process.env['PATH'], ...env}});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)));
  onTestFinished(() => void child.kill('SIGKILL'));
  return {process: child, output: () => output};
}

async function finished({process: child, output}: Run): Promise<{code: number | null; lines: string[]}> {
  const [code] = child.exitCode === null ? await once(child, 'close') : [child.exitCode];
  return {code, lines: output().trimEnd().split('\n')};
}

async function listening(args: readonly string[], folder?: string): Promise<Run & {url: string; token: string}> {
  const running = run(['--port', '0', ...args], folder);
  await expect.poll(running.output, {timeout: 10_000}).toMatch(/Report: .*\n/);
  const url = /http:\/\/[\d.:]+/.exec(running.output())?.[0] ?? '';
  return {...running, url, token: /once: (\S+)/.exec(running.output())?.[1] ?? ''};
}

const send = async (url: string, events: unknown): Promise<string[]> => {
  const response = await fetch(`${url}/events`, {method: 'POST', body: JSON.stringify(events)});
  return ((await response.json()) as {results: {status: string}[]}).results.map(({status}) => status);
};

describe('cx-collector', () => {
  it('listens, makes a token, stores, reports, and ends well when asked to', async () => {
    const {process: child, url, token, output} = await listening([]);

    expect(await send(url, [answer('a')])).toEqual(['stored']);
    const report = await fetch(`${url}/api/report`, {headers: {authorization: `Bearer ${token}`}});
    expect(((await report.json()) as {groups: unknown[]}).groups).toHaveLength(1);
    child.kill('SIGTERM');

    expect((await finished({process: child, output})).code).toBe(0);
  });

  it('tells the token at the first start only', async () => {
    const folder = temporaryFolder();
    const first = await listening([], folder);
    first.process.kill('SIGTERM');
    await finished(first);

    const second = await listening([], folder);

    expect(second.output()).not.toContain(first.token);
    expect((await fetch(`${second.url}/api/report`, {headers: {authorization: `Bearer ${first.token}`}})).status).toBe(200);
  });

  it('has every answer it confirmed after it was killed', async () => {
    const folder = temporaryFolder();
    const first = await listening([], folder);
    await Promise.all(Array.from({length: 40}, (_, n) => send(first.url, [answer(`e${n}`)])));
    first.process.kill('SIGKILL');
    await finished(first);

    const second = await listening([], folder);

    expect(
      new Set(
        await send(
          second.url,
          Array.from({length: 40}, (_, n) => answer(`e${n}`)),
        ),
      ),
    ).toEqual(new Set(['duplicate']));
  });

  it('answers what is under way before it ends', async () => {
    const running = await listening([]);
    const body = JSON.stringify([answer('slow')]);
    const sent = request(`${running.url}/events`, {
      method: 'POST',
      headers: {'content-type': 'text/plain', 'content-length': body.length},
    });
    sent.write(body.slice(0, 10));
    await fetch(`${running.url}/healthz`);

    running.process.kill('SIGTERM');
    await expect
      .poll(() =>
        fetch(`${running.url}/healthz`).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
    sent.end(body.slice(10));

    const [response] = await once(sent, 'response');
    expect(response.statusCode).toBe(200);
    response.resume();
    expect((await finished(running)).code).toBe(0);
  });

  it('refuses a body that turns out too large while it comes', async () => {
    const {url} = await listening([]);
    const sent = request(`${url}/events`, {method: 'POST', headers: {'content-type': 'text/plain'}});
    sent.on('error', () => undefined); // The collector may close the connection before all is written.
    sent.write('x'.repeat(70_000));

    const [response] = await once(sent, 'response');

    expect(response.statusCode).toBe(413);
    response.resume();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('shows its settings', async () => {
    const {code, lines} = await finished(run(['--help']));

    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(
      /--port NUMBER +PORT[^]*--database DATABASE +CX_DATABASE[^]*--allow-origin ORIGINS +CX_ALLOW_ORIGIN/,
    );
  });

  it('names its version', async () => {
    expect((await finished(run(['--version']))).lines[0]).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe.skipIf(!hasPostgres)('cx-collector on PostgreSQL', () => {
  it('stores, reports, never shows the password, and has all it confirmed after it was killed', async () => {
    const database = String((await newSchemas())[0]).replace('cx@', 'cx:secret@');
    const first = await listening(['--database', database]);
    expect(await send(first.url, [answer('a')])).toEqual(['stored']);
    first.process.kill('SIGKILL');
    await finished(first);

    const second = await listening(['--database', database]);

    expect(await send(second.url, [answer('a')])).toEqual(['duplicate']);
    const report = await fetch(`${second.url}/api/report`, {headers: {authorization: `Bearer ${first.token}`}});
    expect(((await report.json()) as {groups: unknown[]}).groups).toHaveLength(1);
    expect(first.output() + second.output()).not.toContain('secret');
    second.process.kill('SIGTERM');
    expect((await finished(second)).code).toBe(0);
  });

  it('ends with 78 when there is no such database', async () => {
    const database = String((await newSchemas())[0]).replace('/postgres?', '/nowhere?');

    const {code, lines} = await finished(run(['--port', '0', '--database', database]));

    expect(code).toBe(78);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/"nowhere" does not exist \(3D000\)\. \(database-unusable\)$/);
  });
});

describe('cx-collector with a wrong setting', () => {
  it.each([
    [['--port', 'x'], /port-invalid/],
    [['--database', 'postgres://'], /expected "--database" to be an address such as postgres/],
    [['--webhook', 'https://me:secret@a.example'], /expected "--webhook" to be an http\(s\) URL.*webhook-invalid/],
    [['--host', '192.0.2.1'], /address-unusable/],
    [['--database', '/dev/null/cx.sqlite'], /cannot use the database \/dev\/null\/cx.sqlite: .*database-unusable/],
    [['--database', '/proc/cx.sqlite'], /cannot use the database \/proc\/cx.sqlite: .*database-unusable/],
    [['--database', '.'], /database-unusable/],
  ])('ends with 78 and one line: %j', async (args, line) => {
    const {code, lines} = await finished(run(args));

    expect(code).toBe(78);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(line);
  });

  it('has one line for each', async () => {
    const {code, lines} = await finished(run(['--port', 'x', '--retention', 'y']));

    expect(code).toBe(78);
    expect(lines).toHaveLength(2);
  });

  it('ends with 78 when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const {port} = other.address() as AddressInfo;

    const {code, lines} = await finished(run(['--port', String(port)]));

    expect(code).toBe(78);
    expect(lines).toEqual([`cx-collector: port ${port} is in use on 127.0.0.1. Choose another with --port. (port-in-use)`]);
  });

  it('ends with 78 when the database was made by a newer version', async () => {
    const folder = temporaryFolder();
    const database = new DatabaseSync(join(folder, 'cx.sqlite'));
    database.exec(
      `CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL); INSERT INTO settings VALUES ('schema', '99')`,
    );
    database.close();

    const {code, lines} = await finished(run([], folder));

    expect(code).toBe(78);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/to have version 3 or older, got "99".*\(database-newer\)$/);
  });

  it('ends with 78 when the database is another file', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'cx.sqlite'),
      'a letter to my aunt, long enough to have a header of a hundred bytes or so, which SQLite would look at',
    );

    const {code, lines} = await finished(run([], folder));

    expect(code).toBe(78);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/database-unusable/);
  });
});
