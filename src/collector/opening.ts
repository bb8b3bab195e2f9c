import {randomBytes} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import {openAccess, type Access, type OpenedAccess} from './access.js';
import {faultEntry, type Log} from './log.js';
import type {Store} from './store.js';
import {StoreUnavailable} from './unavailable.js';

const againMs = 1000;

/** The start of a collector: keys and token come from the database, which may not be there yet. */
export class Opening {
  /** The admin token, if this start has made it. Rejects when the settings are wrong. */
  readonly madeToken: Promise<string | undefined>;
  readonly #store: Store;
  readonly #token: string | undefined;
  readonly #now: () => number;
  readonly #closing = new AbortController();
  /** Made once: a try whose answer was lost may have kept it. */
  readonly #fresh = randomBytes(24).toString('base64url');
  #attempt: Promise<OpenedAccess> | undefined;

  constructor(store: Store, token: string | undefined, log: Log, now: () => number) {
    this.#store = store;
    this.#token = token;
    this.#now = now;
    this.madeToken = this.#untilOpen(log);
    // Told to whoever asks; nobody has to.
    this.madeToken.catch(() => undefined);
  }

  /** Who may read; rejects while the database is away. */
  async access(): Promise<Access> {
    return (await this.#opened()).access;
  }

  /** Ends the waiting for a database. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.madeToken.catch(() => undefined); // It was told already.
  }

  #opened(): Promise<OpenedAccess> {
    this.#attempt ??= openAccess(this.#store, this.#token, this.#fresh, this.#now).catch((error: unknown) => {
      this.#attempt = undefined;
      throw error;
    });
    return this.#attempt;
  }

  async #untilOpen(log: Log): Promise<string | undefined> {
    const {signal} = this.#closing;
    for (let isTold = false; ;) {
      try {
        return (await this.#opened()).madeToken;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        if (!isTold) log(faultEntry(error, 'store-unavailable'));
        isTold = true;
        await delay(againMs, undefined, {signal}).catch(() => undefined); // Aborted: told by the signal.
        if (signal.aborted) return undefined;
      }
    }
  }
}
