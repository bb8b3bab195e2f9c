import {Worker} from 'node:worker_threads';
import type {Query} from './query.js';
import type {Reader, ResponsePage} from './reader.js';
import type {Question, ReadReply, ReadRequest} from './report-worker.js';
import type {Report} from './report.js';
import type {ReviewPage, ReviewQuery} from './review-reading.js';
import {StoreUnavailable} from './unavailable.js';
import type {StoredPhoto} from './upload.js';

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/** Reads in a thread of its own, so that a report over a million answers holds up no visitor. */
export class ThreadReader implements Reader {
  readonly #database: string;
  readonly #script: URL;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #last = 0;

  constructor(database: string, script: URL) {
    this.#database = database;
    this.#script = script;
  }

  report(query: Query): Promise<Report> {
    return this.#ask({kind: 'report', query}) as Promise<Report>;
  }

  responses(query: Query): Promise<ResponsePage> {
    return this.#ask({kind: 'responses', query}) as Promise<ResponsePage>;
  }

  reviews(query: ReviewQuery): Promise<ReviewPage> {
    return this.#ask({kind: 'reviews', query}) as Promise<ReviewPage>;
  }

  photo(name: string): Promise<StoredPhoto | undefined> {
    return this.#ask({kind: 'photo', name}) as Promise<StoredPhoto | undefined>;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(question: Question): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const number = ++this.#last;
      this.#pending.set(number, {resolve, reject});
      const request: ReadRequest = {number, question};
      this.#started().postMessage(request);
    });
  }

  /** A thread that died is replaced by the next question. */
  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#script, {workerData: this.#database});
    worker.unref();
    worker.on('message', (reply: ReadReply) => this.#settle(reply));
    worker.on('error', error => this.#fail(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.#fail(worker, new Error('The reading thread has ended.')));
    return (this.#worker = worker);
  }

  #settle({number, result, error, isAway}: ReadReply): void {
    const pending = this.#pending.get(number);
    this.#pending.delete(number);
    if (error === undefined) pending?.resolve(result);
    else pending?.reject(isAway ? new StoreUnavailable(error) : new Error(error));
  }

  /** What was asked of a thread fails with it; a late word of one that was replaced concerns nobody. */
  #fail(worker: Worker, reason: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const {reject} of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }
}
