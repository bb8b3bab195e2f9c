import {answer} from '../collector/harness.js';
import type {CollectorProcess} from './collector-process.js';
import type {Lab} from './lab.js';

/** An event as JSON. */
export type Json = Record<string, unknown>;

/** What a collector answered. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The code of a refusal. */
  readonly code: string | undefined;
  readonly results: readonly {readonly id: string | null; readonly status: string; readonly reason?: string}[];
}

let made = 0;

/** A program that posts to a collector without any page between; the ledger hears what it was promised. */
export class DirectClient {
  readonly #lab: Lab;
  readonly #collector: Pick<CollectorProcess, 'url'>;

  constructor(lab: Lab, collector: Pick<CollectorProcess, 'url'>) {
    this.#lab = lab;
    this.#collector = collector;
  }

  /** A complete answer with an id of its own; `data` and `envelope` add to it or replace members. */
  answer(data: Json = {}, envelope: Json = {}): Json {
    const id = `direct-${this.#lab.seed}-${++made}`;
    const now = new Date().toISOString();
    return answer(id, {score: this.#lab.between(0, 10), ...data}, {time: now, senttime: now, ...envelope});
  }

  answers(count: number): Json[] {
    return Array.from({length: count}, () => this.answer());
  }

  /** Posts a body and resolves with the answer; rejects when there is none. */
  async post(body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const {ledger} = this.#lab;
    for (const event of [body].flat() as Json[]) if (typeof event?.['id'] === 'string') ledger.attempted(event['id']);
    const response = await fetch(`${this.#collector.url}/events`, {
      method: 'POST',
      headers: {'content-type': 'application/cloudevents-batch+json', ...headers},
      body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
    });
    const {results = [], error} = (await response.json()) as {results?: Reply['results']; error?: {code: string}};
    for (const {id, status} of results) if (id && (status === 'stored' || status === 'duplicate')) ledger.durable(id);
    return {status: response.status, headers: response.headers, code: error?.code, results};
  }

  /** Posts as a client that believes in its answers does: again and again, until each of them is confirmed. */
  async deliver(events: readonly Json[]): Promise<void> {
    for (;;) {
      const reply = await this.post(events).catch(() => undefined); // The collector is away: that is the fault.
      if (reply?.status === 200) return;
      await new Promise(done => setTimeout(done, 20));
    }
  }

  /** Posts the same from many sides at once, `atATime` at a time. */
  async repeat(body: unknown, times: number, atATime = 50): Promise<Reply[]> {
    const replies: Reply[] = [];
    const side = async (): Promise<void> => {
      while (times-- > 0) replies.push(await this.post(body));
    };
    await Promise.all(Array.from({length: atATime}, side));
    return replies;
  }
}
