import {Problem} from './problem.js';

/** Which other origins may post: a list of exact origins, or all. */
export type AllowOrigin = readonly string[] | '*';

/**
 * The headers that let a page read the answer, or a refusal when the page's origin is not allowed.
 *
 * A request without `Origin` and one from the collector's own origin always pass. Behind a proxy that renames the host, `Sec-Fetch-Site` tells the
 * latter: a browser sets it and no page can change it.
 */
export function corsHeaders(request: Request, allow: AllowOrigin): Record<string, string> {
  const origin = request.headers.get('origin');
  if (allow === '*') return {'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After', vary: 'Origin'};
  if (origin === null) return {vary: 'Origin'};
  if (allow.includes(origin)) {
    return {'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After', vary: 'Origin'};
  }
  if (isOwn(origin, request)) return {vary: 'Origin'};
  throw new Problem(403, 'origin-not-allowed', `The origin ${origin.slice(0, 80)} is not in the list of --allow-origin.`, {
    vary: 'Origin',
  });
}

/** What a preflight is told besides. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
};

/** Refuses a request that a page of another origin makes in the name of who is signed in. */
export function refuseStranger(request: Request): void {
  const origin = request.headers.get('origin');
  const isStrange = origin === null ? isFromElsewhere(request) : !isOwn(origin, request);
  if (isStrange) throw new Problem(403, 'origin-not-allowed', 'Only the report page itself may do this with its cookie.');
}

/** A browser that sends no `Origin` may still tell where a request was made. */
function isFromElsewhere(request: Request): boolean {
  return !['same-origin', 'none', null].includes(request.headers.get('sec-fetch-site'));
}

function isOwn(origin: string, request: Request): boolean {
  if (request.headers.get('sec-fetch-site') === 'same-origin') return true;
  // The scheme is left out: behind a proxy that ends TLS the collector sees http.
  return URL.canParse(origin) && new URL(origin).host === new URL(request.url).host;
}
