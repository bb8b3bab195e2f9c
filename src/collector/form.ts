import {randomUUID} from 'node:crypto';
import {dataSchema} from '../events/envelope.js';
import {cleanText} from './clean.js';
import {honeypot} from './flags.js';
import {usualScale} from './scales.js';

const elements: ReadonlySet<string> = new Set(['nps', 'rating', 'effort', 'review', 'call']);

/** What a plain HTML form sent, as an event; or a code for what is wrong with it. */
export type FormReading = {readonly event: object} | {readonly code: 'form-empty' | 'score-invalid'};

/**
 * Makes an event of the fields of a plain HTML form, for pages and e-mails without script.
 *
 * Fields: `score` `comment` `reasons` (may repeat) `survey` `touchpoint` `element` `site` `min` `max` `title` `text` `name` `email` `phone`
 * `product` `order` `order-token` (of a review) `locale` `test` `response` (an id that makes a repeated sending count once), `shown` (when the page was made, ISO 8601) and `website` (hidden from people: a program
 * that fills it in is flagged).
 */
export function readForm(body: string, request: Request, now: number): FormReading {
  const fields = new URLSearchParams(body);
  const field = (name: string): string | undefined => cleanText(fields.get(name) ?? '').trim() || undefined;
  const survey = field('survey') ?? 'nps';
  const named = field('element') ?? survey.split(':', 1)[0] ?? '';
  const element = elements.has(named) ? `cx-${named}` : named.startsWith('cx-') ? named : 'cx-nps';
  const usual = usualScale(element);
  const scale = {min: Number(field('min') ?? usual.min), max: Number(field('max') ?? usual.max)};
  const written = field('score');
  const score = written === undefined ? undefined : /^\d+(\.\d+)?$/.test(written) ? Number(written) : NaN;
  if (score !== undefined && !(score >= scale.min && score <= scale.max)) return {code: 'score-invalid'};
  const reasons = fields.getAll('reasons').map(cleanText).filter(Boolean);
  const answers = {
    score,
    comment: field('comment'),
    reasons: reasons.length ? reasons : undefined,
    title: field('title'),
    text: field('text'),
    name: field('name'),
    product: field('product'),
    order: field('order'),
    orderToken: field('order-token'),
    ...contactOf(element, field('email'), field('phone')),
  };
  const {product: _, order: _order, orderToken: _token, ...said} = answers;
  if (Object.values(said).every(answer => answer === undefined)) return {code: 'form-empty'};
  const shownAt = Date.parse(field('shown') ?? '');
  const url = pageOf(request);
  const id = /^[\w-]{8,64}$/.exec(field('response') ?? '')?.[0] ?? randomUUID();
  return {
    event: {
      specversion: '1.0',
      id,
      source: url ?? 'urn:cx-elements:form',
      type: 'cx.submitted',
      subject: survey,
      time: new Date(now).toISOString(),
      datacontenttype: 'application/json',
      dataschema: dataSchema,
      data: {
        site: field('site') ?? siteOf(request),
        element,
        survey,
        touchpoint: field('touchpoint'),
        response: id,
        seq: 1,
        partial: false,
        score,
        scale: score === undefined ? undefined : scale,
        answers: {...answers, [honeypot]: field(honeypot)},
        elapsedMs: shownAt <= now ? now - shownAt : undefined,
        page: url === undefined ? undefined : {url},
        locale: field('locale'),
        test: field('test') === '1' ? true : undefined,
      },
    },
  };
}

function contactOf(element: string, email: string | undefined, phone: string | undefined): object {
  if (element === 'cx-review') return {email};
  return email === undefined && phone === undefined ? {} : {contact: {email, phone}};
}

function siteOf(request: Request): string {
  return new URL(request.url).hostname.replace(/[^a-z0-9._-]/g, '') || 'localhost';
}

/** The page with the form, without query and hash. */
function pageOf(request: Request): string | undefined {
  const referrer = request.headers.get('referer');
  if (referrer === null || !URL.canParse(referrer)) return undefined;
  const {protocol, origin, pathname} = new URL(referrer);
  return protocol === 'http:' || protocol === 'https:' ? `${origin}${pathname}`.slice(0, 2048) : undefined;
}
