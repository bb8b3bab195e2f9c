import {DatabaseSync, type SQLInputValue} from 'node:sqlite';
import {formatCursor, type Query} from './query.js';
import type {Reader, ResponseItem, ResponsePage} from './reader.js';
import {foldReport, type AnswerCount, type EventCount, type Report} from './report.js';

interface Filter {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

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
      return foldReport(this.#answerCounts(query), this.#eventCounts(query), query);
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  async responses(query: Query): Promise<ResponsePage> {
    const sites = query.site === undefined ? this.#sites() : [query.site];
    const rows = sites.flatMap(site => this.#newest({...query, site}));
    if (sites.length > 1)
      rows.sort(
        (a, b) =>
          Number(b['occurredAt']) - Number(a['occurredAt']) ||
          compare(b['site'], a['site']) ||
          compare(b['response'], a['response']),
      );
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const hasMore = rows.length > query.limit && last !== undefined;
    return {
      items: page.map(toItem),
      next: hasMore
        ? formatCursor({occurredAt: Number(last['occurredAt']), site: String(last['site']), response: String(last['response'])})
        : null,
    };
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #answerCounts(query: Query): Iterable<AnswerCount> {
    const {sql, values} = filterOf(query, 'WHERE 1 = 1');
    // Row by row: sorting a million rows for a GROUP BY takes SQLite several times as long as counting them here.
    const statement = this.#database
      .prepare(`SELECT site, survey, touchpoint, element, scale_min AS "scaleMin", scale_max AS "scaleMax", score, category,
        is_partial AS "isPartial", occurred_at AS moment, 1 AS count
      FROM responses ${sql}`);
    return statement.iterate(...values) as Iterable<unknown> as Iterable<AnswerCount>;
  }

  #eventCounts(query: Query): EventCount[] {
    const {sql, values} = filterOf(query, `WHERE type <> 'cx.submitted'`);
    const statement = this.#database
      .prepare(`SELECT site, survey, touchpoint, element, type, CASE WHEN type = 'cx.lost' THEN label ELSE '' END AS label,
        SUM(CASE WHEN amount > 1000000 THEN 1000000 ELSE amount END) AS count
      FROM events ${sql}
      GROUP BY site, survey, touchpoint, element, type, CASE WHEN type = 'cx.lost' THEN label ELSE '' END`);
    return statement.all(...values) as unknown[] as EventCount[];
  }

  #newest(query: Query): Record<string, unknown>[] {
    const {sql, values} = filterOf(query, 'WHERE 1 = 1', 'r.');
    const {cursor} = query;
    // The first condition says less than the second, but it is the one an index can serve.
    const after = cursor ? 'AND r.occurred_at <= ? AND (r.occurred_at, r.site, r.response) < (?, ?, ?)' : '';
    return this.#database
      .prepare(
        `SELECT r.response AS response, r.site AS site, r.survey AS survey, r.touchpoint AS touchpoint, r.element AS element, r.score AS score,
          r.scale_min AS "scaleMin", r.scale_max AS "scaleMax", r.category AS category, r.is_partial AS "isPartial", r.is_test AS "isTest",
          r.occurred_at AS "occurredAt", r.received_at AS "receivedAt", e.flags AS flags, e.body AS body
        FROM responses r JOIN events e ON e.site = r.site AND e.id = r.event_id
        ${sql} ${after} ORDER BY r.occurred_at DESC, r.response DESC LIMIT ?`,
      )
      .all(...values, ...(cursor ? [cursor.occurredAt, cursor.occurredAt, cursor.site, cursor.response] : []), query.limit + 1);
  }

  #sites(): string[] {
    const next = this.#database.prepare('SELECT MIN(site) AS site FROM responses WHERE site > ?');
    const sites: string[] = [];
    for (let site = next.get('')?.['site']; typeof site === 'string'; site = next.get(site)?.['site']) sites.push(site);
    return sites;
  }
}

function filterOf({site, survey, touchpoint, from, to, includesTests}: Query, start: string, prefix = ''): Filter {
  const conditions = [start];
  const values: SQLInputValue[] = [];
  const add = (condition: string, value: SQLInputValue | undefined): void => {
    if (value === undefined) return;
    conditions.push(`${prefix}${condition}`);
    values.push(value);
  };
  add('site = ?', site);
  add('survey = ?', survey);
  add('touchpoint = ?', touchpoint);
  add('occurred_at >= ?', from);
  add('occurred_at < ?', to);
  add('is_test <= ?', includesTests ? 1 : 0);
  return {sql: conditions.join(' AND '), values};
}

function toItem(row: Record<string, unknown>): ResponseItem {
  const {data}: {data: Record<string, unknown>} = JSON.parse(String(row['body']));
  const {scaleMin, scaleMax} = row;
  return {
    response: String(row['response']),
    site: String(row['site']),
    survey: String(row['survey']),
    touchpoint: String(row['touchpoint']),
    element: String(row['element']),
    score: row['score'] === null ? null : Number(row['score']),
    scale: scaleMin === null || scaleMax === null ? null : {min: Number(scaleMin), max: Number(scaleMax)},
    category: row['category'] === null ? null : String(row['category']),
    partial: row['isPartial'] === 1,
    answers: members(data['answers']) ?? {},
    context: members(data['context']),
    page: members(data['page']),
    locale: typeof data['locale'] === 'string' ? data['locale'] : null,
    visitor: members(data['visitor']),
    test: row['isTest'] === 1,
    flags: String(row['flags']).split(' ').filter(Boolean),
    occurredAt: new Date(Number(row['occurredAt'])).toISOString(),
    receivedAt: new Date(Number(row['receivedAt'])).toISOString(),
  };
}

function members(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? {...value} : null;
}

function compare(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
