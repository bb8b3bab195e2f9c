import type {Clock} from '../base/clock.js';

const timeoutMs = 15_000;
const maxReplyBytes = 65_536;

/** What the collector says about one event. */
export interface EventResult {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
}

/** What came of a request. */
export interface Reply {
  /** A 2xx that is no page of HTML. */
  readonly isOk: boolean;
  /** Undefined where there was no reply; 0 for a redirect, which is not followed. */
  readonly status?: number;
  /** The per-event results, if the body held any that could be read. */
  readonly results?: readonly EventResult[] | undefined;
  /** What the body says is wrong. */
  readonly error?: {readonly code?: unknown; readonly message?: unknown} | undefined;
  /** The `Retry-After` header. */
  readonly retryAfter?: string | null;
}

/** Posts events and tells what came of it; never throws. */
export interface Sender {
  /** `isLeaving` lets the request outlive the page. Undefined when it was called off: nothing is known. */
  post(url: string, events: readonly {readonly text: string}[], isLeaving?: boolean): Promise<Reply | undefined>;
  /** Calls off every request under way that would not outlive the page. */
  abort(): void;
}

/** A sender that uses `fetch`; `origin` is the page's. */
export function createSender(send: typeof fetch, clock: Clock, origin: string): Sender {
  const underWay = new Set<(reply?: Reply) => void>();

  return {
    async post(url, events, isLeaving = false) {
      const senttime = new Date(clock.now()).toISOString();
      const body = `[${events.map(({text}) => `${text.slice(0, -1)},"senttime":"${senttime}"}`).join()}]`;
      // text/plain needs no preflight, which another origin would be asked for otherwise.
      const type = new URL(url).origin === origin ? 'application/cloudevents-batch+json' : 'text/plain;charset=utf-8';
      const aborter = new AbortController();
      let end: (reply?: Reply) => void = () => {};
      // A page may have wrapped `fetch` in something that never settles: this promise decides, not the signal.
      const ended = new Promise<Reply | undefined>(resolve => {
        end = reply => {
          resolve(reply);
          aborter.abort();
        };
      });
      const cancelTimeout = clock.later(timeoutMs, () => end({isOk: false}));
      if (!isLeaving) underWay.add(end);
      try {
        const init: RequestInit = {
          method: 'POST',
          headers: {'content-type': type},
          body,
          credentials: 'omit',
          // On the same origin the whole address would go along, query and all.
          referrerPolicy: 'origin',
          redirect: 'manual',
          keepalive: isLeaving,
          signal: aborter.signal,
        };
        return await Promise.race([ended, exchange(send, url, init)]);
      } catch {
        // Offline, refused, blocked, cut off, or a wrapped `fetch` that throws: the page cannot tell them apart.
        return {isOk: false};
      } finally {
        cancelTimeout();
        underWay.delete(end);
      }
    },
    abort() {
      for (const end of underWay) end();
    },
  };
}

async function exchange(send: typeof fetch, url: string, init: RequestInit): Promise<Reply> {
  const response = await send(url, init);
  // What a wrapped `fetch` resolves with may be anything, and only a response can confirm.
  if (String(response) !== '[object Response]') throw new TypeError('It is no response.');
  const {ok, status, headers} = response;
  const isHtml = /^text\/html/i.test(headers.get('content-type') ?? '');
  return {isOk: ok && !isHtml, status, retryAfter: headers.get('retry-after'), ...parseReply(await readText(response))};
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

function parseReply(text: string): Pick<Reply, 'results' | 'error'> {
  try {
    const {results, error} = JSON.parse(text) as Pick<Reply, 'results' | 'error'>;
    return {error, results: Array.isArray(results) ? results.filter(one => one?.id) : undefined};
  } catch {
    // No JSON: an endpoint of another make, whose status alone speaks.
    return {};
  }
}
