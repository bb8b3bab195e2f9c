/**
 * How many answers the collector takes on one core, beside a bare server that does the same insert without checking anything.
 *
 * Run it with `npm run bench:collector`, after a build. `--requests N` and `--rows N` change the amounts.
 */

import {fork, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {Agent, request} from 'node:http';
import {cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {event, fill} from './collector-data.mjs';
import {findPostgres, makePostgres} from '../test/harness/postgres.mjs';

const self = fileURLToPath(import.meta.url);
const cli = fileURLToPath(new URL('../dist/collector/cli.js', import.meta.url));
const connections = 50;
const token = 'bench-token';

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    requests: {type: 'string', default: '30000'},
    rows: {type: 'string', default: '1000000'},
    role: {type: 'string'},
    plan: {type: 'string'},
  },
});

if (values.role === 'bare') await serveBare(positionals[0]);
else if (values.role === 'load') process.send(await load(JSON.parse(values.plan)));
else await main();

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'cx-bench-'));
  const rows = [];
  try {
    const requests = Number(values.requests);
    rows.push(await measure('bare node:http + node:sqlite, 1 event a request', startBare(folder), {requests, perRequest: 1}));
    rows.push(
      await measure('collector, 1 event a request', startCollector(join(folder, 'one.sqlite')), {requests, perRequest: 1}),
    );
    rows.push(
      await measure('collector, 10 events a request', startCollector(join(folder, 'ten.sqlite')), {
        requests: requests / 5,
        perRequest: 10,
      }),
    );
    rows.push(...(await measurePostgres(requests)));
    rows.push(...(await measureReport(join(folder, 'many.sqlite'), Number(values.rows))));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
  console.log(
    `Node ${process.versions.node}, ${cpus()[0]?.model}, server pinned to one core: ${hasTaskset() ? 'yes' : 'no'}, ${connections} connections\n`,
  );
  console.log(
    '| what | requests/s | events/s | p50 ms | p99 ms | slowest ms | server CPU µs a request | not 2xx |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  );
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}

async function measure(name, server, {requests, perRequest}) {
  const {url, pid, stop} = await server;
  await runLoad({url, requests: 2000, perRequest, salt: `warm${perRequest}`});
  const before = cpuSeconds(pid);
  const result = await runLoad({url, requests, perRequest, salt: `main${perRequest}`});
  const used = ((cpuSeconds(pid) - before) / requests) * 1e6;
  await stop();
  return line(name, result, perRequest, used);
}

/** The same on a PostgreSQL that flushes every commit to the disk, on this machine. */
async function measurePostgres(requests) {
  if (!findPostgres()) return [['collector on PostgreSQL: not on this machine', ...Array(7).fill('')]];
  const postgres = await makePostgres();
  await postgres.start();
  try {
    return [
      await measure('collector on PostgreSQL, 1 event a request', startCollector(postgres.url), {
        requests: requests / 2,
        perRequest: 1,
      }),
      await measure('collector on PostgreSQL, 10 events a request', startCollector(postgres.url), {
        requests: requests / 5,
        perRequest: 10,
      }),
    ];
  } finally {
    await postgres.remove();
  }
}

/** Posts at a steady, moderate rate while reports over all rows run one after another. */
async function measureReport(database, count) {
  const {url, stop} = await startCollector(database);
  fill(database, count);
  const quiet = await runLoad({url, requests: 4000, perRequest: 1, salt: 'quiet', everyMs: 1});
  let isDone = false;
  const busy = runLoad({url, requests: 8000, perRequest: 1, salt: 'busy', everyMs: 1}).finally(() => (isDone = true));
  const times = [];
  while (!isDone) {
    const start = performance.now();
    const response = await fetch(`${url}/api/report?bucket=day&tz=Europe/Berlin`, {headers: {authorization: `Bearer ${token}`}});
    const {groups} = await response.json();
    times.push(performance.now() - start);
    if (groups.reduce((sum, group) => sum + group.responses, 0) < count) throw new Error('The report is not complete.');
  }
  const result = await busy;
  await stop();
  const seconds = times.map(time => (time / 1000).toFixed(1)).join(', ');
  const rows = count.toLocaleString('en');
  return [
    line(`collector, paced posts, ${rows} rows, no report`, quiet, 1),
    line(`collector, paced posts, ${rows} rows, reports running (${seconds} s each)`, result, 1),
  ];
}

/** The processor time a process has used: the figure that a busy machine does not spoil. */
function cpuSeconds(pid) {
  if (!existsSync(`/proc/${pid}/stat`)) return NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function line(name, {perSecond, p50, p99, slowest, failed}, perRequest, used = NaN) {
  return [
    name,
    Math.round(perSecond),
    Math.round(perSecond * perRequest),
    p50.toFixed(1),
    p99.toFixed(1),
    slowest.toFixed(1),
    Number.isNaN(used) ? '' : Math.round(used),
    failed,
  ];
}

function startCollector(database) {
  return start([cli, '--port', '0', '--database', database, '--admin-token', token], /listens on (\S+)/);
}

function startBare(folder) {
  return start([self, '--role', 'bare', join(folder, 'bare.sqlite')], /listens on (\S+)/);
}

async function start(args, pattern) {
  const [command, ...rest] = hasTaskset() ? ['taskset', '-c', '0', process.execPath, ...args] : [process.execPath, ...args];
  const child = spawn(command, rest, {stdio: ['ignore', 'pipe', 'inherit']});
  const url = await new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
      const [, found] = pattern.exec(output) ?? [];
      if (found) resolve(found);
    });
    child.once('close', () => reject(new Error(`The server did not start: ${output}`)));
  });
  return {url, pid: child.pid, stop: () => Promise.all([once(child, 'close'), child.kill('SIGTERM')])};
}

