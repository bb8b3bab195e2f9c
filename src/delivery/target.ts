import type {Waiting} from './event-store.js';

/** What decides where an event goes now. Endpoints are full URLs, empty where there is none. */
export interface Addresses {
  /** The page's own. */
  readonly page: string;
  readonly site: string;
  /** Those that did not take events since the page was loaded. */
  readonly failing: ReadonlySet<string>;
  /** That of an element on this page that asks the same. */
  asked(one: Waiting): string;
  /** The full URL of an endpoint as it was written down. */
  resolve(endpoint: string): string;
}

/**
 * Where a waiting event goes now; empty when nowhere yet.
 *
 * An endpoint that is no longer configured gives way to the present one of the same site. One that an element named
 * itself may be configured on a page not open now, so it is given up only when it fails.
 */
export function chooseTarget(one: Waiting, {page, site, failing, asked, resolve}: Addresses): string {
  const kept = resolve(one.endpoint);
  if (one.event.data.site !== site) return kept;
  if (!one.own) return page || kept || asked(one);
  return asked(one) || (kept && !failing.has(kept) ? kept : page || kept);
}
