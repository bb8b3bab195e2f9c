import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {DatabaseSync} from 'node:sqlite';
import {Client} from 'pg';
import type {Lab} from './lab.js';
import type {Row} from './ledger.js';
import {dist} from './places.js';

/** A point of the real collector at which something happens to it, once or `times` times, after it was passed `after` times. */
export interface FailPoint {
  /** Around the commit of a transaction that brings events. */
  readonly at: 'before-commit' | 'after-commit';
  /** SIGKILL, or what SQLite throws. */
  readonly do: 'kill' | 'full' | 'busy' | 'io';
  readonly after?: number;
  readonly times?: number;
}

/** How a collector is started. */
export interface CollectorOptions {
  /** A file or `postgres://…`; default: a new file, gone after the run. */
  readonly database?: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where it listens; default: a free port, kept over restarts. */
  readonly port?: number;
}

const selectRows = `SELECT id, site, type, response, body FROM events`;

/** The built collector as a process of its own, on a port and a database that outlive it. */
export class CollectorProcess {
  /** The admin token. */
  readonly token = 'a-token-of-the-lab';
  readonly database: string;
  url = '';
  /** What it printed, line by line, over all its lives. */
  readonly lines: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'cx-lab-'));
  readonly #options: CollectorOptions;
  #child: ChildProcess | undefined;

  private constructor(options: CollectorOptions) {
    this.#options = options;
    this.database = options.database ?? join(this.#folder, 'cx.sqlite');
  }

  /** Starts one that is healed, counted and put away with the lab. */
  static async open(lab: Lab, options: CollectorOptions = {}): Promise<CollectorProcess> {
    const collector = new CollectorProcess(options);
    lab.cleanup(() => collector.#remove());
    lab.onHeal(() => collector.start());
    lab.firedElsewhere(() => collector.pointsMet);
    lab.versions.set('Node', process.versions.node);
    await collector.start();
    return collector;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** How often armed fail points were met. */
  get pointsMet(): number {
    return existsSync(this.#pointsFile) ? readFileSync(this.#pointsFile, 'utf8').split('\n').length - 1 : 0;
  }

  /** Starts it unless it runs; resolves when it listens, on the same port as before. */
  async start(): Promise<void> {
    if (this.isRunning) return;
    const {flags = [], env = {}, port = 0} = this.#options;
    const child = spawn(
      process.execPath,
      [
        ...['--import', new URL('./fail-points.mjs', import.meta.url).href, join(dist, 'collector/cli.js')],
        ...['--port', String(this.url ? this.port : port), '--database', this.database, '--admin-token', this.token],
        ...['--allow-origin', '*', ...flags],
      ],
      {
        cwd: this.#folder,
        env: {PATH: process.env['PATH'], CX_FAIL_POINTS: this.#pointsFile, ...env},
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    this.#child = child;
    createInterface({input: child.stderr!}).on('line', line => this.lines.push(line));
    const listens = new Promise<string>((resolve, reject) => {
      createInterface({input: child.stdout!}).on('line', line => {
        this.lines.push(line);
        const [, url] = /^cx-collector listens on (\S+)/.exec(line) ?? [];
        if (url) resolve(url);
      });
      child.once('exit', code => reject(new Error(`The collector ended with ${code}:\n${this.lines.slice(-5).join('\n')}`)));
    });
    this.url = await listens;
  }

  /** Ends it as a crash would: no handler runs. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to end, as an operating system or a deployment does. */
  async term(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Resolves when it has ended, by itself or by a fail point. */
  async ended(): Promise<void> {
    if (this.#child && this.isRunning) await once(this.#child, 'exit');
  }

  /** Sets a fail point; it holds until it is met as often as it says, the process ends, or `disarm()`. */
  async arm(point: FailPoint): Promise<void> {
    await this.#tell(point);
  }

  async disarm(): Promise<void> {
    await this.#tell({});
  }

  /** The rows of the database itself, read beside the collector. */
  async rows(): Promise<Row[]> {
    const found = this.database.startsWith('postgres') ? await this.#rowsOfPostgres() : this.#rowsOfFile();
    const counts = new Map<string, Row>();
    for (const {id, site, type, response, body} of found) {
      const complete = (JSON.parse(body) as {data?: {partial?: boolean}}).data?.partial === false;
      counts.set(id, {id, site, type, response, complete, count: (counts.get(id)?.count ?? 0) + 1});
    }
    return [...counts.values()];
  }

  /** Reads a path as the shop owner. */
  async report(path = '/api/report'): Promise<unknown> {
    const response = await fetch(this.url + path, {headers: {authorization: `Bearer ${this.token}`}});
    return response.json();
  }

  get #pointsFile(): string {
    return join(this.#folder, 'points');
  }

  #rowsOfFile(): Found[] {
    if (!existsSync(this.database)) return [];
    const database = new DatabaseSync(this.database, {readOnly: true});
    try {
      return database.prepare(selectRows).all() as unknown as Found[];
    } finally {
      database.close();
    }
  }

  async #rowsOfPostgres(): Promise<Found[]> {
    const client = new Client({connectionString: this.database});
    await client.connect();
    try {
      return (await client.query(selectRows)).rows as Found[];
    } finally {
      await client.end();
    }
  }

  async #tell(point: Partial<FailPoint>): Promise<void> {
    const child = this.#child;
    if (!child || !this.isRunning) throw new Error('The collector does not run.');
    const heard = once(child, 'message');
    child.send(point);
    await heard;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (!this.#child || !this.isRunning) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill(signal);
    await gone;
  }

  async #remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, {recursive: true, force: true});
  }
}

interface Found {
  readonly id: string;
  readonly site: string;
  readonly type: string;
  readonly response: string | null;
  readonly body: string;
}
