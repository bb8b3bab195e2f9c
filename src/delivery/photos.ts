import type {Clock} from '../base/clock.js';
import type {PhotoUpload, UploadResult, Uploads} from '../page/client-port.js';
import {pageClock} from '../page/clock.js';
import {resolveEndpoint} from '../page/resolve-endpoint.js';
import {parseRetryAfter, retryDelay} from './retry-delay.js';

/** How often a photo is tried before the person is asked. */
const maxTries = 5;
/** The longest that one waits between two tries while somebody looks on, in milliseconds. */
const maxWaitMs = 30_000;
/** How long nothing may move before a request counts as failed, in milliseconds. */
const stallMs = 60_000;

/** What came of one request; status 0 where there was none. */
export interface UploadReply {
  readonly status: number;
  readonly retryAfter?: string | null;
}

/** Posts one photo. */
export type PostPhoto = (url: string, photo: PhotoUpload) => Promise<UploadReply>;

/** Where photos go: beside the endpoint of the events, with what each belongs to. */
export function uploadAddress(endpoint: string, {site, response, photo}: PhotoUpload): string | undefined {
  const base = resolveEndpoint(endpoint);
  if (typeof base !== 'object') return undefined;
  const url = new URL('uploads', base);
  url.search = String(new URLSearchParams({site, response, photo}));
  return url.href;
}

/** Sends one photo at a time of asking; what is worth another try gets some. */
export function createUpload(endpoint: string, post: PostPhoto, clock: Clock, whenOnline: WhenOnline): Uploads['upload'] {
  return async photo => {
    const {signal} = photo;
    const url = uploadAddress(photo.endpoint || endpoint, photo);
    if (!url) return 'failed';
    for (let tries = 1; !signal.aborted; tries++) {
      await whenOnline(signal);
      if (signal.aborted) break;
      const {status, retryAfter = null} = await post(url, photo);
      const result = judge(status);
      if (result !== 'failed' || tries >= maxTries) return result;
      const wish = parseRetryAfter(retryAfter, clock.now());
      const waitMs = Math.min(wish ?? retryDelay(tries, () => clock.random()), maxWaitMs);
      await pause(clock, waitMs, signal);
    }
    return 'failed';
  };
}

/** What a status says: what the collector refuses once, it refuses again. */
function judge(status: number): UploadResult {
  if (status >= 200 && status < 300) return 'sent';
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status) ? 'refused' : 'failed';
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise(done => {
    const cancel = clock.later(delayMs, done);
    signal.addEventListener('abort', () => (cancel(), done()), {once: true});
  });
}

/** Resolves as soon as there is a network, or the signal calls it off. */
export type WhenOnline = (signal: AbortSignal) => Promise<unknown>;

const whenOnline: WhenOnline = async signal => {
  if (navigator.onLine || signal.aborted) return;
  await new Promise(done => {
    addEventListener('online', done, {once: true, signal});
    signal.addEventListener('abort', done, {once: true});
  });
};

/** By XMLHttpRequest, because `fetch` does not tell how much of a body has left. */
const post: PostPhoto = (url, {body, signal, onProgress}) =>
  new Promise(done => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    let stall = (): void => {};
    const watch = (): void => {
      stall();
      stall = pageClock.later(stallMs, stop);
    };
    request.upload.onprogress = ({loaded, total}) => {
      watch();
      if (total) onProgress(loaded / total);
    };
    request.onloadend = () => {
      stall();
      signal.removeEventListener('abort', stop);
      done({status: request.status, retryAfter: request.status ? request.getResponseHeader('retry-after') : null});
    };
    signal.addEventListener('abort', stop);
    try {
      request.open('POST', url);
      request.setRequestHeader('content-type', body.type);
      watch();
      request.send(body);
    } catch {
      // What a page has put in place of XMLHttpRequest may throw: as if there were no network.
      stall();
      done({status: 0});
    }
  });

/** Sends photos from this page; `endpoint` is the one that the page has set. */
export function uploadFrom(endpoint: string): Uploads['upload'] {
  return createUpload(endpoint, post, pageClock, whenOnline);
}
