/** The most events in one request. */
export const maxBatchEvents = 50;
/** The most bytes in one request, UTF-8. */
export const maxBatchBytes = 48 * 1024;
/** The most bytes of one event, UTF-8. */
export const maxEventBytes = 32 * 1024;

/** The length of a text on the wire. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The first of `waiting` that fit into one request, in their order; one that may not be sent at all is always alone. */
export function cutBatch<T extends {readonly bytes: number}>(waiting: readonly T[]): T[] {
  const batch: T[] = [];
  // The brackets; then each event with its comma and `senttime`.
  let bytes = 2;
  for (const one of waiting) {
    bytes += one.bytes > maxEventBytes ? maxBatchBytes : one.bytes + 48;
    if (batch.length && (batch.length === maxBatchEvents || bytes > maxBatchBytes)) break;
    batch.push(one);
  }
  return batch;
}
