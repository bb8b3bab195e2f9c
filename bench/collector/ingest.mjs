/** How many answers the collector takes on one core: new ones, known ones, few and many at a time, on both databases. */

import {join} from 'node:path';
import {findPostgres, makePostgres} from '../../test/harness/postgres.mjs';
import {cpuSeconds, peakMemory, runLoad, startBare, startCollector} from './processes.mjs';

/** Runs a plan on a warm server. */
async function measure(server, {requests, perRequest, salt = 'main'}) {
  const {url, pid} = server;
  await runLoad({url, requests: Math.ceil(2000 / perRequest), perRequest, salt: `warm-${salt}`});
  const before = cpuSeconds(pid);
  const result = await runLoad({url, requests, perRequest, salt});
  if (result.failed) throw new Error(`${result.failed} requests failed: ${JSON.stringify(result.statuses)}`);
  return {...result, cpu: ((cpuSeconds(pid) - before) / requests) * 1e6, memory: peakMemory(pid)};
}

/** The same plan on the collector and on the floor, in databases of their own that have the same tables. */
async function measureBoth(plan, database) {
  const ours = await startCollector(await database());
  const found = await measure(ours, plan);
  await ours.stop();
  const place = await database();
  await (await startCollector(place)).stop(); // makes the tables
  const floor = await startBare(place);
  const bare = await measure(floor, plan);
  await floor.stop();
  return {ours: found, bare};
}

/** Single events, ten events, and known ids on SQLite. */
export async function measureIngest(figures, folder, requests) {
  let made = 0;
  const database = () => join(folder, `ingest-${++made}.sqlite`);
  const one = await measureBoth({requests, perRequest: 1}, database);
  figures.add('one event a request: requests/s', one.ours.perSecond, {bare: one.bare.perSecond, must: '≥ 3000'});
  figures.add('one event a request: p50, ms', one.ours.p50, {bare: one.bare.p50});
  figures.add('one event a request: p99, ms', one.ours.p99, {bare: one.bare.p99, must: '≤ 50'});
  figures.add('one event a request: processor time of the server, µs', one.ours.cpu, {bare: one.bare.cpu});
  const ten = await measureBoth({requests: Math.ceil(requests / 5), perRequest: 10}, database);
  figures.add('ten events a request: events/s', ten.ours.perSecond * 10, {bare: ten.bare.perSecond * 10, must: '≥ 8000'});
  figures.add('ten events a request: p99, ms', ten.ours.p99, {bare: ten.bare.p99});
  figures.add('ten events a request: processor time of the server, µs', ten.ours.cpu, {bare: ten.bare.cpu});
  const memory = Math.max(one.ours.memory, ten.ours.memory);
  figures.add('most memory at full load, MiB', memory, {bare: Math.max(one.bare.memory, ten.bare.memory), must: '≤ 200'});
  await measureReplay(figures, database(), requests);
}

/** New and known events in turns, so that whatever else the machine does falls on both. */
async function measureReplay(figures, database, requests) {
  const rounds = 5;
  const server = await startCollector(database);
  const seconds = {fresh: 0, replay: 0};
  for (let round = 0; round < rounds; round++) {
    const plan = {requests: Math.ceil(requests / rounds), perRequest: 1, salt: `round-${round}`};
    if (round === 0) await measure(server, {...plan, salt: 'first'});
    for (const kind of ['fresh', 'replay']) {
      const result = await runLoad({url: server.url, ...plan});
      if (result.failed) throw new Error(`${result.failed} requests failed.`);
      seconds[kind] += result.seconds;
    }
  }
  await server.stop();
  const all = Math.ceil(requests / rounds) * rounds;
  figures.add('new ids, in turns with known ones: requests/s', all / seconds.fresh);
  figures.add('known ids: requests/s', all / seconds.replay);
  figures.add('known ids / new ids', seconds.fresh / seconds.replay, {must: '≥ 0.8'});
}

/** The same on a PostgreSQL that flushes every commit to the disk, on this machine. */
export async function measurePostgres(figures, requests) {
  if (!findPostgres()) return figures.skip('PostgreSQL is not on this machine');
  const postgres = await makePostgres();
  await postgres.start();
  let made = 0;
  const {default: pg} = await import('pg');
  const database = async () => {
    const name = `bench_${++made}`;
    const client = new pg.Client({connectionString: postgres.url});
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    return postgres.url.replace(/\/postgres$/, `/${name}`);
  };
  try {
    const ten = await measureBoth({requests: Math.ceil(requests / 10), perRequest: 10}, database);
    figures.add('PostgreSQL, ten events a request: events/s', ten.ours.perSecond * 10, {
      bare: ten.bare.perSecond * 10,
      must: '≥ 3000',
    });
    figures.add('PostgreSQL, ten events a request: p99, ms', ten.ours.p99, {bare: ten.bare.p99});
    const one = await measureBoth({requests: Math.ceil(requests / 3), perRequest: 1}, database);
    figures.add('PostgreSQL, one event a request: requests/s', one.ours.perSecond, {bare: one.bare.perSecond});
    figures.add('PostgreSQL, one event a request: p99, ms', one.ours.p99, {bare: one.bare.p99});
    figures.add('PostgreSQL: most memory of the collector, MiB', Math.max(one.ours.memory, ten.ours.memory), {
      bare: Math.max(one.bare.memory, ten.bare.memory),
      must: '≤ 200',
    });
  } finally {
    await postgres.remove();
  }
}
