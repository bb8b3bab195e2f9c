import {parentPort, workerData} from 'node:worker_threads';
import type {Query} from './query.js';
import {SqliteReader} from './sqlite-reader.js';

/** What the collector asks the reading thread. */
export interface ReadRequest {
  readonly number: number;
  readonly kind: 'report' | 'responses';
  readonly query: Query;
}

/** What the reading thread answers: the result, or why there is none. */
export interface ReadReply {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: string;
}

const reader = new SqliteReader(String(workerData));

parentPort?.on('message', ({number, kind, query}: ReadRequest) => {
  const answer = kind === 'report' ? reader.report(query) : reader.responses(query);
  answer.then(
    result => reply({number, result}),
    (error: unknown) => reply({number, error: String(error)}),
  );
});

function reply(message: ReadReply): void {
  parentPort?.postMessage(message);
}
