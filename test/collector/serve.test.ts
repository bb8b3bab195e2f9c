import {once} from 'node:events';
import {request} from 'node:http';
import {connect, type Socket} from 'node:net';
import {describe, expect, it, onTestFinished} from 'vitest';
import {startServer, type RunningServer, type ServerLimits} from '../../src/collector/serve.js';
import {answer, openCollector} from './harness.js';

/** A real server around a real collector, closed after the test. */
async function listen(limits: Partial<ServerLimits>): Promise<RunningServer> {
  const server = await startServer(openCollector(), {port: 0, host: '127.0.0.1', limits});
  onTestFinished(() => server.close());
  return server;
}

/** A connection that says something and then nothing more. */
async function dawdle({url}: RunningServer, said: string): Promise<Socket & {heard: () => string}> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let heard = '';
  socket.on('data', chunk => (heard += String(chunk)));
  socket.on('error', () => undefined); // Being cut off is what these tests are about.
  await once(socket, 'connect');
  socket.write(said);
  return Object.assign(socket, {heard: () => heard});
}

const post = (url: string, body: unknown) => fetch(`${url}/events`, {method: 'POST', body: JSON.stringify(body)});

describe('a connection that dawdles', () => {
  it('is cut when its headers take too long, and holds up nobody', async () => {
    const server = await listen({headersMs: 300, requestMs: 400});
    const slow = await Promise.all(Array.from({length: 50}, () => dawdle(server, 'POST /events HTTP/1.1\r\nHost: shop')));

    expect((await post(server.url, [answer('a')])).status).toBe(200);
    await Promise.all(slow.map(socket => once(socket, 'close')));

    expect(slow[0]?.heard()).toContain('408 Request Timeout');
  });

  it('is cut when its body takes too long, and nothing of it is stored', async () => {
    const server = await listen({headersMs: 300, requestMs: 300});
    const body = JSON.stringify([answer('a')]);
    const head = `POST /events HTTP/1.1\r\nHost: shop\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n`;

    await once(await dawdle(server, head + body.slice(0, -1)), 'close');

    expect(await (await post(server.url, [answer('a')])).json()).toEqual({results: [{id: 'a', status: 'stored'}]});
  });

  it.each([
    ['headers', 'POST /events HTTP/1.1\r\nHost: shop\r\nX-Long: ', 'x'],
    ['a body', 'POST /events HTTP/1.1\r\nHost: shop\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n\r\n[', ' '],
    ['a body of chunks', 'POST /events HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\n \r\n'],
  ])('is cut although it goes on, byte by byte: %s', async (_, start, more) => {
    const server = await listen({headersMs: 300, requestMs: 400, silenceMs: 60_000});
    const slow = await Promise.all(Array.from({length: 30}, () => dawdle(server, start)));
    const drip = setInterval(() => slow.forEach(socket => socket.write(more)), 20);
    onTestFinished(() => clearInterval(drip));

    expect((await post(server.url, [answer('a')])).status).toBe(200);
    // Not `once`: a write to what was cut is an error before it is the end.
    await Promise.all(slow.map(socket => socket.closed || new Promise(resolve => socket.on('close', resolve))));

    expect((await post(server.url, [answer('b')])).status).toBe(200);
  });

  it('is cut when it never says anything', async () => {
    const server = await listen({headersMs: 60_000, requestMs: 60_000, silenceMs: 200});

    await once(await dawdle(server, ''), 'close');

    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});

describe('more connections than there is room for', () => {
  it('are not taken, and are taken again when there is room', async () => {
    const server = await listen({connections: 2});
    const [first, second] = [await dawdle(server, 'GET '), await dawdle(server, 'GET ')];

    await once(await dawdle(server, 'GET '), 'close');
    first.destroy();
    second.destroy();

    await expect
      .poll(() =>
        fetch(`${server.url}/healthz`).then(
          ({status}) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });

  it('take the room of those that only wait', async () => {
    const server = await listen({connections: 1});
    const idle = await dawdle(server, 'GET /healthz HTTP/1.1\r\nHost: shop\r\n\r\n');
    await expect.poll(idle.heard).toContain('200 OK');

    await dawdle(server, 'GET ');
    await once(idle, 'close');

    await expect
      .poll(() =>
        fetch(`${server.url}/healthz`).then(
          ({status}) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });
});

describe('closing', () => {
  it('answers what is under way and keeps none of its connections', async () => {
    const server = await listen({});
    const body = JSON.stringify([answer('a')]);
    const sent = request(`${server.url}/events`, {
      method: 'POST',
      headers: {connection: 'keep-alive', 'content-length': body.length},
    });
    sent.write(body.slice(0, 5));
    await fetch(`${server.url}/healthz`);

    const closed = server.close();
    sent.end(body.slice(5));
    const [response] = await once(sent, 'response');

    expect(response.statusCode).toBe(200);
    expect(response.headers.connection).toBe('close');
    response.resume();
    await closed;
  });

  it('waits no longer than its grace for a request that never ends', async () => {
    const server = await listen({graceMs: 200});
    const stuck = await dawdle(server, 'POST /events HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\n[');
    await fetch(`${server.url}/healthz`);

    await Promise.all([server.close(), once(stuck, 'close')]);

    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });
});
