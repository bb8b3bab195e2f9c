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
  await runLoad({url, requests: 2000, perRequest, salt: 'warm'});
  const before = cpuSeconds(pid);
  const result = await runLoad({url, requests, perRequest, salt: 'main'});
  const used = ((cpuSeconds(pid) - before) / requests) * 1e6;
  await stop();
  return line(name, result, perRequest, used);
}

/** Posts at a steady, moderate rate while reports over all rows run one after another. */
async function measureReport(database, count) {
  const {url, stop} = await startCollector(database);
  await fill(database, count);
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

function event(id) {
  const score = id.length % 11;
  return {
    specversion: '1.0',
    id,
    source: 'https://shop.example/checkout',
    type: 'cx.submitted',
    subject: 'nps:checkout',
    time: '2026-11-21T11:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:cx-elements:event:1',
    senttime: '2026-11-21T12:00:00.000Z',
    data: {
      site: 'shop.example',
      element: 'cx-nps',
      survey: 'nps:checkout',
      touchpoint: 'checkout',
      response: `r-${id}`,
      seq: 1,
      partial: false,
      score,
      scale: {min: 0, max: 10},
      category: 'promoter',
      answers: {score, comment: 'Quick delivery, and the box was well packed.', reasons: ['delivery']},
      asked: {question: 'How likely are you to recommend us to a friend?', ask: 'What did we do well?'},
      context: {orderId: 'A1'},
      page: {url: 'https://shop.example/checkout'},
      locale: 'en',
      elapsedMs: 5200,
      lib: '1.0.0',
    },
  };
}

/** Rows over a year, three surveys, three touchpoints, written past the collector to save time. */
async function fill(database, count) {
  const {DatabaseSync} = await import('node:sqlite');
  const db = new DatabaseSync(database);
  db.exec('PRAGMA busy_timeout = 5000');
  const events = db.prepare(`INSERT INTO events
    (site, id, type, survey, touchpoint, element, response, visitor, is_test, occurred_at, received_at, label, amount, digest, body)
    VALUES ('shop.example', ?, 'cx.submitted', ?, ?, 'cx-nps', ?, NULL, 0, ?, ?, '', 1, 'x', ?)`);
  const responses = db.prepare(`INSERT INTO responses
    (site, response, event_id, survey, touchpoint, element, is_test, is_partial, seq, score, scale_min, scale_max, category, occurred_at, received_at)
    VALUES ('shop.example', ?, ?, ?, ?, 'cx-nps', 0, 0, 1, ?, 0, 10, ?, ?, ?)`);
  const body = JSON.stringify(event('filled'));
  const now = Date.now();
  const year = 365 * 24 * 60 * 60 * 1000;
  for (let from = 0; from < count; from += 50_000) {
    db.exec('BEGIN IMMEDIATE');
    for (let n = from; n < Math.min(count, from + 50_000); n++) {
      const [id, survey, touchpoint, at, score] = [
        `f${n}`,
        `nps:${n % 3}`,
        `t${(n >> 2) % 3}`,
        now - Math.floor((n / count) * year),
        (n * 7) % 11,
      ];
      events.run(id, survey, touchpoint, `r${n}`, at, at, body);
      responses.run(`r${n}`, id, survey, touchpoint, score, score > 8 ? 'promoter' : score > 6 ? 'passive' : 'detractor', at, at);
    }
    db.exec('COMMIT');
  }
  db.close();
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
