const capMs = 300_000;
const leastMs = 250;
const dayMs = 86_400_000;

/**
 * Milliseconds until the next try after `failures` failed ones: full jitter, at most five minutes.
 *
 * At the cap only the last part is left to chance: half of five minutes on average would be 24 requests an hour from each
 * open page, for as long as the endpoint is down.
 */
export function retryDelay(failures: number, random: () => number): number {
  const ceilingMs = 1000 * 3 ** failures;
  const waitMs = ceilingMs < capMs ? random() * ceilingMs : capMs * (0.85 + 0.15 * random());
  return Math.round(Math.max(leastMs, waitMs));
}

/** Milliseconds that a `Retry-After` header asks for, in seconds or as a date; from one second to one day. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : /[a-z]/i.test(text) ? Date.parse(text) - now : NaN;
  return Number.isNaN(waitMs) ? undefined : Math.min(dayMs, Math.max(1000, waitMs));
}
