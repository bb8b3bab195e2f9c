import {createServer, request as httpRequest, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
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
  bytes: number;
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
  readonly #next: Step[] = [];
  #always: Step | undefined;
  readonly #server = createServer((request, response) => void this.#take(request, response));

  private constructor(lab: Lab, target: () => string) {
    this.#lab = lab;
    this.#target = target;
  }

  /** Starts one in front of `target`, a URL that may change. */
  static async open(lab: Lab, target: () => string, port = 0): Promise<ChaosServer> {
    const chaos = new ChaosServer(lab, target);
    await new Promise<void>(done => chaos.#server.listen(port, '127.0.0.1', done));
    chaos.url = `http://127.0.0.1:${(chaos.#server.address() as AddressInfo).port}`;
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
    const exchange: Exchange = {at: Date.now(), method, path, headers, ids: [], bytes: 0};
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
      const step = this.#next.shift() ?? this.#always;
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
    exchange.ids = [JSON.parse(text)].flat().map(({id}: {id: string}) => id);
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
