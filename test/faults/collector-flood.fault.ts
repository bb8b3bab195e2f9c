import {Agent, request} from 'node:http';
import {connect, type Socket} from 'node:net';
import {expect} from 'vitest';
import {databaseOf} from './databases.js';
import {DirectClient} from './direct-client.js';
import {defineFault} from './fault.js';
import type {Lab} from './lab.js';
import {peakBytes} from './peak-bytes.js';
import {openScene} from './scene.js';

const head = 'POST /events HTTP/1.1\r\nHost: collector.example\r\nContent-Type: text/plain\r\n';

/** What takes its time, and how long the collector waits for it. */
const dawdlers = [
  {kind: 'idle', sockets: 5000, start: '', then: ''},
  {kind: 'headers', sockets: 200, start: `${head}X-Slow: `, then: 'a'},
  {kind: 'body', sockets: 200, start: `${head}Content-Length: 60000\r\n\r\n[`, then: ' '},
] as const;

defineFault({
  number: 53,
  title: 'headers or bodies come a byte at a time, or sockets are opened and nothing is said',
  layer: 'collector',
  full: true,
  async run(lab) {
    const {collector, visitor} = await openScene(lab, {collector: await databaseOf(lab)});
    const {kind, sockets, start, then} = dawdlers[lab.seed % dawdlers.length]!;
    await visitor.giveAnswers(2);
    const opened = await openSlow(lab, collector.port, sockets, start, then);
    const isOpen = (socket: Socket): boolean => !socket.closed;

    for (const {id} of await visitor.giveAnswers(2)) await visitor.hear(told => told.kind === 'cx-accepted' && told.id === id);
    const besides = new DirectClient(lab, collector);
    await besides.deliver(besides.answers(20));
    lab.fired(opened.filter(isOpen).length);

    await expect.poll(() => opened.filter(isOpen).length, {timeout: 90_000, interval: 200, message: kind}).toBe(0);
    await visitor.giveAnswers(1);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 60,
  title: 'one address floods, then ten thousand addresses come',
  layer: 'collector',
  async run(lab) {
    const {collector, visitor} = await openScene(lab, {
      collector: {...(await databaseOf(lab)), flags: ['--rate-limit', '60', '--trust-proxy', '127.0.0.1']},
    });
    const client = new DirectClient(lab, collector);
    // What a proxy adds is at the right; what stands left of it the flooder may have made up.
    const flooder = lab.pick<(n: number) => string>([
      () => '203.0.113.7',
      n => `198.51.100.${n % 250}, 203.0.113.7`,
      n => `127.0.0.1, 10.0.0.${n % 250}, 203.0.113.7`,
      n => `2001:db8:1:2::${n.toString(16)}`,
    ]);
    const flood = postMany(collector.port, 2000, flooder);

    const accepted = await visitor.giveAnswers(3);
    for (const {id} of accepted) await visitor.hear(told => told.kind === 'cx-accepted' && told.id === id);
    for (let n = 0; n < 20; n++) {
      const reply = await client.post(client.answers(2), {'x-forwarded-for': '203.0.113.8'});
      expect(reply.status).toBe(200);
    }
    const statuses = await flood;
    lab.fired(statuses.get(429) ?? 0);
    expect([...statuses.keys()].toSorted()).toEqual([200, 429]);
    const refused = await client.post([], {'x-forwarded-for': flooder(0)});
    if (refused.status === 429) expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);

    const crowd = await postMany(collector.port, 10_000, n => `100.${64 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`);
    expect([...crowd]).toEqual([[200, 10_000]]);
    expect(peakBytes(collector.pid)).toBeLessThan(400 * 1024 * 1024);
    expect(collector.lines.filter(line => /203\.0\.113|198\.51\.100|2001:db8/.test(line))).toEqual([]);
    await visitor.giveAnswers(1);
    await lab.settle(visitor, collector);
  },
});

/** Opens so many connections that each say `start`, and then `then` again and again. */
async function openSlow(lab: Lab, port: number, count: number, start: string, then: string): Promise<Socket[]> {
  const sockets: Socket[] = [];
  lab.cleanup(() => sockets.forEach(socket => socket.destroy()));
  while (sockets.length < count) {
    const some = Array.from({length: Math.min(250, count - sockets.length)}, () => connect(port, '127.0.0.1'));
    sockets.push(...some);
    await Promise.all(some.map(socket => new Promise(done => socket.once('connect', done))));
  }
  for (const socket of sockets) {
    socket.on('error', () => undefined); // Cut by the collector: that is what is waited for.
    socket.resume();
    if (start) socket.write(start);
    const timer = then ? setInterval(() => socket.writable && socket.write(then), 1000) : undefined;
    socket.once('close', () => clearInterval(timer));
  }
  return sockets;
}

/** Posts empty batches as from many addresses; resolves with how often each status came. */
async function postMany(port: number, count: number, address: (n: number) => string): Promise<Map<number, number>> {
  const agent = new Agent({keepAlive: true, maxSockets: 20});
  const statuses = new Map<number, number>();
  let next = 0;
  const post = (n: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = {'content-type': 'text/plain', 'x-forwarded-for': address(n)};
      const sent = request({port, host: '127.0.0.1', path: '/events', method: 'POST', agent, headers}, response => {
        statuses.set(response.statusCode ?? 0, (statuses.get(response.statusCode ?? 0) ?? 0) + 1);
        response.resume().on('end', resolve);
      });
      sent.on('error', reject);
      sent.end('[]');
    });
  const side = async (): Promise<void> => {
    while (next < count) await post(next++);
  };
  await Promise.all(Array.from({length: 20}, side));
  agent.destroy();
  return statuses;
}
