import {createHmac, randomBytes} from 'node:crypto';
import type {BlockList} from 'node:net';
import {clientAddress, holds, nearby, networkOf} from './addresses.js';
import {Limiter} from './limiter.js';
import type {Log} from './log.js';
import type {Peer} from './peer.js';
import {Problem} from './problem.js';

/** How much is let in. */
export interface AdmissionRules {
  /** Requests a minute from one address; 0 for no limit at all. Default: 1,200, and none for this machine and private networks. */
  readonly rateLimit?: number;
  /** The proxies whose `X-Forwarded-For` is believed. */
  readonly trusted?: BlockList;
}

const usualRate = 1200;

/** How many events a site may send for each request that an address may: one site has many visitors. */
const eventsForEachRequest = 500;

/** What a wrong token costs, of a hundred a minute: guesses at the dashboard's door are dearer than those of a program. */
const guessCost = {signIn: 10, bearer: 1};

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Lets in what is reasonable and turns the rest away with the time to come back.
 *
 * An address is known here only as a hash with a key that is thrown away every day; it is never written anywhere.
 */
export class Admission {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #trusted: BlockList | undefined;
  readonly #isLenient: boolean;
  readonly #requests: Limiter | undefined;
  readonly #events: Limiter | undefined;
  readonly #guesses: Limiter;
  readonly #turnedAway = new Map<string, {count: number; toldAt: number}>();
  #key = {day: NaN, secret: randomBytes(32)};

  constructor({rateLimit, trusted}: AdmissionRules, log: Log, now: () => number) {
    this.#log = log;
    this.#now = now;
    this.#trusted = trusted;
    this.#isLenient = rateLimit === undefined;
    const rate = rateLimit ?? usualRate;
    this.#requests = rate ? new Limiter({perMinute: rate}, now) : undefined;
    this.#events = rate ? new Limiter({perMinute: rate * eventsForEachRequest}, now) : undefined;
    this.#guesses = new Limiter({perMinute: 100}, now);
  }

  /** Counts a request against its address. */
  request(request: Request, peer: Peer): void {
    const address = this.#addressOf(request, peer);
    if (!this.#requests || address === undefined || (this.#isLenient && holds(nearby, address))) return;
    this.#charge(this.#requests, this.#hash(address), 1, 'address');
  }

  /** Counts events against their sites: all of them pass, or none. */
  events(sites: readonly string[]): void {
    if (!this.#events) return;
    const counts = new Map<string, number>();
    for (const site of sites) counts.set(site, (counts.get(site) ?? 0) + 1);
    for (const [site, count] of counts) this.#refuseIf(this.#events.wait(site, count), 'site');
    for (const [site, count] of counts) this.#events.take(site, count);
  }

  /** Runs a check of a token; one that fails is counted, and after too many no more are looked at for a while. */
  guess<T>(request: Request, peer: Peer, way: keyof typeof guessCost, check: () => T): T {
    const key = this.#hash(this.#addressOf(request, peer) ?? '');
    this.#refuseIf(this.#guesses.wait(key, guessCost[way]), 'sign-in');
    try {
      return check();
    } catch (error) {
      this.#guesses.take(key, guessCost[way]);
      throw error;
    }
  }

  #charge(limiter: Limiter, key: string, cost: number, what: string): void {
    this.#refuseIf(limiter.wait(key, cost), what);
    limiter.take(key, cost);
  }

  #refuseIf(seconds: number, what: string): void {
    if (seconds === 0) return;
    this.#tell(what);
    throw new Problem(429, 'rate-limited', `Too much in a short time. Come back in ${seconds} s.`, {
      'retry-after': String(seconds),
    });
  }

  /** One line a minute: a flood must not become a flood of lines. */
  #tell(what: string): void {
    const {count, toldAt} = this.#turnedAway.get(what) ?? {count: 0, toldAt: -Infinity};
    // Told in the future: the clock was put back since.
    const isDue = this.#now() - toldAt >= minute || toldAt > this.#now();
    this.#turnedAway.set(what, isDue ? {count: 0, toldAt: this.#now()} : {count: count + 1, toldAt});
    if (isDue)
      this.#log({
        level: 'warning',
        code: 'rate-limited',
        message: `Turned requests away: too many by ${what}.`,
        by: what,
        count: count + 1,
      });
  }

  #addressOf(request: Request, peer: Peer): string | undefined {
    return clientAddress(peer, this.#trusted ? request.headers.get('x-forwarded-for') : null, this.#trusted);
  }

  #hash(address: string): string {
    const today = Math.floor(this.#now() / day);
    if (this.#key.day !== today) this.#key = {day: today, secret: randomBytes(32)};
    return createHmac('sha256', this.#key.secret).update(networkOf(address)).digest('base64url');
  }
}
