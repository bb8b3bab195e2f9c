import type {Clock} from '../base/clock.js';
import {cutBatch, maxEventBytes} from './batch.js';
import {parse, pageSize, type EventStore, type Waiting} from './event-store.js';
import type {DeliveryPorts} from './ports.js';
import {retryDelay} from './retry-delay.js';
import {holdKey, type Hold, type Route} from './route.js';
import type {Reply, Sender} from './sender.js';
import type {handleSetback} from './setbacks.js';
import {chooseTarget, type Addresses} from './target.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** An event this young is left to the page on which it happened, in milliseconds. */
const freshMs = 2000;

/** Carries events from where they wait to their endpoints. */
export interface Courier {
  readonly route: Route;
  /** Sends all that is due, with `isAllowed` false only what happened on this page; resolves with when to come back. */
  drain(isAllowed: boolean): Promise<number>;
  /** Sends what is due by a request that outlives the page; `isGone` includes what is under way. True once that has ended. */
  leave(isGone: boolean): Promise<boolean>;
  /** Forgets the waits that `isOver` picks. */
  hurry(isOver: (hold: Hold) => boolean): void;
  /** True when the event, or all for its endpoint, was refused for now. */
  isParked(one: Waiting): boolean;
}

/** A courier for one page. */
export function createCourier(
  ports: DeliveryPorts,
  store: EventStore,
  sender: Sender,
  clock: Clock,
  addresses: () => Omit<Addresses, 'failing'>,
  loadSetbacks: () => Promise<{readonly handleSetback: typeof handleSetback}>,
): Courier {
  const {targets} = ports;
  const route: Route = {holds: new Map(), failing: new Set(), notBefore: new Map(), tries: new Map()};
  const {holds, failing, notBefore} = route;
  /** What is in which request. */
  const underWay = new Map<string, readonly Waiting[]>();
  /** Settled on this page: never sent again, even where erasing failed. */
  const settled = new Set<string>();

  const remove = async (gone: readonly Waiting[]): Promise<void> => {
    for (const {id} of gone) {
      settled.add(id);
      targets.delete(id);
    }
    await store.remove(gone);
  };

  const accept = async (confirmed: readonly Waiting[], {results}: Reply): Promise<void> => {
    for (const {id, event, isAct} of confirmed) {
      const status = results ? (results.find(one => one.id === id)?.status as 'stored') : 'accepted';
      const {response} = event.data as {response?: string};
      if (isAct && response) ports.fire(targets.get(id), 'cx-accepted', {id, response, status});
    }
    if (confirmed.length) await remove(confirmed);
  };

  /** False when the page called the request off, so that nothing is known. */
  const deliver = async (target: string, batch: readonly Waiting[], isLeaving = false): Promise<boolean> => {
    for (const {id} of batch) underWay.set(id, batch);
    const isTooLarge = batch.some(({bytes}) => bytes > maxEventBytes);
    const reply = isTooLarge ? {isOk: false, status: 413} : await sender.post(target, batch, isLeaving);
    // One that was called off may be in another request by now, which outlives the page.
    const release = (): void => batch.forEach(({id}) => underWay.get(id) === batch && underWay.delete(id));
    if (!reply) {
      release();
      return false;
    }
    const isConfirmed = ({id}: Waiting): boolean =>
      reply.isOk && (!reply.results || reply.results.some(one => one.id === id && /^(stored|duplicate)$/.test(one.status)));
    await accept(batch.filter(isConfirmed), reply);
    const rest = batch.filter(one => !isConfirmed(one));
    if (reply.isOk) {
      failing.delete(target);
      holds.delete(target);
    }
    if (rest.length) {
      const {failures = 0} = holds.get(target) ?? {};
      await loadSetbacks().then(
        part => part.handleSetback({route, ports, store, clock, deliver, remove}, target, rest, reply),
        // Not within reach, like the endpoint perhaps. What waits is as safe without it.
        () => {
          failing.add(target);
          const until = clock.now() + retryDelay(failures + 1, () => clock.random());
          holds.set(target, {until, failures: failures + 1, isWish: false, isParked: false});
        },
      );
    }
    release();
    return true;
  };

  /** What of `waiting` goes now, to one endpoint; tells `wait` when the rest is due. */
  const pick = (waiting: readonly Waiting[], wait: (until: number) => void): {target: string; due: Waiting[]} => {
    const now = clock.now();
    const wishes = parse<{[endpoint: string]: number}>(store.storage?.getItem(holdKey)) ?? {};
    const at = {...addresses(), failing};
    const due: Waiting[] = [];
    let target = '';
    // Further ahead than anything may be asked for: the clock was set back.
    const near = (until = 0, mostMs: number): number => (until > now + mostMs ? 0 : until);
    for (const one of waiting) {
      const to = chooseTarget(one, at);
      if (!to || settled.has(one.id)) continue;
      const hold = holds.get(to);
      const age = now - Date.parse(one.event.time);
      const until = Math.max(
        near(notBefore.get(one.id), hourMs),
        near(hold?.until, hold?.isWish ? dayMs : hourMs),
        near(wishes[to], dayMs),
        !targets.has(one.id) && age >= 0 && age < freshMs ? now + freshMs - age : 0,
      );
      if (until > now) wait(until);
      else if (to === (target ||= to)) due.push(one);
    }
    return {target, due};
  };

  return {
    route,
    async drain(isAllowed) {
      let next = Infinity;
      for (let after = ''; ;) {
        const waiting = await store.read(after);
        const denied = waiting.filter(({isAct}) => !isAct && ports.isDenied());
        if (denied.length) await remove(denied);
        const free = waiting.filter(({id}) => !underWay.has(id) && (isAllowed || targets.has(id)));
        const {target, due} = pick(free, until => (next = Math.min(next, until)));
        if (due.length) {
          // Called off because the page leaves: nothing was decided, so the loop must not spin.
          if (!(await deliver(target, cutBatch(due)))) return next;
        } else if (waiting.length < pageSize) return next;
        else after = waiting.at(-1)?.key ?? '';
      }
    },
    async leave(isGone) {
      if (isGone) sender.abort();
      const ours = store
        .own()
        .filter(one => one.bytes <= maxEventBytes && (isGone || !underWay.has(one.id)) && (one.isAct || !ports.isDenied()));
      const {target, due} = pick(ours, () => {});
      return !!target && deliver(target, cutBatch(due), true);
    },
    hurry(isOver) {
      for (const [target, hold] of holds) if (isOver(hold)) holds.delete(target);
    },
    isParked: one =>
      (notBefore.get(one.id) ?? 0) > clock.now() || !!holds.get(chooseTarget(one, {...addresses(), failing}))?.isParked,
  };
}