async function runLoad(plan) {
  const core = cpus().length > 1 && hasTaskset() ? ['-c', '1'] : undefined;
  const child = fork(self, ['--role', 'load', '--plan', JSON.stringify(plan)]);
  if (core) spawnSync('taskset', ['-p', ...core, String(child.pid)]);
  const [result] = await once(child, 'message');
  return result;
}

/** Sends single requests over kept-alive connections, as fast as they are answered or one every few milliseconds. */
async function load({url, requests, perRequest, salt, everyMs = 0}) {
  const agent = new Agent({keepAlive: true, maxSockets: connections});
  const times = [];
  let failed = 0;
  let next = 0;
  const one = async n => {
    const body = JSON.stringify(Array.from({length: perRequest}, (_, k) => event(`${salt}-${n}-${k}`)));
    const start = performance.now();
    const status = await send(agent, `${url}/events`, body);
    times.push(performance.now() - start);
    if (status !== 200) failed++;
  };
  const begin = performance.now();
  if (everyMs) {
    const all = [];
    for (; next < requests; next++) {
      all.push(one(next));
      await new Promise(resolve => setTimeout(resolve, everyMs));
    }
    await Promise.all(all);
  } else {
    await Promise.all(
      Array.from({length: connections}, async () => {
        while (next < requests) await one(next++);
      }),
    );
  }
  const seconds = (performance.now() - begin) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = share => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return {perSecond: requests / seconds, p50: at(0.5), p99: at(0.99), slowest: at(1), failed};
}

function send(agent, url, body) {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      agent,
      method: 'POST',
      headers: {'content-type': 'application/cloudevents-batch+json', 'content-length': Buffer.byteLength(body)},
    });
    sent.on('response', response => response.on('end', () => resolve(response.statusCode)).resume());
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The floor: reads a body, inserts one row, answers; a transaction and a flush for each. */
async function serveBare(file) {
  const [{createServer}, {DatabaseSync}] = await Promise.all([import('node:http'), import('node:sqlite')]);
  const db = new DatabaseSync(file);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE events (site TEXT, id TEXT, body TEXT, PRIMARY KEY (site, id))',
  );
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const server = createServer((incoming, outgoing) => {
    const chunks = [];
    incoming.on('data', chunk => chunks.push(chunk));
    incoming.on('end', () => {
      for (const one of JSON.parse(Buffer.concat(chunks))) insert.run(one.data.site, one.id, JSON.stringify(one));
      outgoing.end('{}');
    });
  });
  process.once('SIGTERM', () => process.exit(0));
  server.listen(0, '127.0.0.1', () => console.log(`listens on http://127.0.0.1:${server.address().port}`));
}

function hasTaskset() {
  return spawnSync('taskset', ['--version']).status === 0;
}
