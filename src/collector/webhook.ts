import {createHmac} from 'node:crypto';
import {sha256} from './canonical.js';
import {faultEntry, type Log} from './log.js';
import {noticeText} from './notice-text.js';
import {leaseSteps, settleSteps, type DueNotice} from './notices.js';
import type {Store} from './store.js';
import {StoreUnavailable} from './unavailable.js';

/** Where notices go, and how. */
export interface WebhookOptions {
  readonly url: string;
  /** With what each is signed; none: they are not. */
  readonly secret?: string;
  readonly store: Store;
  readonly now: () => number;
  readonly log: Log;
}

const lookMs = 1000;
const answerMs = 10_000;

/** Longer than an answer may take: a collector that died with a notice is replaced after this. */
const leaseMs = 60_000;
const atOnce = 4;

const firstDelayMs = 10_000;
const maxDelayMs = 60 * 60_000;
const giveUpMs = 24 * 60 * 60_000;

/** Sends what is in the queue, beside everything else: no answer ever waits for it. */
export class Webhook {
  readonly #options: WebhookOptions;
  readonly #closing = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #isAway = false;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.wake(), lookMs);
    this.#timer.unref();
  }

  /** Looks into the queue now. */
  wake(): void {
    if (this.#closing.signal.aborted) return;
    this.#running ??= this.#drain().finally(() => (this.#running = undefined));
  }

  /** Ends what is under way: what was not confirmed is sent again by the next start. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closing.abort();
    await this.#running;
  }

  async #drain(): Promise<void> {
    const {store, now, log} = this.#options;
    try {
      for (;;) {
        const due = await store.transact(() => leaseSteps(now(), now() + leaseMs, atOnce));
        this.#isAway = false;
        const outcomes = await Promise.allSettled(due.map(notice => this.#deliver(notice)));
        // Told only now: nothing may go on once this has ended.
        for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
        if (due.length < atOnce || this.#closing.signal.aborted) return;
      }
    } catch (error) {
      if (!this.#isAway) log(faultEntry(error, error instanceof StoreUnavailable ? 'store-unavailable' : 'webhook-failed'));
      this.#isAway = true;
    }
  }

  async #deliver(notice: DueNotice): Promise<void> {
    const {store, now, log} = this.#options;
    const problem = await this.#send(notice);
    if (this.#closing.signal.aborted && problem !== undefined) return this.#settle(notice, now());
    if (problem === undefined) return store.transact(() => settleSteps(notice, undefined));
    const dueAt = now() + delayMs(notice.attempts);
    const isLost = dueAt - notice.madeAt > giveUpMs;
    if (isLost || notice.attempts === 1) {
      const message = isLost ? 'A webhook was given up after 24 hours.' : 'A webhook was not taken; it is tried again.';
      log({level: isLost ? 'error' : 'warning', code: 'webhook-failed', message, kind: notice.kind, problem});
    }
    return this.#settle(notice, isLost ? undefined : dueAt);
  }

  #settle(notice: DueNotice, dueAt: number | undefined): Promise<void> {
    return this.#options.store.transact(() => settleSteps(notice, dueAt));
  }

  /** Sends one notice; answers what went wrong, in a word that tells nothing of the address or the visitor. */
  async #send(notice: DueNotice): Promise<string | undefined> {
    const {url, secret, now} = this.#options;
    const body = bodyOf(notice);
    const seconds = Math.floor(now() / 1000);
    const signature = secret && `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {'content-type': 'application/json', ...(signature && {'x-cx-signature': signature})},
        body,
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(answerMs)]),
      });
      await response.body?.cancel();
      return response.ok ? undefined : `status ${response.status}`;
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no connection';
    }
  }
}

/** Doubles from ten seconds to an hour; a part of it is chance, so that many do not come back at the same moment. */
function delayMs(attempts: number): number {
  return Math.round(Math.min(maxDelayMs, firstDelayMs * 2 ** (attempts - 1)) * (0.75 + Math.random() / 4));
}

function bodyOf({site, eventId, kind, row}: DueNotice): string {
  const event: {data: Record<string, unknown>} = JSON.parse(String(row['body']));
  const text = noticeText({
    kind,
    site,
    survey: String(row['survey']),
    score: row['score'] === null ? null : Number(row['score']),
    scaleMax: row['scaleMax'] === null ? null : Number(row['scaleMax']),
    flags: String(row['flags']).split(' '),
    isVerified: row['isVerified'] === 1,
    data: event.data,
  });
  // The same at each try: whoever gets a notice twice can tell.
  return JSON.stringify({id: sha256(`${site} ${eventId}`), text, kind, event});
}
