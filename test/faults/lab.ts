import {expect} from 'vitest';
import {Ledger, type Row, type Verdict} from './ledger.js';

/** Where rows can be read: the real database of a collector. */
export interface RowSource {
  rows(): Promise<Row[]>;
}

/** A page whose outbox can be emptied. */
export interface Drained {
  drain(left?: Left): Promise<void>;
}

/** What a fault rightly leaves on the device. */
export interface Left {
  /** Events that still wait. */
  readonly waiting?: number;
}

/** What one run of a fault has: chance with a seed, the books, and what must be healed or put away. */
export class Lab {
  readonly seed: number;
  readonly ledger = new Ledger();
  /** What the books said; undefined while nobody has compared them. */
  verdict: Verdict | undefined;
  /** Programs that took part, by name. */
  readonly versions = new Map<string, string>();
  #fired = 0;
  #state: number;
  readonly #counters: (() => number)[] = [];
  readonly #healers: (() => unknown)[] = [];
  readonly #undo: (() => unknown)[] = [];

  constructor(seed: number, number: number) {
    this.seed = seed;
    this.#state = Math.imul(seed, 7919) + number;
  }

  /** A number from 0 to 1, the same ones in each run of the same fault and seed. */
  random(): number {
    // mulberry32: short, and good enough to choose with.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }

  /** One of these. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.between(0, choices.length - 1)] as T;
  }

  /** The fault happened. */
  fired(times = 1): void {
    this.#fired += times;
  }

  /** Counts what another process tells. */
  firedElsewhere(count: () => number): void {
    this.#counters.push(count);
  }

  /** How often the fault happened. */
  get timesFired(): number {
    return this.#counters.reduce((sum, count) => sum + count(), this.#fired);
  }

  /** Runs after the fault, the last one first, whatever came of it. */
  cleanup(undo: () => unknown): void {
    this.#undo.push(undo);
  }

  /** Runs when the trouble is over, in this order. */
  onHeal(heal: () => unknown): void {
    this.#healers.push(heal);
  }

  /** Ends the trouble: servers answer, programs run. */
  async heal(): Promise<void> {
    for (const heal of this.#healers) await heal();
  }

  /** The end of most faults: heals all, has the page send what waits, and compares the books. */
  async settle(visitor: Drained, source: RowSource, left?: Left): Promise<void> {
    await this.heal();
    await visitor.drain(left);
    await this.check(source);
  }

  /** Compares the books and fails on any difference. Give several databases to have their rows added up. */
  async check(...sources: readonly RowSource[]): Promise<void> {
    const rows = (await Promise.all(sources.map(source => source.rows()))).flat();
    this.verdict = this.ledger.compare(rows);
    expect(this.verdict, `rows: ${rows.length}, durable: ${this.ledger.durableIds.size}`).toEqual({
      lost: [],
      doubled: [],
      invented: [],
    });
  }

  /** Puts everything away; the first error is thrown when all is done. */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (const undo of this.#undo.splice(0).reverse()) {
      try {
        await undo();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
