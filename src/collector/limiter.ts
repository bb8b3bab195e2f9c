interface Bucket {
  tokens: number;
  /** When `tokens` was right. */
  at: number;
}

/** How much a limiter lets through. */
export interface Rate {
  /** What comes back in a minute; also how much may come at once. */
  readonly perMinute: number;
  /** How many keys are remembered: the longest unseen goes first. */
  readonly maxKeys?: number;
}

const minute = 60_000;

/** Token buckets by key: a steady rate, with room for a burst, in bounded memory. */
export class Limiter {
  readonly #capacity: number;
  readonly #maxKeys: number;
  readonly #now: () => number;
  /** The longest unseen first. */
  readonly #buckets = new Map<string, Bucket>();

  constructor({perMinute, maxKeys = 20_000}: Rate, now: () => number) {
    this.#capacity = perMinute;
    this.#maxKeys = maxKeys;
    this.#now = now;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /** How many seconds to wait before so much may be taken; 0 when it may be taken now. */
  wait(key: string, cost = 1): number {
    const bucket = this.#buckets.get(key);
    // What is larger than the bucket passes when the bucket is full: it could never pass otherwise.
    const missing = bucket ? Math.min(cost, this.#capacity) - this.#filled(bucket) : 0;
    return missing > 0 ? Math.ceil((missing / this.#capacity) * (minute / 1000)) : 0;
  }

  /** Takes without asking. */
  take(key: string, cost = 1): void {
    const known = this.#buckets.get(key);
    const tokens = known ? this.#filled(known) : this.#capacity;
    this.#buckets.delete(key);
    this.#buckets.set(key, {tokens: tokens - cost, at: this.#now()});
    if (this.#buckets.size > this.#maxKeys) this.#forgetOldest();
  }

  /** A clock that was put back fills nothing and takes nothing away; from there on it fills as ever, long before it has caught up. */
  #filled(bucket: Bucket): number {
    const now = this.#now();
    bucket.at = Math.min(bucket.at, now);
    return Math.min(this.#capacity, bucket.tokens + ((now - bucket.at) * this.#capacity) / minute);
  }

  #forgetOldest(): void {
    for (const key of this.#buckets.keys()) return void this.#buckets.delete(key);
  }
}
