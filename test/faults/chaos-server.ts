import {createServer, request as httpRequest, type IncomingMessage, type ServerResponse} from 'node:http';
import {createServer as createSecureServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {Server as TLSServer} from 'node:tls';
import type {Certificate} from './certificates.js';
import type {Lab} from './lab.js';

/** One request as the chaos server saw it. */
export interface Exchange {
  /** When its head arrived, in milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Ids of its events; empty while the body is not read, or is none of ours. */
  ids: string[];
  /** When it was sent, by the clock of the page. */
  sentAt: number;
  bytes: number;
  /** Nothing more will come of it. */
  isOver: boolean;
  /** It is left hanging on purpose. */
  hangs: boolean;
  /** What the page was told; undefined when it was told nothing. */
  status?: number;
}

/** What a step may do with a request. */
export interface Turn {
  readonly exchange: Exchange;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The whole body. */
  body(): Promise<string>;
  /** Hands the request to the collector and resolves with its whole answer: the commit is done. */
  forward(): Promise<Answer>;
}

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: string;
}

/** What happens to one request. */
export type Step = (turn: Turn) => Promise<void> | void;

/**
 * Stands in front of the collector on an origin of its own, and does to each request what the script says.
 *
 * Steps come from `faults.ts`; one that is not `pass()` counts as fired.
 */
export class ChaosServer {
  url = '';
  /** All posts, oldest first. */
  readonly requests: Exchange[] = [];
  /** Requests that ask for leave first; there should be none. */
  preflights = 0;
  readonly #lab: Lab;
  readonly #target: () => string;
  readonly #paths = new Map<string, Step>();
  readonly #next: Step[] = [];
  #always: Step | undefined;
  readonly #certificate: Certificate | undefined;
  readonly #server;

  private constructor(lab: Lab, target: () => string, certificate?: Certificate) {
    this.#lab = lab;
    this.#target = target;
    this.#certificate = certificate;
    const take = (request: IncomingMessage, response: ServerResponse): void => void this.#take(request, response);
    this.#server = certificate ? createSecureServer(certificate, take) : createServer(take);
    this.#server.on('tlsClientError', () => lab.fired());
  }

  /** Starts one in front of `target`, a URL that may change; with a certificate it speaks HTTPS, and refused handshakes count as fired. */
  static async open(lab: Lab, target: () => string, certificate?: Certificate): Promise<ChaosServer> {
    const chaos = new ChaosServer(lab, target, certificate);
    await new Promise<void>(done => chaos.#server.listen(0, '127.0.0.1', done));
    chaos.url = `${certificate ? 'https' : 'http'}://127.0.0.1:${(chaos.#server.address() as AddressInfo).port}`;
    lab.onHeal(() => chaos.heal());
    lab.cleanup(() => chaos.#close());
    return chaos;
  }

  /** Where pages post. */
  get endpoint(): string {
    return `${this.url}/events`;
  }

  /** One step for each of the next posts, before what `always` says. */
  next(...steps: readonly Step[]): void {
    this.#next.push(...steps);
  }

  /** What happens to every post from now on. */
  always(step: Step | undefined): void {
    this.#always = step;
  }

  /** From now on all passes, and what is stalled is cut off. */
  heal(): void {
    this.#next.length = 0;
    this.#always = undefined;
    this.cut();
  }

  /** Shows another certificate from the next connection on. */
  renew(certificate: Certificate): void {
    if (this.#certificate) (this.#server as TLSServer).setSecureContext(certificate);
    this.cut();
  }

  /** What happens to posts to another path; no healing ends it. */
  at(path: string, step: Step): void {
    this.#paths.set(path, step);
  }

  /** Requests under way, and how many of them are left hanging on purpose. */
  get open(): {readonly all: number; readonly hanging: number} {
    const open = this.requests.filter(({isOver}) => !isOver);
    return {all: open.length, hanging: open.filter(({hangs}) => hangs).length};
  }

  /** Ends all connections. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  /** How often each id was sent. */
  sends(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const id of this.requests.flatMap(({ids}) => ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.on('error', () => undefined); // A page that leaves, or a fault, cuts the connection.
    response.on('error', () => undefined);
    const {method = '', url: path = '', headers} = request;
    const exchange: Exchange = {
      at: Date.now(),
      method,
      path,
      headers,
      ids: [],
      sentAt: NaN,
      bytes: 0,
      isOver: false,
      hangs: false,
    };
    response.on('close', () => (exchange.isOver = true));
    let read: Promise<string> | undefined;
    const body = (): Promise<string> => (read ??= readBody(request, exchange));
    const forward = async (): Promise<Answer> => post(this.#target() + path, method, headers, await body());
    const turn: Turn = {exchange, request, response, body, forward};
    try {
      if (method === 'OPTIONS') {
        this.preflights++;
        return await answerWith(turn, await forward());
      }
      this.requests.push(exchange);
      const step = this.#paths.get(path) ?? this.#next.shift() ?? this.#always;
      if (!step) return await answerWith(turn, await forward());
      this.#lab.fired();
      await step(turn);
    } catch {
      response.destroy(); // The collector is away, or the page has gone: no answer is what it gets.
    }
  }

  async #close(): Promise<void> {
    const closed = new Promise(done => this.#server.close(done));
    this.cut();
    await closed;
  }
}

/** Tells the page an answer as it is. */
export function answerWith({exchange, response}: Turn, {status, headers = {}, body = ''}: Answer): void {
  exchange.status = status;
  const {'transfer-encoding': _, connection: __, ...rest} = headers;
  response.writeHead(status, rest as Record<string, string>).end(body);
}

async function readBody(request: IncomingMessage, exchange: Exchange): Promise<string> {
  const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
  exchange.bytes = body.length;
  const text = body.toString();
  try {
    const events = [JSON.parse(text)].flat() as {id: string; senttime?: string}[];
    exchange.ids = events.map(({id}) => id);
    exchange.sentAt = Date.parse(events[0]?.senttime ?? '');
  } catch {
    // Cut off on the way, or not JSON: then no id is known.
  }
  return text;
}

function post(url: string, method: string, headers: IncomingMessage['headers'], body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, {method, headers, agent: false}, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString()}),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
