import {formatCursor, type Query} from './query.js';
import type {ResponseItem, ResponsePage} from './reader.js';

type Row = Readonly<Record<string, unknown>>;

/** Makes a page of the newest rows of each site: one row more than asked for tells that there is another page. */
export function toPage(rows: readonly Row[], {limit}: Query): ResponsePage {
  const sorted = rows.toSorted(
    (a, b) =>
      Number(b['occurredAt']) - Number(a['occurredAt']) || compare(b['site'], a['site']) || compare(b['response'], a['response']),
  );
  const page = sorted.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: page.map(toItem),
    next: hasMore
      ? formatCursor({occurredAt: Number(last['occurredAt']), site: String(last['site']), response: String(last['response'])})
      : null,
  };
}

function toItem(row: Row): ResponseItem {
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
