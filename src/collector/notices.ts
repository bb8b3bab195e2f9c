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

/** A notice that this collector, and no other, is to send now. */
export interface DueNotice {
  readonly site: string;
  readonly eventId: string;
  readonly kind: NoticeKind;
  readonly attempts: number;
  readonly madeAt: number;
  /** Until when nobody else takes it. */
  readonly leasedUntil: number;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Takes the notices that are due, a few at a time. Whoever moves the date of one first has it: it is due again when the lease ends. */
export function* leaseSteps(now: number, leasedUntil: number, limit: number): Steps<readonly DueNotice[]> {
  const {rows} = yield statement(
    `SELECT n.site AS site, n.event_id AS "eventId", n.kind AS kind, n.attempts AS attempts, n.due_at AS "dueAt", n.made_at AS "madeAt",
        e.survey AS survey, e.flags AS flags, e.body AS body, r.score AS score, r.scale_max AS "scaleMax", v.is_verified AS "isVerified"
      FROM notices n JOIN events e ON e.site = n.site AND e.id = n.event_id
        JOIN responses r ON r.site = n.site AND r.response = n.response
        LEFT JOIN reviews v ON v.site = n.site AND v.response = n.response
      WHERE n.due_at <= ? ORDER BY n.due_at LIMIT ?`,
    now,
    limit,
  );
  const leased: DueNotice[] = [];
  for (const row of rows) {
    const key = {site: String(row['site']), eventId: String(row['eventId'])};
    const {changes} = yield statement(
      'UPDATE notices SET due_at = ?, attempts = attempts + 1 WHERE site = ? AND event_id = ? AND due_at = ?',
      ...[leasedUntil, key.site, key.eventId, Number(row['dueAt'])],
    );
    if (!changes) continue;
    const attempts = Number(row['attempts']) + 1;
    leased.push({...key, kind: row['kind'] as NoticeKind, attempts, madeAt: Number(row['madeAt']), leasedUntil, row});
  }
  return leased;
}

/** Takes a notice off the queue, or with a date puts it back until then; not when its lease has gone to another. */
export function* settleSteps({site, eventId, leasedUntil}: DueNotice, dueAt: number | undefined): Steps<void> {
  const key = [site, eventId, leasedUntil];
  if (dueAt === undefined) yield statement('DELETE FROM notices WHERE site = ? AND event_id = ? AND due_at = ?', ...key);
  else yield statement('UPDATE notices SET due_at = ? WHERE site = ? AND event_id = ? AND due_at = ?', dueAt, ...key);
}
