import {askedEndpoint} from '../page/asked-endpoint.js';
import type {Outbox, PageCalls, Uploads} from '../page/client-port.js';
import {pageClock} from '../page/clock.js';
import {hasDataLayer} from '../page/has-data-layer.js';
import {deviceStorage, watchLifecycle} from '../page/lifecycle.js';
import {resolveEndpoint} from '../page/resolve-endpoint.js';
import {whenSeen} from '../page/when-seen.js';
import {createCourier} from './courier.js';
import {createDatabase} from '../page/database.js';
import {createEventStore} from './event-store.js';
import type {DeliveryPorts, Shown} from './ports.js';
import {createSender} from './sender.js';

/** The delivery part once it runs. */
export interface Delivery {
  /** Brings what happened into the database; true when the event survives the page from then on. */
  secure(id: string): Promise<boolean>;
  /** Sends what is due, and begins to watch what was shown. */
  wake(): Promise<void>;
  /** What the page may ask for, fetched at the first use. */
  calls(): Promise<Outbox & PageCalls & Uploads>;
}

/** How long another tab that sends may keep this one from sending what both know, in milliseconds. */
const lockWaitMs = 5000;
const maxLockWaits = 6;

/** Starts delivery on this page; from then on it wakes by itself. */
export function startDelivery(ports: DeliveryPorts): Delivery {
  const {page, setting, mayRemember} = ports;
  const clock = pageClock;
  const store = createEventStore(
    createDatabase(clock, () => void wake()),
    deviceStorage(),
    page.memory,
    clock,
    mayRemember,
  );
  const sender = createSender((...request) => fetch(...request), clock, window.origin);
  const resolve = (endpoint: string): string => {
    const url = resolveEndpoint(endpoint);
    return typeof url === 'object' ? url.href : '';
  };
  const courier = createCourier(
    ports,
    store,
    sender,
    clock,
    () => ({
      page: resolve(setting('endpoint')),
      site: ports.siteName(),
      resolve,
      asked: ({event}) => resolve(askedEndpoint(event.data)),
    }),
    () => import('./setbacks.js'),
  );
  let running: Promise<void> | undefined;
  let adopted: Promise<unknown> = Promise.resolve();
  let isAgain = false;
  let isAway = false;
  let isMirrored = false;
  let lockWaits = 0;
  let cancelTimer = (): void => {};

  /** Whether the page is to hear of something that keeps its answers from being kept or sent. */
  const isTroubled = (): boolean =>
    // A name that is well formed is the site's name.
    ![ports.siteName(), ''].includes(setting('site')) ||
    !/^(unset|granted|denied)?,(acts|none)?$/i.test([setting('consent'), setting('remember')].join()) ||
    store.own().some(({id, own, endpoint, isAct, isBare}) => {
      const target = resolve(own ? endpoint : setting('endpoint'));
      return !target || isBare || (isAct && !store.isDurable(id) && mayRemember(true));
    });

  /** One after the other, so that whoever waits for it knows that its event was seen to. */
  const adopt = (): Promise<unknown> =>
    (adopted = adopted
      // What went wrong once must not keep all that comes after from being kept.
      .catch(() => {})
      .then(async () => {
        // Whoever acts now is to know at once whether a refusal of before still holds.
        if (await store.adopt()) courier.hurry(({isParked}) => isParked);
      }));

  const drain = async (): Promise<number> => {
    await adopt();
    // Without the part that says it, the answers are as safe: it is fetched again at the next attempt.
    if (isTroubled())
      import('./trouble.js').then(
        ({tellTrouble}) => tellTrouble(ports, store),
        () => {},
      );
    // The lock saves requests; ids make sure that an event sent twice counts once. Other tabs see to what is not ours.
    const locks = navigator.locks as LockManager | undefined;
    if (!locks) return courier.drain(true);
    return locks.request('cx-flush', {ifAvailable: true}, lock => {
      lockWaits = lock ? 0 : lockWaits + 1;
      return courier.drain(lockWaits === 0 || lockWaits > maxLockWaits);
    });
  };

  const run = async (): Promise<void> => {
    let next: number;
    do {
      isAgain = false;
      // Some frames have no right to locks.
      next = await drain()
        .catch(() => courier.drain(true))
        // Whatever went wrong, it is tried again: nothing may end delivery for good.
        .catch(() => clock.now() + 60_000);
    } while (isAgain);
    running = undefined;
    // Now they are known: they are found when a setting is read.
    for (const script of page.scripts) observer.observe(script, {attributes: true});
    if (lockWaits) next = Math.min(next, clock.now() + lockWaitMs);
    // The browser cuts off a time that does not fit into 31 bits, and none is longer than a day.
    if (next < Infinity) cancelTimer = clock.later(Math.max(next - clock.now(), 250), () => void wake());
  };

  /** Counts what was shown once it is seen: once for each survey and page view. */
  const watch = ({el, detail}: Shown): void => {
    if (!(el instanceof Element)) return;
    // Above the page, an element has its box in a layer of its own.
    whenSeen(el.shadowRoot?.querySelector('.layer') ?? el, () => {
      const view = `${location.pathname} ${detail.survey}`;
      if (page.seen.has(view) || ports.isDenied()) return;
      page.seen.add(view);
      void ports.take('cx-show', detail, el);
    });
  };

  /** The page may come back, from the back/forward cache too: then what could not be sent is tried again. */
  const leave = async (isGone: boolean): Promise<void> => {
    if (await courier.leave(isGone)) await wake();
  };

  const wake = (): Promise<void> => {
    cancelTimer();
    if (!isMirrored && hasDataLayer(page)) {
      isMirrored = true;
      const shown = [...ports.shown];
      // Without that part the answers are as safe.
      import('./mirror.js').then(
        ({mirror}) => mirror(shown, page.memory),
        () => {},
      );
    }
    ports.shown.splice(0).forEach(watch);
    // A page that is hidden may be gone before an ordinary request is.
    if (isAway) void leave(false);
    isAgain = true;
    return (running ??= run());
  };

  watchLifecycle({
    onBack(isOnline) {
      isAway = false;
      if (isOnline) courier.hurry(({isWish, isParked}) => !isWish && !isParked);
      void wake();
    },
    onLeave(isGone) {
      isAway = true;
      void leave(isGone);
    },
  });
  // An endpoint or a consent may be written on the script tag later.
  const observer = new MutationObserver(() => void wake());

  return {
    async secure(id) {
      await adopt();
      return store.isDurable(id);
    },
    wake,
    async calls() {
      const {makePageCalls} = await import('./page-calls.js');
      return makePageCalls(ports, store, courier, wake);
    },
  };
}
