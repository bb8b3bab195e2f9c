import type {AnswerRow, EventRow} from './row.js';

/** A value that both databases know. */
export type SqlValue = string | number | Uint8Array | null;

/** A statement in the SQL that SQLite and PostgreSQL share; `?` stands for a value. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** What a statement did. */
export interface Outcome {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly changes: number;
}

/** Work on a database, written once: it yields statements, and whoever drives it hands back what each did, now or later. */
export type Steps<T> = Generator<Statement, T, Outcome>;

/** Makes a statement. */
export function statement(sql: string, ...values: readonly SqlValue[]): Statement {
  return {sql, values};
}

/** `count` times a list of `width` placeholders. */
export function tuples(count: number, width: number): string {
  const one = `(${Array.from({length: width}, () => '?').join(', ')})`;
  return Array.from({length: count}, () => one).join(', ');
}

/** The members of an event that have a column, in the order of the columns. */
const eventFields = [
  'site',
  'id',
  'type',
  'survey',
  'touchpoint',
  'element',
  'response',
  'visitor',
  'isTest',
  'occurredAt',
  'receivedAt',
  'label',
  'amount',
  'digest',
  'flags',
  'body',
] as const;

const eventColumns = eventFields.map(field => field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)).join(', ');

/** Inserts events; the first of an id stays. */
export function insertEvents(count: number): string {
  return `INSERT INTO events (${eventColumns}) VALUES ${tuples(count, eventFields.length)} ON CONFLICT (site, id) DO NOTHING`;
}

/** The values of an event, in the order of `insertEvents`. */
export function eventValues(row: EventRow): SqlValue[] {
  return eventFields.map(field => row[field]);
}

/**
 * Makes answers the current ones of their responses, where the rule says so: complete beats partial, then the higher seq, then the first received;
 * survey and element never change. No response may come twice in one statement.
 */
export function upsertResponses(count: number): string {
  return `INSERT INTO responses
    (site, response, event_id, survey, touchpoint, element, is_test, is_partial, seq, score, scale_min, scale_max, category, occurred_at, received_at)
    VALUES ${tuples(count, 15)}
    ON CONFLICT (site, response) DO UPDATE SET
      event_id = excluded.event_id, touchpoint = excluded.touchpoint, is_test = excluded.is_test, is_partial = excluded.is_partial, seq = excluded.seq,
      score = excluded.score, scale_min = excluded.scale_min, scale_max = excluded.scale_max, category = excluded.category,
      occurred_at = excluded.occurred_at, received_at = excluded.received_at
    WHERE excluded.survey = responses.survey AND excluded.element = responses.element AND (excluded.is_partial < responses.is_partial
      OR (excluded.is_partial = responses.is_partial AND excluded.seq > responses.seq))`;
}

/** The values of an answer, in the order of `upsertResponses`. */
export function responseValues(row: EventRow, response: string, answer: AnswerRow): SqlValue[] {
  const {site, id, survey, touchpoint, element, isTest, occurredAt, receivedAt} = row;
  const {isPartial, seq, score, scaleMin, scaleMax, category} = answer;
  return [
    site,
    response,
    id,
    survey,
    touchpoint,
    element,
    isTest,
    isPartial,
    seq,
    score,
    scaleMin,
    scaleMax,
    category,
    occurredAt,
    receivedAt,
  ];
}

/** Writes a setting unless there is one. */
export const insertSetting = 'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING';

/** Writes a setting. */
export const putSetting = `INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

/** Reads a setting. */
export const selectSetting = 'SELECT value FROM settings WHERE name = ?';
