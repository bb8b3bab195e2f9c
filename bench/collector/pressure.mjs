/** Whether visitors notice that somebody floods the collector or dawdles on thousands of connections. */

import {join} from 'node:path';
import {peakMemory, runLoad, startCollector, startSender} from './processes.mjs';

/** Two hundred visitors a second, from ten thousand addresses, for so long that slow headers and bodies run into their limits. */
const visitors = {requests: 7000, everyMs: 5, from: 'many', salt: 'visitor'};

/** The posts of visitors, alone and beside whoever means no good. */
export async function measurePressure(figures, folder) {
  const server = await startCollector(join(folder, 'pressure.sqlite'), {more: ['--trust-proxy', '127.0.0.1']});
  const {url, pid} = server;
  await runLoad({url, ...visitors, requests: 1000, salt: 'warm'});
  const alone = await runLoad({url, ...visitors, requests: 2000, salt: 'alone'});
  figures.add('visitors alone: p99, ms', mustPass(alone).p99);

  const flood = startSender('load.mjs', {url, salt: 'flood', from: '203.0.113.7', isEndless: true}, {isPatient: true});
  await flood.next();
  const beside = await runLoad({url, ...visitors, requests: 4000, salt: 'flood-visitor'});
  flood.tell('end');
  const {perSecond, statuses} = await flood.next();
  figures.add('visitors beside a flood from one address: p99, ms', mustPass(beside).p99, {bare: alone.p99, must: '≤ 100'});
  figures.add('the flood: requests/s', perSecond);
  figures.add('the flood: share turned away with 429', (statuses[429] ?? 0) / sum(statuses));

  const dawdlers = {headers: 1000, bodies: 1000, silent: 3000};
  const loris = startSender('loris.mjs', {url, ...dawdlers}, {isPatient: true});
  await loris.next();
  const slow = await runLoad({url, ...visitors});
  loris.tell('end');
  const {open, cut} = await loris.next();
  figures.add('visitors beside 2,000 dawdlers and 3,000 idle sockets: p99, ms', mustPass(slow).p99, {
    bare: alone.p99,
    must: '≤ 100',
  });
  figures.add('dawdlers cut off meanwhile', cut, {must: '≥ 1000'});
  figures.add('their connections that were open at the end', open);

  const idle = startSender('loris.mjs', {url, kept: 5000});
  await idle.next();
  mustPass(await runLoad({url, ...visitors, requests: 1000, salt: 'idle'}));
  idle.tell('end');
  figures.add('5,000 kept-alive connections: open', (await idle.next()).open, {must: '≥ 5000'});
  figures.add('most memory through all of this, MiB', peakMemory(pid), {must: '≤ 400'});
  await server.stop();
}

/** No visitor may be turned away. */
function mustPass(result) {
  if (result.failed) throw new Error(`Visitors were turned away: ${JSON.stringify(result.statuses)}`);
  return result;
}

const sum = counts => Object.values(counts).reduce((all, count) => all + count, 0);
