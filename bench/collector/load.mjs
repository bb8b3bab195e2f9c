/** Posts answers over kept-alive connections, as fast as they are answered or one every few milliseconds, and tells how long each took. */

import {createHash} from 'node:crypto';
import {Agent, request} from 'node:http';
import {event} from './data.mjs';

const plan = JSON.parse(process.argv[2]);
const {url, requests, perRequest = 1, salt, everyMs = 0, connections = 50, from, isEndless = false} = plan;

const agent = new Agent({keepAlive: true, maxSockets: connections});
const times = [];
const confirmed = [];
const statuses = {};
let next = 0;
let isOver = false;

/** Ids as pages make them (`src/base/id.ts`): the time, then chance. */
const first = Date.now();
const idOf = (n, k) =>
  (first + n).toString(36) + createHash('sha256').update(`${salt}-${n}-${k}`).digest('base64url').slice(0, 13);

/** One of ten thousand visitors; the documentation's addresses are too few. */
const addressOf = n => `100.${64 + ((n * 7) % 64)}.${(n * 13) % 256}.${(n * 31) % 256}`;

function post(body, n) {
  const headers = {'content-type': 'application/cloudevents-batch+json', 'content-length': Buffer.byteLength(body)};
  if (from) headers['x-forwarded-for'] = from === 'many' ? addressOf(n) : from;
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/events`, {agent, method: 'POST', headers});
    sent.on('response', response => response.on('end', () => resolve(response.statusCode)).resume());
    sent.on('error', reject);
    sent.end(body);
  });
}

async function one(n) {
  const ids = Array.from({length: perRequest}, (_, k) => idOf(n, k));
  const body = JSON.stringify(ids.map(event));
  const start = performance.now();
  const status = await post(body, n).catch(error => error.code ?? 'failed');
  times.push(performance.now() - start);
  statuses[status] = (statuses[status] ?? 0) + 1;
  if (isEndless && status === 200) confirmed.push(...ids);
}

const hasMore = () => !isOver && (isEndless || next < requests);

async function steady() {
  const all = [];
  while (hasMore()) {
    all.push(one(next++));
    await new Promise(resolve => setTimeout(resolve, everyMs));
  }
  await Promise.all(all);
}

const flatOut = () =>
  Promise.all(
    Array.from({length: connections}, async () => {
      while (hasMore()) await one(next++);
    }),
  );

process.on('message', () => (isOver = true));
if (isEndless) process.send('started');
const begin = performance.now();
await (everyMs ? steady() : flatOut());
const seconds = (performance.now() - begin) / 1000;
agent.destroy();
times.sort((a, b) => a - b);
const at = share => times[Math.min(times.length - 1, Math.floor(times.length * share))];
const failed = times.length - (statuses[200] ?? 0);
process.send(
  {perSecond: times.length / seconds, seconds, p50: at(0.5), p99: at(0.99), slowest: at(1), failed, statuses, confirmed},
  () => process.disconnect(),
);
