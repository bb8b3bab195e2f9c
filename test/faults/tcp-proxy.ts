import {createServer, connect, type AddressInfo, type Server, type Socket} from 'node:net';
import type {Lab} from './lab.js';

/** What the proxy does with connections that are made from now on. */
export type Weather =
  | {readonly kind: 'fair'}
  /** Nobody listens: a connection is refused. */
  | {readonly kind: 'refuse'}
  /** Accepted, and then nothing in either direction. */
  | {readonly kind: 'blackhole'}
  /** The server hears all; the client hears nothing. */
  | {readonly kind: 'deaf'}
  /** Reset once so many bytes went up. */
  | {readonly kind: 'reset-up'; readonly bytes: number}
  /** Cut once so many bytes came down. */
  | {readonly kind: 'cut-down'; readonly bytes: number}
  /** So many bytes at a time come down, one portion every so often. */
  | {readonly kind: 'trickle'; readonly bytes: number; readonly everyMs: number};

/** Passes bytes between a client and a server, as badly as it is told to. Each connection it harms counts as fired. */
export class TcpProxy {
  port = 0;
  /** Connections that came, harmed ones too; refused ones are not seen. */
  connections = 0;
  readonly #lab: Lab;
  readonly #target: () => number;
  readonly #sockets = new Set<Socket>();
  #weather: Weather = {kind: 'fair'};
  #server: Server | undefined;

  private constructor(lab: Lab, target: () => number) {
    this.#lab = lab;
    this.#target = target;
  }

  /** Starts one in front of a port of this machine. */
  static async open(lab: Lab, target: () => number): Promise<TcpProxy> {
    const proxy = new TcpProxy(lab, target);
    await proxy.#listen();
    lab.onHeal(() => proxy.turn({kind: 'fair'}));
    lab.cleanup(() => proxy.#stop());
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Changes the weather and cuts what is connected. */
  async turn(weather: Weather): Promise<void> {
    this.#weather = weather;
    this.cut();
    if (weather.kind === 'refuse') {
      this.#lab.fired();
      await this.#stop();
    } else if (!this.#server) {
      await this.#listen();
    }
  }

  /** Resets all connections. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async #listen(): Promise<void> {
    const server = createServer(client => this.#accept(client));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.cut();
    if (server) await new Promise(done => server.close(done));
  }

  #accept(client: Socket): void {
    this.connections++;
    this.#watch(client);
    const weather = this.#weather;
    if (weather.kind !== 'fair') this.#lab.fired();
    if (weather.kind === 'blackhole') return void client.pause();
    const server = connect(this.#target(), '127.0.0.1');
    this.#watch(server);
    client.on('close', () => server.destroy());
    server.on('close', () => (weather.kind === 'deaf' ? undefined : client.end()));
    let [up, down] = [0, 0];
    client.on('data', chunk => {
      up += chunk.length;
      if (weather.kind !== 'reset-up' || up < weather.bytes) return void server.write(chunk);
      client.resetAndDestroy();
      server.resetAndDestroy();
    });
    if (weather.kind === 'trickle') return trickleTo(client, server, weather.bytes, weather.everyMs);
    server.on('data', chunk => {
      if (weather.kind === 'deaf') return;
      const left = weather.kind === 'cut-down' ? weather.bytes - down : Infinity;
      down += chunk.length;
      if (chunk.length <= left) return void client.write(chunk);
      client.write(chunk.subarray(0, Math.max(0, left)), () => client.resetAndDestroy());
    });
  }

  #watch(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined); // Broken on purpose, or by the other end.
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

function trickleTo(client: Socket, server: Socket, bytes: number, everyMs: number): void {
  let waiting = Buffer.alloc(0);
  server.on('data', chunk => (waiting = Buffer.concat([waiting, chunk])));
  const timer = setInterval(() => {
    client.write(waiting.subarray(0, bytes));
    waiting = waiting.subarray(bytes);
  }, everyMs);
  client.on('close', () => clearInterval(timer));
}
