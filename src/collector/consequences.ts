import {noticeSteps} from './notices.js';
import {reviewSteps} from './review.js';
import type {EventRow} from './row.js';
import {statement, type Steps} from './sql.js';

/** Whether more follows from an event than its rows among the events and the responses. */
export function hasConsequences({review, notice}: EventRow): boolean {
  return review !== null || notice !== null;
}

/** What follows from an event that was stored, in the same transaction: a review waits, somebody is told. */
export function* consequenceSteps(row: EventRow): Steps<void> {
  const {site, id, response, review, notice} = row;
  if (response === null) return;
  const {rows} = yield statement('SELECT event_id FROM responses WHERE site = ? AND response = ?', site, response);
  if (rows[0]?.['event_id'] !== id) return; // Overtaken by a later step of the same response.
  if (review) yield* reviewSteps(row, response, review);
  if (notice) yield* noticeSteps(row, response, notice);
}
