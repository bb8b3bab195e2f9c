import type {WaitingRecord} from '../page/write-ahead.js';
import type {Waiting} from './event-store.js';

/**
 * The event that tells the shop of an answer it will not get.
 *
 * Its id follows from the answer's, so that a loss counted twice is still one.
 */
export function lostEvent({id, endpoint, own, event}: Waiting, code: string, time: string): WaitingRecord {
  const {site, element, survey, touchpoint, lib} = event.data;
  const data = {site, element, survey, touchpoint, lib, code, count: 1};
  return {endpoint, own, id: `lost-${id}`.slice(0, 64), name: 'cx.lost', time, source: event.source, data};
}
