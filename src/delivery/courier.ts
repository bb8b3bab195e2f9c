import type {Clock} from '../base/clock.js';
import {cutBatch, maxEventBytes} from './batch.js';
import type {EventStore, Waiting} from './event-store.js';
import {lostEvent} from './lost-event.js';
import {decide, judge, type Outcome, type Verdict} from './policy.js';
import type {DeliveryPorts, Tell} from './ports.js';
import {retryDelay} from './retry-delay.js';
import type {Sender} from './sender.js';
import {chooseTarget, type Addresses} from './target.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How often an endpoint fails before the page is told. */
const patience = 3;

/** Carries events from where they wait to their endpoints. */
export interface Courier {
  /** Sends all that is due; with `isAllowed` false, only what happened on this page. */
  drain(isAllowed: boolean): Promise<void>;
  /** Sends what is due by requests that outlive the page; `isGone` includes what is under way. */
  leave(isGone: boolean): void;
  /** Forgets waits that nobody asked for; with `isAll` also those that were. */
  hurry(isAll: boolean): void;
  /** Milliseconds until something is due, or undefined. */
  nextMs(): number | undefined;
  parkedCount(): number;
}

/** A courier for one page. */
export function createCourier(
  ports: DeliveryPorts,
  tell: Tell,
  store: EventStore,
  sender: Sender,
  clock: Clock,
  addresses: () => Omit<Addresses, 'failing'>,
): Courier {
  const {targets} = ports;
  const tries = new Map<string, number>();
  const notBefore = new Map<string, {at: number; isParked: boolean}>();
  const holds = new Map<string, {until: number; failures: number; isWish: boolean}>();
  const failing = new Set<string>();
  const underWay = new Set<string>();
  /** Settled on this page: never sent again, even where erasing failed. */
  const settled = new Set<string>();

  const heldUntil = (target: string): number => {
    const stored = store.holds()[target] ?? 0;
    // Further ahead than any endpoint may ask for: the clock was set back.
    return Math.max(holds.get(target)?.until ?? 0, stored > clock.now() + dayMs ? 0 : stored);
  };

  const dueAt = (one: Waiting, target: string): number => Math.max(notBefore.get(one.id)?.at ?? 0, heldUntil(target));

  const withTargets = (): {one: Waiting; target: string}[] => {
    const now = {...addresses(), failing};
    return store
      .waiting()
      .filter(({id}) => !settled.has(id))
      .map(one => ({one, target: chooseTarget(one, now)}))
      .filter(({target}) => target);
  };

  /** The next request: events that are due, for one endpoint. */
  const nextBatch = (isPicked: (one: Waiting) => boolean): {target: string; batch: Waiting[]} | undefined => {
    const due = withTargets().filter(({one, target}) => isPicked(one) && dueAt(one, target) <= clock.now());
    const target = due[0]?.target;
    return target ? {target, batch: cutBatch(due.filter(other => other.target === target).map(({one}) => one))} : undefined;
  };

  const settle = async (one: Waiting): Promise<void> => {
    settled.add(one.id);
    if (!one.isAct) targets.delete(one.id);
    await store.remove(one.id);
  };

  const bury = async (one: Waiting, code: string, reason: string): Promise<void> => {
    settled.add(one.id);
    const at = new Date(clock.now()).toISOString();
    // A loss is not lost again: the count goes, the shop keeps the first one's letter.
    if (one.event.type === 'cx.lost') return store.remove(one.id);
    await store.bury(one, code, reason, at);
    if (!one.isAct) return;
    await store.add(lostEvent(one, code, at), one.durable);
    tell(targets.get(one.id), code, {id: one.id, response: responseOf(one), element: one.event.data.element, reason});
    targets.delete(one.id);
  };

  const accept = async (one: Waiting, status: 'stored' | 'duplicate' | 'accepted'): Promise<void> => {
    await settle(one);
    if (one.isAct) ports.fire(targets.get(one.id), 'cx-accepted', {id: one.id, response: responseOf(one), status});
    targets.delete(one.id);
  };

  /** Remembers how the endpoint did, and tells the page of trouble. */
  const note = (target: string, verdict: Verdict, outcome: Outcome, batch: readonly Waiting[]): void => {
    const {status = 0, waitMs: wish} = replyOf(outcome) ?? {};
    const warn = (code: string): void =>
      tell(batch.length === 1 ? targets.get(batch[0]?.id ?? '') : undefined, code, {endpoint: target, status});
    if (verdict === 'park') {
      failing.add(target);
      warn('endpoint-misconfigured');
    } else if (verdict === 'backoff' || verdict === 'stop') {
      failing.add(target);
      const failures = (holds.get(target)?.failures ?? 0) + 1;
      const waitMs = verdict === 'stop' ? dayMs : (wish ?? retryDelay(failures, () => clock.random()));
      const isWish = verdict === 'stop' || wish !== undefined;
      holds.set(target, {until: clock.now() + waitMs, failures, isWish});
      if (isWish && batch.some(one => one.isAct && one.durable)) store.setHold(target, clock.now() + waitMs);
      if (verdict === 'stop') warn('endpoint-misconfigured');
      else if (status === 429 || (wish !== undefined && failures === 1)) warn('rate-limited');
      else if (failures === patience) warn('unreachable');
    } else if (verdict === 'accepted' || verdict === 'results') {
      failing.delete(target);
      holds.delete(target);
    }
  };

  /** Acts on what came of a request; false when the endpoint is to be left alone for now. */
  const apply = async (target: string, batch: readonly Waiting[], outcome: Outcome): Promise<boolean> => {
    const verdict = judge(outcome);
    if (verdict === 'none') return false;
    note(target, verdict, outcome, batch);
    const reply = replyOf(outcome);
    const rest: Waiting[] = [];
    for (const one of batch) {
      const result = reply?.results?.find(({id}) => id === one.id);
      const count = (tries.get(one.id) ?? 0) + 1;
      tries.set(one.id, count);
      const fate = decide(verdict, one.isAct, count, batch.length === 1, result);
      const isOld = clock.now() - Date.parse(one.event.time) > (one.isAct ? 7 : 1) * dayMs;
      if (fate === 'accepted') {
        await accept(one, result?.status === 'duplicate' ? 'duplicate' : result ? 'stored' : 'accepted');
      } else if (fate === 'dead') {
        const code = reply?.status === 413 || result?.reason?.startsWith('too-large') ? 'too-large' : 'rejected';
        await bury(one, code, result?.reason ?? reply?.reason ?? String(result?.status ?? reply?.status));
      } else if (fate === 'drop' || (isOld && !one.isAct)) {
        await settle(one);
      } else if (isOld && verdict !== 'split') {
        await bury(one, 'unreachable', 'no confirmation within 7 days');
      } else if (fate === 'park') {
        notBefore.set(one.id, {at: clock.now() + hourMs, isParked: true});
      } else if (verdict === 'split') {
        rest.push(one);
      } else if (verdict === 'results') {
        notBefore.set(one.id, {at: clock.now() + 1000 + retryDelay(count, () => clock.random()), isParked: false});
      }
    }
    if (verdict !== 'split') return verdict === 'accepted' || verdict === 'results' || verdict === 'park';
    // Without the impressions among them the others may pass as they are; else the bad one is in one of the halves.
    const half = rest.length < batch.length ? rest.length : Math.ceil(rest.length / 2);
    return (await deliver(target, rest.slice(0, half))) && (await deliver(target, rest.slice(half)));
  };

  const deliver = async (target: string, batch: readonly Waiting[], isLeaving = false): Promise<boolean> => {
    if (!batch.length) return true;
    for (const {id} of batch) underWay.add(id);
    const outcome = await sender.post(target, batch, isLeaving);
    for (const {id} of batch) underWay.delete(id);
    return apply(target, batch, outcome);
  };

  /** Sorts out what is never sent. */
  const sift = async (): Promise<void> => {
    for (const one of store.waiting()) {
      if (settled.has(one.id)) continue;
      if (!one.isAct && ports.isDenied()) await settle(one);
      else if (one.bytes > maxEventBytes) await bury(one, 'too-large', `${one.bytes} bytes`);
    }
  };

  return {
    async drain(isAllowed) {
      await sift();
      for (;;) {
        const next = nextBatch(({id, durable}) => !underWay.has(id) && (isAllowed || !durable || targets.has(id)));
        if (!next) return;
        const before = heldUntil(next.target);
        const isGoing = await deliver(next.target, next.batch);
        // Called off because the page leaves: nothing was decided, so the loop must not spin.
        if (!isGoing && heldUntil(next.target) === before) return;
      }
    },
    leave(isGone) {
      if (isGone) sender.abort();
      const next = nextBatch(
        one => one.bytes <= maxEventBytes && (isGone || !underWay.has(one.id)) && (one.isAct || !ports.isDenied()),
      );
      if (next) void deliver(next.target, next.batch, true);
    },
    hurry(isAll) {
      for (const [target, {isWish}] of holds) if (isAll || !isWish) holds.delete(target);
      for (const [id, {isParked}] of notBefore) if (isAll || !isParked) notBefore.delete(id);
      if (isAll) store.endHolds();
    },
    nextMs() {
      const times = withTargets().map(({one, target}) => dueAt(one, target));
      return times.length ? Math.max(0, Math.min(...times) - clock.now()) : undefined;
    },
    parkedCount: () => [...notBefore].filter(([id, {at, isParked}]) => isParked && at > clock.now() && !settled.has(id)).length,
  };
}

function responseOf({event}: Waiting): string | undefined {
  return 'response' in event.data ? event.data.response : undefined;
}

function replyOf(outcome: Outcome): Extract<Outcome, {kind: 'response'}> | undefined {
  return outcome.kind === 'response' ? outcome : undefined;
}
