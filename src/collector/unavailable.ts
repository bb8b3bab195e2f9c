/** The database does not take part just now: away, full, locked. Nothing was stored; the same request may succeed later. */
export class StoreUnavailable extends Error {}
