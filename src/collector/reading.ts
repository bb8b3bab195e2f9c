import {siteSteps} from './erasure.js';
import type {Query} from './query.js';
import {statement, type SqlValue, type Statement, type Steps} from './sql.js';

const place = 'site, survey, touchpoint, element';
const answer = `${place}, scale_min AS "scaleMin", scale_max AS "scaleMax", score, category, is_partial AS "isPartial"`;
const label = `CASE WHEN type = 'cx.lost' THEN label ELSE '' END`;

/** Every answer as a row: SQLite hands them out faster than it could group them. */
export function selectAnswers(query: Query): Statement {
  const {sql, values} = filterOf(query, 'WHERE 1 = 1');
  return statement(`SELECT ${answer}, occurred_at AS moment, 1 AS count FROM responses ${sql}`, ...values);
}

/** Answers counted by everything the report looks at, and by slots of time: few rows have to travel. */
export function countAnswers(query: Query, slotMs: number): Statement {
  const {sql, values} = filterOf(query, 'WHERE 1 = 1');
  const slot = `occurred_at - MOD(occurred_at, ${slotMs})`;
  return statement(
    `SELECT ${answer}, ${slot} AS moment, COUNT(*) AS count FROM responses ${sql}
      GROUP BY ${place}, scale_min, scale_max, score, category, is_partial, ${slot}`,
    ...values,
  );
}

/** The other events, counted. */
export function countEvents(query: Query): Statement {
  const {sql, values} = filterOf(query, `WHERE type <> 'cx.submitted'`);
  return statement(
    `SELECT ${place}, type, ${label} AS label, SUM(amount) AS count FROM events ${sql} GROUP BY ${place}, type, ${label}`,
    ...values,
  );
}

/** The newest current answers of each site, one more of each than asked for. */
export function* newestSteps(query: Query): Steps<readonly Readonly<Record<string, unknown>>[]> {
  const found: Readonly<Record<string, unknown>>[] = [];
  for (const site of query.site === undefined ? yield* siteSteps('responses') : [query.site]) {
    const {rows} = yield selectNewest({...query, site});
    found.push(...rows);
  }
  return found;
}

function selectNewest(query: Query): Statement {
  const {sql, values} = filterOf(query, 'WHERE 1 = 1', 'r.');
  const {cursor} = query;
  // The first condition says less than the second, but it is the one an index can serve.
  const after = cursor ? 'AND r.occurred_at <= ? AND (r.occurred_at, r.site, r.response) < (?, ?, ?)' : '';
  return statement(
    `SELECT r.response AS response, r.site AS site, r.survey AS survey, r.touchpoint AS touchpoint, r.element AS element, r.score AS score,
        r.scale_min AS "scaleMin", r.scale_max AS "scaleMax", r.category AS category, r.is_partial AS "isPartial", r.is_test AS "isTest",
        r.occurred_at AS "occurredAt", r.received_at AS "receivedAt", e.flags AS flags, e.body AS body
      FROM responses r JOIN events e ON e.site = r.site AND e.id = r.event_id
      ${sql} ${after} ORDER BY r.occurred_at DESC, r.response DESC LIMIT ?`,
    ...values,
    ...(cursor ? [cursor.occurredAt, cursor.occurredAt, cursor.site, cursor.response] : []),
    query.limit + 1,
  );
}

function filterOf({site, survey, touchpoint, from, to, includesTests}: Query, start: string, prefix = ''): Statement {
  const conditions = [start];
  const values: SqlValue[] = [];
  const add = (condition: string, value: SqlValue | undefined): void => {
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
