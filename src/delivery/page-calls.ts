import type {Outbox, PageCalls} from '../page/client-port.js';
import {forget} from '../page/forget.js';
import {report} from '../page/report.js';
import {ask} from '../page/show.js';
import type {Courier} from './courier.js';
import type {EventStore} from './event-store.js';
import type {DeliveryPorts} from './ports.js';

/** What a page may ask of `window.cxElements`; few pages ever do, so it is a part of its own. */
export function makePageCalls(
  {page}: DeliveryPorts,
  store: EventStore,
  courier: Courier,
  wake: () => Promise<void>,
): Outbox & PageCalls {
  return {
    show: selector => ask(selector, 'show', report),
    explain: selector => ask(selector, 'explain', report),
    async forget() {
      await store.clear();
      delete page.configured.visitor;
      forget();
    },
    async status() {
      const waiting = store.waiting();
      const dead = (await store.deadLetters()).length;
      return {waiting: waiting.length, parked: courier.parkedCount(), dead, durable: waiting.every(one => one.durable)};
    },
    deadLetters: () => store.deadLetters(),
    async retry() {
      courier.hurry(true);
      await wake();
    },
    clear: () => store.clear(),
  };
}
