import {sha256} from './canonical.js';
import type {EventRow} from './row.js';
import {statement, tuples, type Statement} from './sql.js';

/** The tombstones that could stand in the way of rows. Undefined when none could. */
export function selectTombstones(rows: readonly EventRow[]): Statement | undefined {
  const keys = new Map<string, readonly string[]>();
  for (const row of rows) for (const key of keysOf(row)) keys.set(key.join(' '), key);
  if (!keys.size) return undefined;
  return statement(
    `SELECT site, kind, key_digest, erased_at FROM erased WHERE (site, kind, key_digest) IN (VALUES ${tuples(keys.size, 3)})`,
    ...[...keys.values()].flat(),
  );
}

/**
 * Makes the test whether a row has been erased, from the tombstones that were found.
 *
 * A response stays erased; a visitor may come back, so only what happened before the erasure stays out.
 */
export function erasedBy(found: readonly Readonly<Record<string, unknown>>[]): (row: EventRow) => boolean {
  if (!found.length) return () => false;
  const erasedAt = new Map(
    found.map(({site, kind, key_digest, erased_at}) => [`${site} ${kind} ${key_digest}`, Number(erased_at)]),
  );
  return row =>
    keysOf(row).some(key => {
      const at = erasedAt.get(key.join(' '));
      return at !== undefined && (key[1] === 'response' || at >= row.occurredAt);
    });
}

function keysOf({site, response, visitor}: EventRow): readonly (readonly string[])[] {
  const keys: string[][] = [];
  if (response !== null) keys.push([site, 'response', sha256(response)]);
  if (visitor !== null) keys.push([site, 'visitor', sha256(visitor)]);
  return keys;
}
