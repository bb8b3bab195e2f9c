import {readBody} from './body.js';
import {cleanText} from './clean.js';
import {Problem} from './problem.js';
import {parseQuery, parseSite, short} from './query.js';
import type {Reader} from './reader.js';
import {json} from './respond.js';
import type {ReviewItem, ReviewQuery} from './review-reading.js';
import {moderationSteps, type ReviewState} from './review.js';
import type {Store} from './store.js';

const states: readonly string[] = ['waiting', 'published', 'hidden'] satisfies ReviewState[];

const maxReasonLength = 500;

/** Answers with the published reviews of a site or a product: what anybody may read. */
export async function publishedReviews(reader: Reader, url: URL): Promise<Response> {
  const site = parseSite(url.searchParams);
  const {summary, items, next} = await reader.reviews({...queryOf(url), site, state: 'published'});
  return json({summary, items: items.map(toPublic), next}, 200, {'cache-control': 'public, max-age=60'});
}

/** Answers with the reviews of a state, for whoever moderates them. */
export async function listReviews(reader: Reader, url: URL): Promise<Response> {
  const state = url.searchParams.get('state') || 'waiting';
  if (!states.includes(state))
    throw new Problem(400, 'state-invalid', `Expected "state" to be waiting, published or hidden, got "${state.slice(0, 80)}".`);
  const {summary, items, next} = await reader.reviews({...queryOf(url), state: state as ReviewState});
  return json({summary, items: items.map(({publicId: _, ...item}) => item), next});
}

/** Publishes or hides the review of a response. */
export async function judgeReview(
  {store, now}: {readonly store: Store; readonly now: () => number},
  request: Request,
  response: string,
  url: URL,
): Promise<Response> {
  const site = parseSite(url.searchParams);
  const {state, reason} = await judgementOf(request);
  if (!(await store.transact(() => moderationSteps(site, response, state, reason, now()))))
    throw new Problem(404, 'review-unknown', 'There is no such review.');
  return json({response, state});
}

async function judgementOf(request: Request): Promise<{state: 'published' | 'hidden'; reason: string}> {
  const body = parse(await readBody(request));
  const state = body?.['state'];
  if (state === 'published') return {state, reason: ''};
  if (state !== 'hidden') throw new Problem(400, 'state-invalid', 'Expected "state" to be "published" or "hidden".');
  const reason = typeof body?.['reason'] === 'string' ? cleanText(body['reason']).trim() : '';
  if (reason === '' || reason.length > maxReasonLength)
    throw new Problem(400, 'reason-invalid', `Expected "reason" to be why, in at most ${maxReasonLength} characters.`);
  return {state, reason};
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? {...body} : undefined;
  } catch {
    // Whatever the syntax error says, it quotes the sender's text: not ours to repeat.
    throw new Problem(400, 'json-invalid', 'The body is not JSON.');
  }
}

function queryOf(url: URL): Omit<ReviewQuery, 'state'> {
  const {site, limit, cursor} = parseQuery(url.searchParams);
  return {site, limit, cursor, product: short(url.searchParams.get('product') || undefined, 'product')};
}

/** Only what is meant for everybody. A new member of a review does not become public by itself. */
function toPublic(item: ReviewItem): object {
  const {publicId, score, title, text, name, product, verified, incentivised, locale, occurredAt, photos} = item;
  return {response: publicId, score, title, text, name, product, verified, incentivised, locale, occurredAt, photos};
}
