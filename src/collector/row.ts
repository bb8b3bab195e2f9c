import {categorize, type Category} from '../survey/category.js';
import type {CxData} from '../events/catalogue.js';
import {digestOf} from './canonical.js';
import {flagsOf} from './flags.js';
import {noticeOf, type NoticeKind} from './notices.js';
import {toReview, withoutToken, type ReviewRow} from './review.js';
import {isRecommendation, usualScale} from './scales.js';
import {correctedTime} from './times.js';
import {is, type ValidEvent} from './validate.js';

/** One event as it is stored. */
export interface EventRow {
  readonly site: string;
  readonly id: string;
  readonly type: string;
  readonly survey: string;
  readonly touchpoint: string;
  readonly element: string;
  readonly response: string | null;
  readonly visitor: string | null;
  readonly isTest: 0 | 1;
  readonly occurredAt: number;
  readonly receivedAt: number;
  /** Why answers were lost, or which channel was called. */
  readonly label: string;
  /** How many answers were lost; else 1. */
  readonly amount: number;
  readonly digest: string;
  /** Why it looks odd, separated by spaces. */
  readonly flags: string;
  readonly body: string;
  /** What the report counts, if this is an answer. */
  readonly answer: AnswerRow | null;
  /** What is moderated, if this is a complete review. */
  readonly review: ReviewRow | null;
  /** What the shop is told of, if it wants to be told. */
  readonly notice: NoticeKind | null;
}

/** What the settings say about rows. */
export interface RowRules {
  /** With what the shop signs orders. */
  readonly orderSecret?: string;
  /** Whether somebody wants to be told. */
  readonly hasWebhook?: boolean;
}

/** The part of an answer that the report counts. */
export interface AnswerRow {
  readonly isPartial: 0 | 1;
  readonly seq: number;
  readonly score: number | null;
  readonly scaleMin: number | null;
  readonly scaleMax: number | null;
  readonly category: Category | null;
}

/** Makes the row of a valid event. */
export function toRow({event, body}: ValidEvent, receivedAt: number, rules: RowRules = {}): EventRow {
  const {data} = event;
  const answer = is(event, 'cx.submitted') ? toAnswer(event.data) : null;
  const occurredAt = correctedTime(event.time, event.senttime, receivedAt);
  const row = {
    site: data.site,
    id: event.id,
    type: event.type,
    survey: data.survey ?? '',
    touchpoint: data.touchpoint ?? '',
    element: data.element ?? '',
    response: 'response' in data ? (data.response ?? null) : null,
    visitor: data.visitor?.id ?? data.visitor?.email ?? null,
    isTest: data.test ? 1 : 0,
    occurredAt,
    receivedAt,
    label: is(event, 'cx.lost') ? event.data.code : is(event, 'cx.called') ? event.data.channel : '',
    amount: is(event, 'cx.lost') ? event.data.count : 1,
    digest: digestOf(event),
    flags: flagsOf(event, receivedAt).join(' '),
    body: withoutToken(event, body),
    answer,
    review: null,
    notice: null,
  } as const;
  if (!is(event, 'cx.submitted') || !answer || answer.isPartial) return row;
  const {contact, phone} = event.data.answers;
  return {
    ...row,
    review: row.element === 'cx-review' ? toReview(event.data, answer.score, occurredAt, rules.orderSecret) : null,
    notice: rules.hasWebhook ? noticeOf(row, Boolean(phone ?? contact?.phone)) : null,
  };
}

/** The category is worked out here, from the score: what a page claims about it is not trusted. */
function toAnswer(data: CxData<'cx.submitted'>): AnswerRow {
  const score = data.score ?? data.answers.score ?? null;
  const scale = data.scale ?? (score === null ? null : usualScale(data.element));
  const isOnScale = score !== null && scale !== null && score >= scale.min && score <= scale.max;
  return {
    isPartial: data.partial ? 1 : 0,
    seq: data.seq,
    score: isOnScale ? score : null,
    scaleMin: scale?.min ?? null,
    scaleMax: scale?.max ?? null,
    category: isOnScale ? categorize(score, scale, isRecommendation(data.element, scale)) : null,
  };
}
