import {DatabaseSync} from 'node:sqlite';
import type {Query} from './query.js';
import type {Reader, ResponsePage} from './reader.js';
import {countEvents, newestSteps, selectAnswers} from './reading.js';
import {ReportFold, type AnswerCount, type EventCount, type Report} from './report.js';
import {toPage} from './response-page.js';
import {reviewPageSteps, type ReviewPage, type ReviewQuery} from './review-reading.js';
import type {Statement, Steps} from './sql.js';
import {photoSteps, type StoredPhoto} from './upload.js';

/** Reads reports and answers from the SQLite file, over a connection of its own that cannot write. */
export class SqliteReader implements Reader {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file, {readOnly: true});
    this.#database.exec('PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824');
  }

  async report(query: Query): Promise<Report> {
    // Both reads see the same moment of the database.
    this.#database.exec('BEGIN');
    try {
      const fold = new ReportFold(query);
      const {sql, values} = selectAnswers(query);
      fold.add(this.#database.prepare(sql).iterate(...values) as Iterable<unknown> as Iterable<AnswerCount>);
      return fold.finish(this.#all(countEvents(query)) as unknown[] as EventCount[]);
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  async responses(query: Query): Promise<ResponsePage> {
    return toPage(this.#drive(newestSteps(query)), query);
  }

  async reviews(query: ReviewQuery): Promise<ReviewPage> {
    return this.#drive(reviewPageSteps(query));
  }

  async photo(name: string): Promise<StoredPhoto | undefined> {
    return this.#drive(photoSteps(name));
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #drive<T>(steps: Steps<T>): T {
    for (let step = steps.next(); ;) {
      if (step.done) return step.value;
      step = steps.next({rows: this.#all(step.value), changes: 0});
    }
  }

  #all({sql, values}: Statement): Record<string, unknown>[] {
    return this.#database.prepare(sql).all(...values);
  }
}
