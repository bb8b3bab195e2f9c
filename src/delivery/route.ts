/** Where in the device's storage the waits are that endpoints asked for: a JSON object, endpoint → time. */
export const holdKey = 'cx:hold';

/** How long an endpoint is left alone, and why. */
export interface Hold {
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly failures: number;
  /** The endpoint asked for it. */
  readonly isWish: boolean;
  /** The endpoint refused, as one does whose address is wrong. */
  readonly isParked: boolean;
}

/** What the page has learned of its endpoints and events. */
export interface Route {
  readonly holds: Map<string, Hold>;
  /** Endpoints that did not take events since the page was loaded. */
  readonly failing: Set<string>;
  /** Single events that are tried later than the others: id → time. */
  readonly notBefore: Map<string, number>;
  /** How often each event was tried in vain. */
  readonly tries: Map<string, number>;
  /** What the page's own policy has forbidden, once it is listened to. */
  blocked?: Set<string>;
}
