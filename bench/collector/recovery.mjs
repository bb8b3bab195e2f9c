/** How soon the collector serves again after it was killed with many answers, and whether it still has all that it confirmed. */

import {statSync} from 'node:fs';
import {request} from 'node:http';
import {join} from 'node:path';
import {event, fill} from './data.mjs';
import {startCollector, startSender} from './processes.mjs';

const rounds = 3;

/** Kills the collector under load, starts it again on the same port, and waits for the first confirmed answer. */
export async function measureRecovery(figures, folder, rows) {
  const database = join(folder, 'recovery.sqlite');
  let server = await startCollector(database);
  fill(database, rows);
  const port = Number(new URL(server.url).port);
  const found = {post: [], ready: [], log: [], confirmed: 0, missing: 0};
  for (let round = 0; round < rounds; round++) {
    const load = startSender('load.mjs', {url: server.url, salt: `killed-${round}`, isEndless: true});
    await load.next();
    await untilLogGrows(database);
    const killed = server.stop('SIGKILL');
    load.tell('end');
    await killed;
    found.log.push(statSync(`${database}-wal`).size / 2 ** 20);
    const starting = startCollector(database, {port});
    const begin = performance.now();
    const [post, ready] = await Promise.all([
      until(() => ask(port, 'POST', '/events', JSON.stringify([event(`first-${round}`)]))),
      until(() => ask(port, 'GET', '/readyz')),
    ]);
    found.post.push((post - begin) / 1000);
    found.ready.push((ready - begin) / 1000);
    server = await starting;
    const {confirmed} = await load.next();
    found.confirmed += confirmed.length;
    found.missing += await missingOf(port, confirmed);
  }
  await server.stop();
  const amount = rows.toLocaleString('en');
  figures.add(`killed under load with ${amount} rows: log to recover, MiB`, Math.max(...found.log));
  figures.add('killed under load: s to the first stored answer, slowest of three', Math.max(...found.post), {must: '≤ 2'});
  figures.add('killed under load: s to /readyz, slowest of three', Math.max(...found.ready), {must: '≤ 2'});
  figures.add('killed under load: confirmed answers', found.confirmed);
  figures.add('killed under load: confirmed answers that are missing', found.missing, {must: '≤ 0'});
}

/** Waits for a log that has to be recovered, in the middle of the writing. */
async function untilLogGrows(database) {
  const before = statSync(`${database}-wal`).mtimeMs;
  const end = performance.now() + 2000;
  while (performance.now() < end) await new Promise(resolve => setTimeout(resolve, 10));
  if (statSync(`${database}-wal`).mtimeMs === before) throw new Error('Nothing was written.');
}

/** Asks until it is answered with 200; resolves to when. */
async function until(act) {
  for (;;) {
    const status = await act();
    if (status === 200) return performance.now();
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}

function ask(port, method, path, body) {
  return new Promise(resolve => {
    const sent = request({port, method, path, agent: false, headers: body && {'content-type': 'text/plain'}});
    sent.on('response', response => response.on('end', () => resolve(response.statusCode)).resume());
    sent.on('error', () => resolve(0)); // It does not listen yet.
    sent.end(body);
  });
}

/** Sends confirmed answers again: what is not known as a duplicate had been lost. */
async function missingOf(port, confirmed) {
  let missing = 0;
  for (let from = 0; from < confirmed.length; from += 40) {
    const response = await fetch(`http://127.0.0.1:${port}/events`, {
      method: 'POST',
      body: JSON.stringify(confirmed.slice(from, from + 40).map(id => event(id))),
    });
    const {results} = await response.json();
    missing += results.filter(({status}) => status !== 'duplicate').length;
  }
  return missing;
}
