import {Problem} from './problem.js';
import {isTimeZone, momentOf, type Bucket} from './calendar.js';

/** What a report, a list or an export is asked for. */
export interface Query {
  readonly site?: string;
  readonly survey?: string;
  readonly touchpoint?: string;
  /** Inclusive. */
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
  readonly timeZone: string;
  readonly bucket: Bucket;
  readonly includesTests: boolean;
  readonly limit: number;
  readonly cursor?: Cursor;
}

/** The last response of a page: the next page begins after it. */
export interface Cursor {
  readonly occurredAt: number;
  readonly site: string;
  readonly response: string;
}

const maxLimit = 500;
const buckets: readonly string[] = ['hour', 'day', 'week', 'month'] satisfies Bucket[];

/** Reads a parameter that names one site. */
export function parseSite(parameters: URLSearchParams): string {
  const site = parseQuery(new URLSearchParams({site: parameters.get('site') ?? ''})).site;
  if (site === undefined) throw bad('site-invalid', 'site', 'one of your sites', '');
  return site;
}

/** Reads the parameters of a reading route; an empty one counts as absent. */
export function parseQuery(parameters: URLSearchParams): Query {
  const value = (name: string): string | undefined => parameters.get(name) || undefined;
  const timeZone = value('tz') ?? 'UTC';
  if (!isTimeZone(timeZone)) throw bad('timezone-invalid', 'tz', 'a time zone such as Europe/Berlin', timeZone);
  const site = value('site');
  if (site !== undefined && !/^[a-z0-9._-]{1,64}$/.test(site)) throw bad('site-invalid', 'site', 'one of your sites', site);
  const from = moment(value('from'), 'from', timeZone);
  const to = moment(value('to'), 'to', timeZone);
  if (from !== undefined && to !== undefined && from > to) throw bad('range-invalid', 'to', 'later than "from"', value('to'));
  const cursor = value('cursor');
  return {
    site,
    survey: short(value('survey'), 'survey'),
    touchpoint: short(value('touchpoint'), 'touchpoint'),
    from,
    to,
    timeZone,
    bucket: bucketOf(value('bucket') ?? 'day'),
    includesTests: testsOf(value('test') ?? '0'),
    limit: limitOf(value('limit') ?? '50'),
    cursor: cursor === undefined ? undefined : parseCursor(cursor),
  };
}

/** Writes a cursor as one word. */
export function formatCursor({occurredAt, site, response}: Cursor): string {
  return Buffer.from(JSON.stringify([occurredAt, site, response])).toString('base64url');
}

/** Reads a cursor that `formatCursor` wrote. */
export function parseCursor(text: string): Cursor {
  try {
    const [occurredAt, site, response]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Number.isSafeInteger(occurredAt) && typeof site === 'string' && typeof response === 'string')
      return {occurredAt: Number(occurredAt), site, response};
  } catch {
    // Not written by formatCursor: refused below with every other wrong cursor.
  }
  throw bad('cursor-invalid', 'cursor', 'the "next" of an earlier page', text);
}

function moment(text: string | undefined, name: string, timeZone: string): number | undefined {
  if (text === undefined) return undefined;
  const found = momentOf(text, timeZone);
  if (found === undefined)
    throw bad(`${name}-invalid`, name, 'a date (2026-11-21) or a date with a time (2026-11-21T14:00Z)', text);
  return found;
}

function bucketOf(text: string): Bucket {
  if (!buckets.includes(text)) throw bad('bucket-invalid', 'bucket', 'hour, day, week or month', text);
  return text as Bucket;
}

function testsOf(text: string): boolean {
  if (text !== '0' && text !== '1') throw bad('test-invalid', 'test', '0 or 1', text);
  return text === '1';
}

function limitOf(text: string): number {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > maxLimit) throw bad('limit-invalid', 'limit', `a whole number from 1 to ${maxLimit}`, text);
  return limit;
}

/** Refuses a text that is too long to be a name. */
export function short(text: string | undefined, name: string): string | undefined {
  if (text !== undefined && text.length > 128) throw bad(`${name}-invalid`, name, 'at most 128 characters', text);
  return text;
}

function bad(code: string, name: string, expectation: string, got: unknown): Problem {
  return new Problem(400, code, `Expected "${name}" to be ${expectation}, got "${String(got).slice(0, 80)}".`);
}
