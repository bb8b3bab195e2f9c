import {expected} from '../base/expect.js';
import {askedEndpoint} from '../page/asked-endpoint.js';
import type {Outbox} from '../page/client-port.js';
import {pageClock} from '../page/clock.js';
import {deviceStorage, watchLifecycle} from '../page/lifecycle.js';
import {createCourier} from './courier.js';
import {createEventStore} from './event-store.js';
import type {DeliveryPorts} from './ports.js';
import {createSender} from './sender.js';

/** The delivery part once it runs. */
export interface Delivery extends Outbox {
  /** Sends what is due. */
  wake(): void;
}

/** How long another tab that sends may keep this one from sending what both know, in milliseconds. */
const lockWaitMs = 5000;
const maxLockWaits = 6;

/** Starts delivery on this page; from then on it wakes by itself. */
export function startDelivery(ports: DeliveryPorts): Delivery {
  const clock = pageClock;
  const store = createEventStore(deviceStorage(), ports.memory);
  const sender = createSender((...request) => fetch(...request), clock, location.origin);
  const courier = createCourier(ports, store, sender, clock, ({event}) => {
    const url = ports.resolve(askedEndpoint(event.data));
    return typeof url === 'object' ? url.href : '';
  });
  let running: Promise<void> | undefined;
  let isAgain = false;
  let lockWaits = 0;
  let cancelTimer = (): void => {};

  const drain = async (): Promise<void> => {
    if (ports.mayRemember(true) && store.waiting().some(one => one.isAct && !one.durable))
      ports.report('', 'storage-blocked', expected('cx-elements', 'storage', 'there to keep answers', 'none', 'storage-blocked'));
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
    isAgain = true;
    running ??= run();
  };

  watchLifecycle({
    onBack(isOnline) {
      if (isOnline) courier.hurry(false);
      wake();
    },
    onLeave: isGone => courier.leave(isGone),
  });
  // An endpoint or a consent may be written on the script tag later.
  const observer = new MutationObserver(wake);
  for (const script of ports.scripts) observer.observe(script, {attributes: true});

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
  };
}
