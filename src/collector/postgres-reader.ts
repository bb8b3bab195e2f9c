import type {Pool} from 'pg';
import {asStoreError, drive, inTransaction, openPool} from './postgres.js';
import type {Query} from './query.js';
import type {Reader, ResponsePage} from './reader.js';
import {countAnswers, countEvents, newestSteps} from './reading.js';
import {ReportFold, type AnswerCount, type EventCount, type Report} from './report.js';
import {toPage} from './response-page.js';
import {reviewPageSteps, type ReviewPage, type ReviewQuery} from './review-reading.js';
import {statement} from './sql.js';
import {photoSteps, type StoredPhoto} from './upload.js';

/** One moment of the database for all statements, and no way to write. */
const beginReading = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** A report over many millions of answers may take its time; a server that has stopped is given up. */
const statementMs = 60_000;

/** Rows that are held at a time. */
const pageRows = 10_000;

const [quarter, hour, day] = [15 * 60_000, 60 * 60_000, 24 * 60 * 60_000];

/** Reads reports and answers from PostgreSQL, in transactions that cannot write. */
export class PostgresReader implements Reader {
  readonly #url: string;
  #pool: Promise<Pool> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async report(query: Query): Promise<Report> {
    return inTransaction(await this.#opened(), beginReading, async run => {
      const fold = new ReportFold(query);
      const {sql, values} = countAnswers(query, slotOf(query));
      await run({sql: `DECLARE counts NO SCROLL CURSOR FOR ${sql}`, values});
      for (;;) {
        const {rows} = await run(statement(`FETCH ${pageRows} FROM counts`));
        fold.add(rows as readonly unknown[] as readonly AnswerCount[]);
        if (rows.length < pageRows) break;
      }
      return fold.finish((await run(countEvents(query))).rows as readonly unknown[] as readonly EventCount[]);
    });
  }

  async responses(query: Query): Promise<ResponsePage> {
    return toPage(await inTransaction(await this.#opened(), beginReading, run => drive(newestSteps(query), run)), query);
  }

  async reviews(query: ReviewQuery): Promise<ReviewPage> {
    return inTransaction(await this.#opened(), beginReading, run => drive(reviewPageSteps(query), run));
  }

  async photo(name: string): Promise<StoredPhoto | undefined> {
    return inTransaction(await this.#opened(), beginReading, run => drive(photoSteps(name), run));
  }

  async close(): Promise<void> {
    await (await this.#pool)?.end();
  }

  async #opened(): Promise<Pool> {
    this.#pool ??= openPool(this.#url, {max: 2, query_timeout: statementMs});
    return this.#pool.catch((error: unknown) => {
      throw asStoreError(error);
    });
  }
}

/** The longest slot that lies whole in one bucket: clocks differ by quarters of an hour. */
function slotOf({timeZone, bucket}: Query): number {
  if (timeZone !== 'UTC') return quarter;
  return bucket === 'hour' ? hour : day;
}
