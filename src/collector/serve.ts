import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createAdaptorServer} from '@hono/node-server';
import {printLog} from './log.js';
import type {Peer} from './peer.js';
import {SettingsError} from './problem.js';

/** Where a server listens. */
export interface ServerAddress {
  readonly port: number;
  readonly host: string;
  readonly limits?: Partial<ServerLimits>;
}

/** How long and how many: what a client that dawdles or comes with a thousand connections may take. */
export interface ServerLimits {
  /** For the headers of a request. */
  readonly headersMs: number;
  /** For a request with its body. */
  readonly requestMs: number;
  /** For a connection on which nothing happens. */
  readonly silenceMs: number;
  /** Connections at a time; those that only wait make room first. */
  readonly connections: number;
  /** For what is under way when the server closes. */
  readonly graceMs: number;
}

/** A server that listens. */
export interface RunningServer {
  /** Its address, without a slash at the end. */
  readonly url: string;
  /** Stops accepting, lets what is under way finish, and resolves. */
  close(): Promise<void>;
}

const usualLimits: ServerLimits = {headersMs: 10_000, requestMs: 30_000, silenceMs: 120_000, connections: 10_000, graceMs: 4000};

/** What a server asks to answer a request. */
export type Handler = (request: Request, peer: Peer) => Response | Promise<Response>;

/** Starts an HTTP server for a handler of `Request`s. Rejects with a `SettingsError` when it cannot listen there. */
export async function startServer(handler: Handler, address: ServerAddress): Promise<RunningServer> {
  const {headersMs, requestMs, silenceMs, connections, graceMs} = {...usualLimits, ...address.limits};
  let isClosing = false;
  const server = createAdaptorServer({
    fetch: async (request, {incoming}) => {
      const response = await handler(request, {address: incoming.socket.remoteAddress});
      if (isClosing) response.headers.set('connection', 'close');
      return response;
    },
    serverOptions: {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: Math.min(65_000, silenceMs),
      connectionsCheckingInterval: Math.min(1000, headersMs),
    },
  }) as Server;
  server.maxConnections = connections;
  server.timeout = silenceMs;
  server.on('drop', () => server.closeIdleConnections());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenProblem(error, address)));
    server.listen(address.port, address.host, resolve);
  });
  const {port} = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  const close = (): Promise<void> => {
    isClosing = true;
    return closeServer(server, graceMs);
  };
  return {url: `http://${host}:${port}`, close};
}

/** No end takes longer: whoever asked the process to end kills it soon after. */
const endMs = 5000;

/** Closes a server and all that belongs to it when the process is asked to end. */
export function closeOnSignal(close: () => Promise<void>): void {
  const fail = (code: string, message: string): void => {
    printLog({level: 'error', code, message});
    process.exit(1);
  };
  const stop = (): void => {
    setTimeout(() => fail('end-late', `Not everything was closed after ${endMs} ms.`), endMs).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => fail('end-failed', String(error)),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  // A connection that was busy when the closing began is kept alive after its answer, and would keep the server alive with it.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const limit = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>(resolve => server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(limit);
}

function listenProblem(error: NodeJS.ErrnoException, {port, host}: ServerAddress): SettingsError {
  if (error.code === 'EADDRINUSE')
    return new SettingsError([`cx-collector: port ${port} is in use on ${host}. Choose another with --port. (port-in-use)`]);
  return new SettingsError([`cx-collector: cannot listen on ${host}, port ${port}: ${error.message}. (address-unusable)`]);
}
