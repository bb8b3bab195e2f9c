import type {Access} from './access.js';
import {Admission} from './admission.js';
import type {AllowOrigin} from './cors.js';
import {GroupCommit} from './group-commit.js';
import {printLog, type Log} from './log.js';
import {addressSet} from './addresses.js';
import type {Peer} from './peer.js';
import {SettingsError} from './problem.js';
import {isPostgres} from './database-name.js';
import {Opening} from './opening.js';
import {PostgresStore} from './postgres-store.js';
import {startPurge} from './purge.js';
import {dispatch} from './router.js';
import {collectorRoutes} from './routes.js';
import {SqliteStore} from './sqlite-store.js';
import {ThreadReader} from './thread-reader.js';
import {UploadBodies} from './upload-body.js';
import {isWebhook, webhookExpected} from './webhook-address.js';
import {Webhook} from './webhook.js';

/** How a collector is set up. */
export interface CollectorOptions {
  /** The SQLite file, made if it is missing; or an address of PostgreSQL, which needs the package `pg`. Default: `cx.sqlite` in the current folder. */
  readonly database?: string;
  /** What reading requires. Default: made at the first start, see `Collector.madeToken`. */
  readonly adminToken?: string;
  /** Which other origins may post: exact origins, or `*`. Default: none. */
  readonly allowOrigin?: AllowOrigin;
  /** How long answers are kept, in milliseconds. Default: for good. */
  readonly retentionMs?: number;
  /** Requests a minute from one address; 0 for no limit. Default: 1,200, and none for this machine and private networks. */
  readonly rateLimit?: number;
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustProxy?: readonly string[];
  /** With what the shop signs orders: reviews with a token made with it are verified. Default: none are. */
  readonly orderSecret?: string;
  /** Where callbacks, low scores and new reviews are told. Default: nowhere. */
  readonly webhook?: string;
  /** With what these notices are signed. Default: they are not. */
  readonly webhookSecret?: string;
  /** The clock. */
  readonly now?: () => number;
  /** Where the script of the reading thread lies, should a bundler have moved it. */
  readonly reportWorker?: URL;
  /** Where the dashboard's files lie, should a bundler have moved them; ends in a slash. */
  readonly dashboard?: URL;
  /** Takes a line for every error and warning; default: JSON on standard error. */
  readonly log?: Log;
}

/** Answers the requests of `cx-elements`, in any server that speaks `Request` and `Response`. */
export interface Collector {
  (request: Request, peer?: Peer): Promise<Response>;
  /**
   * The admin token, if this start has just made it: show it to the owner now, for only its hash is kept. Resolves once the database is there; rejects
   * with a `SettingsError` when it cannot be used.
   */
  readonly madeToken: Promise<string | undefined>;
  /** Commits what is under way and closes the database. */
  close(): Promise<void>;
}

/** Makes a collector. Throws a `SettingsError` when the database file cannot be used; what is wrong with PostgreSQL is told by `madeToken`. */
export function createCollector(options: CollectorOptions = {}): Collector {
  const {database = 'cx.sqlite', adminToken, allowOrigin = [], retentionMs, now = Date.now, log = printLog} = options;
  const {reportWorker = new URL('./report-worker.js', import.meta.url), dashboard = new URL('./dashboard/', import.meta.url)} =
    options;
  const trusted = addressSet(options.trustProxy ?? []);
  if (!trusted)
    throw new SettingsError(['cx-collector: expected "trustProxy" to be addresses or networks. (trust-proxy-invalid)']);
  if (options.webhook !== undefined && !isWebhook(options.webhook))
    throw new SettingsError([`cx-collector: expected "webhook" to be ${webhookExpected}. (webhook-invalid)`]);
  const admission = new Admission({rateLimit: options.rateLimit, trusted}, log, now);
  const store = isPostgres(database) ? new PostgresStore(database) : new SqliteStore(database);
  const reader = new ThreadReader(database, reportWorker);
  const commits = new GroupCommit(store);
  const opening = new Opening(store, adminToken, log, now);
  const stopPurge = startPurge(store, retentionMs, now, log);
  const access = (): Promise<Access> => opening.access();
  const uploads = new UploadBodies();
  const webhook =
    options.webhook === undefined
      ? undefined
      : new Webhook({url: options.webhook, secret: options.webhookSecret, store, now, log});
  const rules = {orderSecret: options.orderSecret, hasWebhook: webhook !== undefined};
  const wake = (): void => webhook?.wake();
  const routes = collectorRoutes({
    store,
    reader,
    commits,
    access,
    admission,
    allowOrigin,
    dashboard,
    uploads,
    now,
    log,
    rules,
    wake,
  });
  const close = async (): Promise<void> => {
    await Promise.all([opening.close(), stopPurge(), commits.idle(), reader.close()]);
    await webhook?.close();
    await store.close();
  };
  let closed: Promise<void> | undefined;
  return Object.assign((request: Request, peer: Peer = {}) => dispatch(request, peer, routes, log), {
    madeToken: opening.madeToken,
    close: () => (closed ??= close()),
  });
}
