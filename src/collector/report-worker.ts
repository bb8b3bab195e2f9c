import {parentPort, workerData} from 'node:worker_threads';
import type {Query} from './query.js';
import {isPostgres} from './database-name.js';
import type {ReviewQuery} from './review-reading.js';
import {PostgresReader} from './postgres-reader.js';
import {SqliteReader} from './sqlite-reader.js';
import {StoreUnavailable} from './unavailable.js';

/** What the collector asks the reading thread. */
export interface ReadRequest {
  readonly number: number;
  readonly question: Question;
}

/** One question to a reader. */
export type Question =
  | {readonly kind: 'report' | 'responses'; readonly query: Query}
  | {readonly kind: 'reviews'; readonly query: ReviewQuery}
  | {readonly kind: 'photo'; readonly name: string};

/** What the reading thread answers: the result, or why there is none. */
export interface ReadReply {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: string;
  /** Whether the database was not there. */
  readonly isAway?: boolean;
}

const database = String(workerData);
const reader = isPostgres(database) ? new PostgresReader(database) : new SqliteReader(database);

parentPort?.on('message', ({number, question}: ReadRequest) => {
  answer(question).then(
    result => reply({number, result}),
    (error: unknown) => reply({number, error: String(error), isAway: error instanceof StoreUnavailable}),
  );
});

function answer(question: Question): Promise<unknown> {
  if (question.kind === 'photo') return reader.photo(question.name);
  if (question.kind === 'reviews') return reader.reviews(question.query);
  return question.kind === 'report' ? reader.report(question.query) : reader.responses(question.query);
}

function reply(message: ReadReply): void {
  parentPort?.postMessage(message);
}
