import type {Clock} from '../base/clock.js';
import type {EventResult, Outcome} from './policy.js';
import {parseRetryAfter} from './retry-delay.js';

const timeoutMs = 15_000;
const maxReplyBytes = 65_536;

/** Posts events and tells what came of it; never throws. */
export interface Sender {
  /** `isLeaving` lets the request outlive the page. */
  post(url: string, events: readonly {readonly text: string}[], isLeaving?: boolean): Promise<Outcome>;
  /** Calls off every request under way that would not outlive the page. */
  abort(): void;
}

/** A sender that uses `fetch`; `origin` is the page's. */
export function createSender(send: typeof fetch, clock: Clock, origin: string): Sender {
  const underWay = new Set<(outcome: Outcome) => void>();

  return {
    async post(url, events, isLeaving = false) {
      const senttime = new Date(clock.now()).toISOString();
      const body = `[${events.map(({text}) => `${text.slice(0, -1)},"senttime":"${senttime}"}`).join()}]`;
      // text/plain needs no preflight, which another origin would be asked for otherwise.
      const type = new URL(url).origin === origin ? 'application/cloudevents-batch+json' : 'text/plain;charset=utf-8';
      const aborter = new AbortController();
      let end: (outcome: Outcome) => void = () => {};
      // A page may have wrapped `fetch` in something that never settles: this promise decides, not the signal.
      const ended = new Promise<Outcome>(resolve => {
        end = outcome => {
          resolve(outcome);
          aborter.abort();
        };
      });
      const cancelTimeout = clock.later(timeoutMs, () => end({kind: 'network'}));
      if (!isLeaving) underWay.add(end);
      try {
        const init: RequestInit = {
          method: 'POST',
          headers: {'content-type': type},
          body,
          credentials: 'omit',
          redirect: 'manual',
          keepalive: isLeaving,
          signal: aborter.signal,
        };
        return await Promise.race([ended, exchange(send, url, init, clock)]);
      } catch {
        // Offline, refused, blocked, cut off, or a wrapped `fetch` that throws: the page cannot tell them apart.
        return {kind: 'network'};
      } finally {
        cancelTimeout();
        underWay.delete(end);
      }
    },
    abort() {
      for (const end of underWay) end({kind: 'aborted'});
    },
  };
}

async function exchange(send: typeof fetch, url: string, init: RequestInit, clock: Clock): Promise<Outcome> {
  const response = await send(url, init);
  return {
    kind: 'response',
    status: response.status,
    ...parseReply(await readText(response)),
    isHtml: /^text\/html/i.test(response.headers.get('content-type') ?? ''),
    waitMs: parseRetryAfter(response.headers.get('retry-after'), clock.now()),
  };
}

/** The body as text, empty where it is longer than any reply of a collector. */
async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; ;) {
    const {done, value} = await reader.read();
    if (done) return text;
    bytes += value.length;
    if (bytes > maxReplyBytes) {
      void reader.cancel();
      return '';
    }
    text += decoder.decode(value, {stream: true});
  }
}

function parseReply(text: string): {results?: EventResult[]; reason?: string} {
  try {
    const {results, error} = JSON.parse(text) as {results?: unknown; error?: {code?: string; message?: string}};
    return {
      ...(Array.isArray(results) && {results: results.filter(one => one?.id) as EventResult[]}),
      ...(error && {reason: `${error.code} ${error.message}`}),
    };
  } catch {
    // No JSON: an endpoint of another make, whose status alone speaks.
    return {};
  }
}
