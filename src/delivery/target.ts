import type {Waiting} from './event-store.js';

/** What decides where an event goes now. */
export interface Addresses {
  /** The page's endpoint, full URL; empty where none is configured. */
  readonly page: string;
  readonly site: string;
  /** Endpoints that did not take events since the page was loaded. */
  readonly failing: ReadonlySet<string>;
  /** The endpoint of an element on this page that asks the same; empty where there is none. */
  asked(one: Waiting): string;
}

/**
 * Where a waiting event goes now; empty when nowhere yet.
 *
 * An endpoint that is no longer configured gives way to the present one of the same site. One that an element named
 * itself may be configured on a page not open now, so it is given up only when it fails.
 */
export function chooseTarget(one: Waiting, {page, site, failing, asked}: Addresses): string {
  if (one.event.data.site !== site) return one.endpoint;
  if (!one.own) return page || one.endpoint || asked(one);
  const isUsable = one.endpoint && !failing.has(one.endpoint);
  return asked(one) || (isUsable ? one.endpoint : page || one.endpoint);
}
