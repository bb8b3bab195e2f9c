import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createAdaptorServer} from '@hono/node-server';
import {SettingsError} from './problem.js';

/** Where a server listens. */
export interface ServerAddress {
  readonly port: number;
  readonly host: string;
}

/** A server that listens. */
export interface RunningServer {
  /** Its address, without a slash at the end. */
  readonly url: string;
  /** Stops accepting, lets what is under way finish, and resolves. */
  close(): Promise<void>;
}

/** How long requests that are under way may take once the server closes. */
const graceMs = 5000;

/** Starts an HTTP server for a handler of `Request`s. Rejects with a `SettingsError` when it cannot listen there. */
export async function startServer(handler: (request: Request) => Response | Promise<Response>, address: ServerAddress): Promise<RunningServer> {
  const server = createAdaptorServer({
    fetch: handler,
    serverOptions: {headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000},
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenProblem(error, address)));
    server.listen(address.port, address.host, resolve);
  });
  const {port} = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {url: `http://${host}:${port}`, close: () => closeServer(server)};
}

/** Closes a server and all that belongs to it when the process is asked to end. */
export function closeOnSignal(close: () => Promise<void>): void {
  const stop = (): void => {
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`cx-collector: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function closeServer(server: Server): Promise<void> {
  // A connection that was busy when the closing began is kept alive after its answer, and would keep the server alive with it.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const limit = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>(resolve => server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(limit);
}

function listenProblem(error: NodeJS.ErrnoException, {port, host}: ServerAddress): SettingsError {
  if (error.code === 'EADDRINUSE') return new SettingsError([`cx-collector: port ${port} is in use on ${host}. Choose another with --port. (port-in-use)`]);
  return new SettingsError([`cx-collector: cannot listen on ${host}, port ${port}: ${error.message}. (address-unusable)`]);
}
