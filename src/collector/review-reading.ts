import {siteSteps} from './erasure.js';
import {formatCursor, type Cursor} from './query.js';
import type {ReviewState} from './review.js';
import {statement, tuples, type SqlValue, type Statement, type Steps} from './sql.js';

/** Which reviews are asked for. */
export interface ReviewQuery {
  readonly site?: string;
  readonly product?: string;
  readonly state: ReviewState;
  readonly limit: number;
  /** Its `response` is the public id. */
  readonly cursor?: Cursor;
}

/** One review, as whoever moderates it sees it. */
export interface ReviewItem {
  readonly response: string;
  readonly publicId: string;
  readonly site: string;
  readonly product: string | null;
  readonly score: number | null;
  readonly title: string | null;
  readonly text: string | null;
  readonly name: string | null;
  readonly verified: boolean;
  readonly incentivised: boolean;
  readonly locale: string | null;
  readonly occurredAt: string;
  readonly photos: readonly string[];
  /** Photos that came after it was published: they wait. */
  readonly newPhotos: readonly string[];
  readonly state: ReviewState;
  readonly reason: string | null;
  readonly decidedAt: string | null;
  readonly flags: readonly string[];
}

/** What the reviews of a state add up to. */
export interface ReviewSummary {
  readonly count: number;
  readonly mean: number | null;
  readonly distribution: Readonly<Record<string, number>>;
}

/** One page of reviews, newest first. */
export interface ReviewPage {
  readonly summary: ReviewSummary;
  readonly items: readonly ReviewItem[];
  readonly next: string | null;
}

type Row = Readonly<Record<string, unknown>>;

/** Reads a page of reviews, their photos, and what all reviews of the state add up to. */
export function* reviewPageSteps(query: ReviewQuery): Steps<ReviewPage> {
  const found: Row[] = [];
  const counts: Row[] = [];
  for (const site of query.site === undefined ? yield* siteSteps('reviews') : [query.site]) {
    found.push(...(yield selectReviews({...query, site}, site)).rows);
    counts.push(...(yield countReviews(query, site)).rows);
  }
  const sorted = found.toSorted(
    (a, b) =>
      Number(b['occurredAt']) - Number(a['occurredAt']) || compare(b['site'], a['site']) || compare(b['publicId'], a['publicId']),
  );
  const page = sorted.slice(0, query.limit);
  const photos = page.length ? (yield selectPhotos(page)).rows : [];
  const items = page.map(row => toItem(row, photos));
  const last = items.at(-1);
  return {
    summary: summaryOf(counts),
    items,
    next:
      last && found.length > query.limit
        ? formatCursor({occurredAt: Date.parse(last.occurredAt), site: last.site, response: last.publicId})
        : null,
  };
}

function filterOf({product, state}: ReviewQuery, site: string): Statement {
  const values: SqlValue[] = [site, state];
  if (product === undefined) return {sql: 'WHERE v.site = ? AND v.state = ?', values};
  return {sql: 'WHERE v.site = ? AND v.state = ? AND v.product = ?', values: [...values, product]};
}

function selectReviews(query: ReviewQuery, site: string): Statement {
  const {sql, values} = filterOf(query, site);
  const {cursor, limit} = query;
  const after = cursor ? 'AND v.occurred_at <= ? AND (v.occurred_at, v.site, v.public_id) < (?, ?, ?)' : '';
  return statement(
    `SELECT v.response AS response, v.public_id AS "publicId", v.site AS site, v.product AS product, v.score AS score,
        v.is_verified AS "isVerified", v.state AS state, v.reason AS reason, v.decided_at AS "decidedAt",
        v.occurred_at AS "occurredAt", e.flags AS flags, e.body AS body
      FROM reviews v JOIN events e ON e.site = v.site AND e.id = v.event_id
      ${sql} ${after} ORDER BY v.occurred_at DESC, v.public_id DESC LIMIT ?`,
    ...values,
    ...(cursor ? [cursor.occurredAt, cursor.occurredAt, cursor.site, cursor.response] : []),
    limit + 1,
  );
}

function countReviews(query: ReviewQuery, site: string): Statement {
  const {sql, values} = filterOf(query, site);
  return statement(
    `SELECT v.score AS score, COUNT(*) AS count FROM reviews v ${sql} AND v.score IS NOT NULL GROUP BY v.score`,
    ...values,
  );
}

function selectPhotos(reviews: readonly Row[]): Statement {
  return statement(
    `SELECT site, response, name, is_public AS "isPublic" FROM uploads
      WHERE (site, response) IN (VALUES ${tuples(reviews.length, 2)}) ORDER BY site, response, place`,
    ...reviews.flatMap(({site, response}) => [String(site), String(response)]),
  );
}

/** Every star has its place, also one that nobody gave. */
function summaryOf(counts: readonly Row[]): ReviewSummary {
  const distribution: Record<string, number> = {1: 0, 2: 0, 3: 0, 4: 0, 5: 0};
  let [count, sum] = [0, 0];
  for (const row of counts) {
    const [score, times] = [Number(row['score']), Number(row['count'])];
    distribution[score] = (distribution[score] ?? 0) + times;
    count += times;
    sum += score * times;
  }
  return {count, mean: count ? Math.round((sum / count) * 100) / 100 : null, distribution};
}

function toItem(row: Row, photos: readonly Row[]): ReviewItem {
  const {data}: {data: Record<string, unknown>} = JSON.parse(String(row['body']));
  const answers = Object(data['answers']) as Record<string, unknown>;
  const own = photos.filter(({site, response}) => site === row['site'] && response === row['response']);
  const isJudged = row['state'] === 'published';
  const pathsOf = (rows: readonly Row[]): string[] => rows.map(({name}) => `/uploads/${String(name)}`);
  const decidedAt = Number(row['decidedAt']);
  return {
    response: String(row['response']),
    publicId: String(row['publicId']),
    site: String(row['site']),
    product: text(row['product']),
    score: row['score'] === null ? null : Number(row['score']),
    title: text(answers['title']),
    text: text(answers['text']) ?? text(answers['comment']),
    name: text(answers['name']),
    verified: row['isVerified'] === 1,
    incentivised: data['incentivised'] === true || answers['incentivised'] === true,
    locale: text(data['locale']),
    occurredAt: new Date(Number(row['occurredAt'])).toISOString(),
    photos: pathsOf(own.filter(({isPublic}) => !isJudged || isPublic === 1)),
    newPhotos: pathsOf(own.filter(({isPublic}) => isJudged && isPublic !== 1)),
    state: row['state'] as ReviewState,
    reason: text(row['reason']),
    decidedAt: decidedAt ? new Date(decidedAt).toISOString() : null,
    flags: String(row['flags']).split(' ').filter(Boolean),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function compare(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
