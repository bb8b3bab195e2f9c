import type {EventRow} from './row.js';
import type {Steps} from './sql.js';

/** What became of one event. */
export type WriteStatus = 'stored' | 'duplicate' | 'conflict';

/** What is erased: one response, or everything of a visitor. */
export type ErasureKind = 'response' | 'visitor';

/**
 * Where events are kept: the port between the collector and a database.
 *
 * Every method is asynchronous, so that a database on another machine fits behind it. A promise resolves only after the commit.
 */
export interface Store {
  /** Stores all rows in one transaction, first write wins on (site, id); one status for each row. */
  write(rows: readonly EventRow[]): Promise<readonly WriteStatus[]>;
  /** Erases and leaves a tombstone, so that a late replay stays out. Resolves to the number of responses erased. */
  erase(kind: ErasureKind, key: string, site: string | undefined, at: number): Promise<number>;
  /** Deletes up to `limit` responses and events older than a moment; resolves to the number deleted. */
  purge(before: number, limit: number): Promise<number>;
  /** Does work in one transaction; it may be begun again, so it is made anew each time. */
  transact<T>(work: () => Steps<T>): Promise<T>;
  /** Reads a setting of the installation. */
  setting(name: string): Promise<string | undefined>;
  /** Writes a setting unless there is one, and resolves to the one that stands. */
  keepSetting(name: string, value: string): Promise<string>;
  /** Proves that a write would succeed. */
  touch(at: number): Promise<void>;
  close(): Promise<void>;
}
