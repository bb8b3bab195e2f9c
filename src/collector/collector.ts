import {openAccess} from './access.js';
import type {AllowOrigin} from './cors.js';
import {GroupCommit} from './group-commit.js';
import {startPurge} from './purge.js';
import {dispatch} from './router.js';
import {collectorRoutes} from './routes.js';
import {SqliteStore} from './sqlite-store.js';
import {ThreadReader} from './thread-reader.js';

/** How a collector is set up. */
export interface CollectorOptions {
  /** The SQLite file; made if it is missing. Default: `cx.sqlite` in the current folder. */
  readonly database?: string;
  /** What reading requires. Default: made at the first start, see `Collector.madeToken`. */
  readonly adminToken?: string;
  /** Which other origins may post: exact origins, or `*`. Default: none. */
  readonly allowOrigin?: AllowOrigin;
  /** How long answers are kept, in milliseconds. Default: for good. */
  readonly retentionMs?: number;
  /** The clock. */
  readonly now?: () => number;
  /** Where the script of the reading thread lies, should a bundler have moved it. */
  readonly reportWorker?: URL;
  /** Where the dashboard's files lie, should a bundler have moved them; ends in a slash. */
  readonly dashboard?: URL;
  /** Told what went wrong inside; default: one line on standard error. */
  readonly onFault?: (error: unknown) => void;
}

/** Answers the requests of `cx-elements`, in any server that speaks `Request` and `Response`. */
export interface Collector {
  (request: Request): Promise<Response>;
  /** The admin token, if this start has just made it: show it to the owner now, for only its hash is kept. */
  readonly madeToken: Promise<string | undefined>;
  /** Commits what is under way and closes the database. */
  close(): Promise<void>;
}

/** Opens the database and makes a collector. Throws a `SettingsError` when the database cannot be used. */
export function createCollector(options: CollectorOptions = {}): Collector {
  const {database = 'cx.sqlite', adminToken, allowOrigin = [], retentionMs, now = Date.now, onFault = printFault} = options;
  const {reportWorker = new URL('./report-worker.js', import.meta.url), dashboard = new URL('./dashboard/', import.meta.url)} = options;
  const store = new SqliteStore(database);
  const reader = new ThreadReader(database, reportWorker);
  const commits = new GroupCommit(store);
  const opened = openAccess(store, adminToken, now);
  const stopPurge = startPurge(store, retentionMs, now, onFault);
  const access = opened.then(({access}) => access);
  const routes = collectorRoutes({store, reader, commits, access, allowOrigin, dashboard, now, onFault});
  const close = async (): Promise<void> => {
    await Promise.all([opened, stopPurge(), commits.idle(), reader.close()]);
    await store.close();
  };
  let closed: Promise<void> | undefined;
  return Object.assign((request: Request) => dispatch(request, routes, onFault), {
    madeToken: opened.then(({madeToken}) => madeToken),
    close: () => (closed ??= close()),
  });
}

function printFault(error: unknown): void {
  console.error(`cx-collector: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
