import {expected} from '../base/expect.js';
import {askedEndpoint} from '../page/asked-endpoint.js';
import type {Outbox, PageCalls} from '../page/client-port.js';
import {pageClock} from '../page/clock.js';
import {forget} from '../page/forget.js';
import {deviceStorage, watchLifecycle} from '../page/lifecycle.js';
import {isSiteName} from '../page/settings.js';
import {resolveEndpoint} from '../page/resolve-endpoint.js';
import {ask} from '../page/show.js';
import {createCourier} from './courier.js';
import {createEventStore} from './event-store.js';
import type {DeliveryPorts} from './ports.js';
import {createSender} from './sender.js';

/** The delivery part once it runs. */
export interface Delivery extends Outbox, PageCalls {
  /** Sends what is due. */
  wake(): void;
}

/** How long another tab that sends may keep this one from sending what both know, in milliseconds. */
const lockWaitMs = 5000;
const maxLockWaits = 6;

/** Starts delivery on this page; from then on it wakes by itself. */
export function startDelivery(ports: DeliveryPorts): Delivery {
  const {page, report, setting, mayRemember} = ports;
  const clock = pageClock;
  const store = createEventStore(deviceStorage(), page.memory);
  const sender = createSender((...request) => fetch(...request), clock, location.origin);
  const resolve = (endpoint: string): string => {
    const url = resolveEndpoint(endpoint);
    return typeof url === 'object' ? url.href : '';
  };
  const courier = createCourier(ports, store, sender, clock, () => ({
    page: resolve(setting('endpoint') ?? ''),
    site: ports.siteName(),
    resolve,
    asked: ({event}) => resolve(askedEndpoint(event.data)),
  }));
  let running: Promise<void> | undefined;
  let isAgain = false;
  let isAway = false;
  let lockWaits = 0;
  let cancelTimer = (): void => {};

  /** Tells the page what keeps its answers from being kept or sent. */
  const warn = (): void => {
    const site = setting('site') ?? '';
    const tell = (code: string, name: string, expectation: string, got: string, target?: EventTarget) =>
      report(target, code, expected((target as Partial<Element>)?.localName ?? 'cx-elements', name, expectation, got, code));
    if (site && !isSiteName(site)) tell('site-invalid', 'site', 'letters a-z, digits, ".", "_" or "-"', site);
    for (const {id, own, endpoint, isAct, durable} of store.waiting()) {
      if (!ports.targets.has(id)) continue;
      const given = own ? endpoint : (setting('endpoint') ?? '');
      const code = resolveEndpoint(given);
      if (typeof code === 'string')
        tell(
          code,
          'endpoint',
          `an ${code === 'endpoint-insecure' ? 'https' : 'http(s)'} URL`,
          given,
          own ? ports.targets.get(id) : undefined,
        );
      if (isAct && !durable && mayRemember(true)) tell('storage-blocked', 'storage', 'there to keep answers', 'none');
    }
  };

  const drain = async (): Promise<void> => {
    warn();
    // The lock saves requests; ids make sure that an event sent twice counts once. Other tabs see to what is not ours.
    const locks = navigator.locks as LockManager | undefined;
    if (!locks) return courier.drain(true);
    return locks.request('cx-flush', {ifAvailable: true}, lock => {
      lockWaits = lock ? 0 : lockWaits + 1;
      return courier.drain(lockWaits === 0 || lockWaits > maxLockWaits);
    });
  };

  const run = async (): Promise<void> => {
    do {
      isAgain = false;
      // Some frames have no right to locks.
      await drain().catch(() => courier.drain(true));
    } while (isAgain);
    running = undefined;
    const nextMs = courier.nextMs();
    if (nextMs !== undefined) cancelTimer = clock.later(Math.max(nextMs, lockWaits ? lockWaitMs : 250), wake);
  };

  const wake = (): void => {
    cancelTimer();
    // A page that is hidden may be gone before an ordinary request is.
    if (isAway) courier.leave(false);
    isAgain = true;
    running ??= run();
  };

  watchLifecycle({
    onBack(isOnline) {
      isAway = false;
      if (isOnline) courier.hurry(false);
      wake();
    },
    onLeave(isGone) {
      isAway = true;
      courier.leave(isGone);
    },
  });
  // An endpoint or a consent may be written on the script tag later.
  const observer = new MutationObserver(wake);
  for (const script of page.scripts) observer.observe(script, {attributes: true});

  return {
    wake,
    async status() {
      const waiting = store.waiting();
      const dead = (await store.deadLetters()).length;
      return {waiting: waiting.length, parked: courier.parkedCount(), dead, durable: waiting.every(one => one.durable)};
    },
    deadLetters: () => store.deadLetters(),
    async retry() {
      courier.hurry(true);
      wake();
      await running;
    },
    clear: () => store.clear(),
    show: selector => ask(selector, 'show', report),
    explain: selector => ask(selector, 'explain', report),
    async forget() {
      page.memory.clear();
      forget();
    },
  };
}
