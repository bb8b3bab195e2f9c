import type {EventRow} from './row.js';
import type {Store, WriteStatus} from './store.js';
import {StoreUnavailable} from './unavailable.js';

interface Waiting {
  readonly rows: readonly EventRow[];
  readonly resolve: (statuses: readonly WriteStatus[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** Puts all requests of one turn of the event loop into one transaction: one flush to the disk serves them all. */
export class GroupCommit {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Stores rows; resolves after the commit. */
  write(rows: readonly EventRow[]): Promise<readonly WriteStatus[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({rows, resolve, reject});
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length) {
      await new Promise(resolve => setImmediate(resolve));
      const group = this.#waiting;
      this.#waiting = [];
      await this.#commit(group);
    }
    this.#running = undefined;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      const statuses = await this.#store.write(group.flatMap(({rows}) => rows));
      let from = 0;
      for (const {rows, resolve} of group) resolve(statuses.slice(from, (from += rows.length)));
    } catch (error) {
      if (group.length === 1 || error instanceof StoreUnavailable) return group.forEach(({reject}) => reject(error));
      // One request must not fail its neighbours: each gets a transaction of its own.
      for (const one of group) await this.#commit([one]);
    }
  }
}
