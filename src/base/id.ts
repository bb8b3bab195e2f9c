import {nanoid} from 'nanoid';

/**
 * Makes an id of 21 URL-safe characters: the time in milliseconds, then 78 random bits; unique without any server.
 *
 * The time comes first so that new rows lie beside each other in the index of a database: inserts without any order cost
 * the collector a third of its throughput.
 */
export function createId(): string {
  return Date.now().toString(36) + nanoid(13);
}
