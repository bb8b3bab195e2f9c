import {toEnvelope, type Envelope} from '../events/envelope.js';
import type {WaitingRecord} from '../page/write-ahead.js';
import type {Waiting} from './event-store.js';

/**
 * The event that tells the shop of an answer it will not get.
 *
 * Its id follows from the answer's, so that a loss counted twice is still one.
 */
export function lostEvent(one: Waiting, code: string, at: string): WaitingRecord {
  const {site, element, survey, touchpoint, lib} = one.event.data;
  const origin = {site, ...(element && {element}), ...(survey && {survey}), ...(touchpoint && {touchpoint}), ...(lib && {lib})};
  const event = toEnvelope('cx.lost', {...origin, code, count: 1}, `lost-${one.id}`.slice(0, 64), at, one.event.source);
  return {endpoint: one.endpoint, ...(one.own && {own: one.own}), event: event as Envelope};
}
