import type {Clock} from '../base/clock.js';
import {bury} from './bury.js';
import {parse, type EventStore, type Waiting} from './event-store.js';
import {decide, judge, type Verdict} from './policy.js';
import type {DeliveryPorts} from './ports.js';
import {parseRetryAfter, retryDelay} from './retry-delay.js';
import {holdKey, type Route} from './route.js';
import type {Reply} from './sender.js';
import {tellProblem} from './tell-problem.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How often an endpoint fails before the page is told. */
const patience = 3;

/** How often in a row a wait that an endpoint asks for may be shorter than what it would be without. */
const trustedWishes = 8;

/** What the courier lends for a while. */
export interface Lent {
  readonly route: Route;
  readonly ports: DeliveryPorts;
  readonly store: EventStore;
  readonly clock: Clock;
  deliver(target: string, batch: readonly Waiting[]): Promise<boolean>;
  remove(gone: readonly Waiting[]): Promise<void>;
}

/** What setbacks want of the page. */
export interface Surroundings {
  readonly tell: typeof tellProblem;
  /** Adds to `blocked` what the page's own policy forbids from now on. */
  watchPolicy(blocked: Set<string>): void;
}

const thisPage: Surroundings = {
  tell: tellProblem,
  watchPolicy(blocked) {
    addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI}) => {
      if (effectiveDirective === 'connect-src') blocked.add(blockedURI);
    });
  },
};

/**
 * Decides what becomes of events that an endpoint did not confirm.
 *
 * Afterwards each is gone, or waits for a time that is set: the courier never meets it again at once.
 */
export async function handleSetback(
  lent: Lent,
  target: string,
  batch: readonly Waiting[],
  reply: Reply,
  surroundings = thisPage,
): Promise<void> {
  const {route, clock} = lent;
  const {tell} = surroundings;
  const isBlocked = reply.status === undefined && blocks(route, target, surroundings);
  const verdict = isBlocked ? 'park' : judge(reply);
  const code = note(lent, target, verdict, reply, batch);
  if (code) {
    const place = batch.length === 1 ? lent.ports.targets.get(batch[0]?.id ?? '') : undefined;
    tell(place, isBlocked ? 'blocked-by-csp' : code, {endpoint: target, status: reply.status ?? 0});
  }
  const rest: Waiting[] = [];
  for (const one of batch) {
    const result = reply.results?.find(({id}) => id === one.id);
    const count = (route.tries.get(one.id) ?? 0) + 1;
    route.tries.set(one.id, count);
    const fate = decide(verdict, one.isAct, count, batch.length === 1, result);
    const isOld = clock.now() - Date.parse(one.event.time) > (one.isAct ? 7 : 1) * dayMs;
    if (fate === 'dead') {
      const code = reply.status === 413 || result?.reason?.startsWith('too-large') ? 'too-large' : 'rejected';
      const {code: errorCode, message} = reply.error ?? {};
      const why = errorCode ? `${String(errorCode)} ${String(message)}` : String(result?.status ?? reply.status);
      await bury(lent, tell, one, code, result?.reason ?? why);
    } else if (fate === 'drop' || (isOld && !one.isAct)) {
      await lent.remove([one]);
    } else if (isOld && verdict !== 'split') {
      await bury(lent, tell, one, 'unreachable', 'no confirmation within 7 days');
    } else if (verdict === 'split') {
      rest.push(one);
    } else if (verdict === 'results') {
      const waitMs = fate === 'park' ? hourMs : 1000 + retryDelay(count, () => clock.random());
      route.notBefore.set(one.id, clock.now() + waitMs);
    }
  }
  // Without the impressions among them the others may pass as they are; else the bad one is in one of the halves.
  const half = rest.length < batch.length ? rest.length : Math.ceil(rest.length / 2);
  for (const part of [rest.slice(0, half), rest.slice(half)]) if (part.length && !(await lent.deliver(target, part))) return;
}

/** Remembers how the endpoint did; resolves to what the page is to hear of it, if anything. */
function note(
  {route: {failing, holds}, store, clock}: Lent,
  target: string,
  verdict: Verdict,
  {status, retryAfter = null}: Reply,
  batch: readonly Waiting[],
): string | undefined {
  if (verdict === 'results' || verdict === 'split') return undefined;
  failing.add(target);
  const wish = verdict === 'stop' ? dayMs : verdict === 'backoff' ? parseRetryAfter(retryAfter, clock.now()) : undefined;
  const isWish = wish !== undefined;
  const isParked = verdict === 'park';
  const failures = (holds.get(target)?.failures ?? 0) + 1;
  const delay = retryDelay(failures, () => clock.random());
  // What the endpoint asks for counts, but one that is away for hours is not asked every few seconds.
  const waitMs = isParked ? hourMs : Math.max(wish ?? delay, failures > trustedWishes ? delay : 0);
  const until = clock.now() + waitMs;
  holds.set(target, {until, failures, isWish, isParked});
  if (isWish && batch.some(({id, isAct}) => isAct && store.isDurable(id))) {
    try {
      const wishes = {...parse<object>(store.storage?.getItem(holdKey)), [target]: until};
      store.storage?.setItem(holdKey, JSON.stringify(wishes));
    } catch {
      // Full: this page still waits, another one asks once too often.
    }
  }
  if (isParked || verdict === 'stop') return 'endpoint-misconfigured';
  if (status === 429 || (isWish && failures === 1)) return 'rate-limited';
  return failures === patience ? 'unreachable' : undefined;
}

/** True when the page's own policy forbids the endpoint; heard from the second attempt on. */
function blocks(route: Route, target: string, {watchPolicy}: Surroundings): boolean {
  if (!route.blocked) watchPolicy((route.blocked = new Set()));
  const {origin} = new URL(target);
  return [target, origin, origin + '/'].some(one => route.blocked?.has(one));
}
