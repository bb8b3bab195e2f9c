import type {EventRow} from './row.js';
import {statement, type Steps} from './sql.js';

/** What a shop is told of at once. */
export type NoticeKind = 'callback' | 'low-score' | 'review';

/** What an event gives cause to tell. Never of a test, nor before a person has finished. */
export function noticeOf(row: Pick<EventRow, 'element' | 'isTest' | 'answer'>, hasPhone: boolean): NoticeKind | null {
  if (row.isTest || !row.answer || row.answer.isPartial) return null;
  if (row.element === 'cx-review') return 'review';
  if (row.element === 'cx-call' && hasPhone) return 'callback';
  return row.answer.category === 'detractor' ? 'low-score' : null;
}

/** Puts a notice into the queue. */
export function* noticeSteps({site, id, receivedAt}: EventRow, response: string, kind: NoticeKind): Steps<void> {
  yield statement(
    `INSERT INTO notices (site, event_id, response, kind, attempts, due_at, made_at) VALUES (?, ?, ?, ?, 0, ?, ?)
      ON CONFLICT (site, event_id) DO NOTHING`,
    ...[site, id, response, kind, receivedAt, receivedAt],
  );
}
