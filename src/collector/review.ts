import {createHash} from 'node:crypto';
import type {CxData} from '../events/catalogue.js';
import {sha256} from './canonical.js';
import {isSigned} from './order-token.js';
import type {EventRow} from './row.js';
import {statement, type Steps} from './sql.js';

/** Whether a review may be shown. */
export type ReviewState = 'waiting' | 'published' | 'hidden';

/** The part of a complete review that is kept beside its answer. */
export interface ReviewRow {
  /** What the public knows it by: with the id of the response anybody could send a newer version of it. */
  readonly publicId: string;
  readonly product: string;
  readonly score: number | null;
  /** The order, hashed, if the shop has signed it. */
  readonly orderDigest: string | null;
}

/** Makes the row of a complete review. */
export function toReview(
  data: CxData<'cx.submitted'>,
  score: number | null,
  occurredAt: number,
  orderSecret: string | undefined,
): ReviewRow {
  const {order, product = ''} = data.answers;
  const token = Object.getOwnPropertyDescriptor(data.answers, tokenName)?.value;
  const hasProof =
    orderSecret !== undefined && order !== undefined && isSigned(token, {order, product, at: occurredAt}, orderSecret);
  return {
    publicId: createHash('sha256').update(`${data.site} ${data.response}`).digest('base64url').slice(0, 22),
    product,
    score,
    orderDigest: hasProof ? sha256(order) : null,
  };
}

const tokenName = 'orderToken';

/** The JSON of an event without the token of its order: once looked at, nobody needs it, and whoever read it could use it. */
export function withoutToken(event: object, body: string): string {
  if (!body.includes(`"${tokenName}"`)) return body;
  return JSON.stringify(event, (name, value: unknown) => (name === tokenName ? undefined : value));
}

const upsertReview = `INSERT INTO reviews
  (site, response, public_id, event_id, product, score, is_verified, state, reason, decided_at, occurred_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', '', 0, ?)
  ON CONFLICT (site, response) DO UPDATE SET
    event_id = excluded.event_id, product = excluded.product, score = excluded.score, is_verified = excluded.is_verified,
    state = 'waiting', occurred_at = excluded.occurred_at`;

/** Keeps a review for moderation. A newer version of one that was judged waits again: nobody has seen what it says now. */
export function* reviewSteps(row: EventRow, response: string, review: ReviewRow): Steps<void> {
  const {site, id, occurredAt, isTest} = row;
  const {publicId, product, score, orderDigest} = review;
  yield statement('DELETE FROM review_orders WHERE site = ? AND response = ?', site, response);
  if (isTest) {
    yield statement('DELETE FROM reviews WHERE site = ? AND response = ?', site, response);
    return;
  }
  const isVerified = orderDigest !== null && (yield* claimSteps(site, response, orderDigest, product));
  yield statement(upsertReview, site, response, publicId, id, product, score, isVerified ? 1 : 0, occurredAt);
}

/** An order proves one review of each product: the first. */
function* claimSteps(site: string, response: string, orderDigest: string, product: string): Steps<boolean> {
  const key = [site, orderDigest, product];
  yield statement(
    `INSERT INTO review_orders (site, order_digest, product, response) VALUES (?, ?, ?, ?)
      ON CONFLICT (site, order_digest, product) DO NOTHING`,
    ...key,
    response,
  );
  const {rows} = yield statement(
    'SELECT response FROM review_orders WHERE site = ? AND order_digest = ? AND product = ?',
    ...key,
  );
  return rows[0]?.['response'] === response;
}

/**
 * Publishes or hides one review; answers whether there is one.
 *
 * One at a time and never by its score: whoever shows only what pleases misleads those who read it (16 CFR 465.7 in the United States, directive
 * 2019/2161 in the European Union). So there is no way to judge many at once, and no list of reviews can be narrowed by stars.
 */
export function* moderationSteps(
  site: string,
  response: string,
  state: Exclude<ReviewState, 'waiting'>,
  reason: string,
  at: number,
): Steps<boolean> {
  const {changes} = yield statement(
    'UPDATE reviews SET state = ?, reason = ?, decided_at = ? WHERE site = ? AND response = ?',
    ...[state, reason, at, site, response],
  );
  // What was looked at is shown; a photo that arrives later waits until somebody has looked at it.
  if (changes && state === 'published')
    yield statement('UPDATE uploads SET is_public = 1 WHERE site = ? AND response = ?', site, response);
  return changes > 0;
}
