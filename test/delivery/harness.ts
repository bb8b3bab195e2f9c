import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Clock} from '../../src/base/clock.js';
import {createCourier, type Courier} from '../../src/delivery/courier.js';
import {createDatabase} from '../../src/page/database.js';
import {createEventStore, type EventStore} from '../../src/delivery/event-store.js';
import {createSender} from '../../src/delivery/sender.js';
import {handleSetback, type Surroundings} from '../../src/delivery/setbacks.js';
import type {DeadLetter} from '../../src/page/client-port.js';
import type {WaitingRecord} from '../../src/page/write-ahead.js';

/** A clock that stands until it is set. */
export class StillClock implements Clock {
  time = Date.parse('2026-03-01T12:00:00Z');
  now = () => this.time;
  random = () => 1;
  later = () => () => {};
}

/** The device's storage as the browser has it: its keys are its own properties. */
export function createStorage(): Storage {
  const methods = {
    getItem: (key: string) => store[key] ?? null,
    setItem: (key: string, value: string) => void (store[key] = value),
    removeItem: (key: string) => void delete store[key],
  };
  const store = Object.create(methods) as {[key: string]: string};
  return store as unknown as Storage;
}

/** What an endpoint was sent. */
export interface Post {
  readonly type: string | undefined;
  readonly events: {id: string; type: string; senttime: string; data: {code?: string; site: string}}[];
}

/** A real endpoint on loopback that answers by script and remembers what it was sent. */
export class Endpoint {
  readonly posts: Post[] = [];
  answer: (post: Post, response: ServerResponse) => void = (_post, response) => response.writeHead(204).end();
  #server: Server = createServer((request, response) => void this.#take(request, response));
  url = '';

  async open(): Promise<void> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/events`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const post: Post = {
      type: request.headers['content-type'],
      events: JSON.parse(Buffer.concat(body).toString()) as Post['events'],
    };
    this.posts.push(post);
    this.answer(post, response);
  }
}

/** What the page heard. */
export interface Heard {
  name: string;
  code?: string;
  id?: string;
  status?: unknown;
}

/** A page with its storage: `reload()` keeps the storage and nothing else. */
export class Page {
  readonly storage = createStorage();
  readonly clock = new StillClock();
  heard: Heard[] = [];
  endpoint = '';
  site = 'shop.example';
  isDenied = false;
  hasSetbacks = true;
  courier!: Courier;
  store!: EventStore;
  readonly targets = new Map<string, EventTarget | undefined>();
  #memory = new Map<string, string>();
  #surroundings: Surroundings = {
    tell: (_target, code, more) => this.heard.push({name: 'cx-problem', code, ...more}),
    watchPolicy: () => {},
  };

  constructor() {
    this.reload();
  }

  reload(): void {
    this.#memory = new Map();
    this.targets.clear();
    // Node has no IndexedDB: here events wait in the device's storage, as in a browser that refuses the database.
    const transact = createDatabase(this.clock, () => {});
    this.store = createEventStore(transact, this.storage, this.#memory, this.clock, isAct => isAct);
    const sender = createSender(fetch, this.clock, 'http://shop.example');
    this.courier = createCourier(
      {
        page: {configured: {}, memory: this.#memory, scripts: new Set(), seen: new Set()},
        targets: this.targets,
        shown: [],
        take: async (_name, {response}) => ({id: '', response, durable: false}),
        fire: (_target, name, detail) => this.heard.push({name, ...(detail as object)}) > 0,
        setting: () => '',
        siteName: () => this.site,
        isDenied: () => this.isDenied,
        mayRemember: () => true,
      },
      this.store,
      sender,
      this.clock,
      () => ({page: this.endpoint, site: this.site, asked: () => '', resolve: given => given}),
      async () => {
        if (!this.hasSetbacks) throw new TypeError('Failed to fetch dynamically imported module.');
        return {handleSetback: (...given) => handleSetback(given[0], given[1], given[2], given[3], this.#surroundings)};
      },
    );
  }

  /** Something happens on the page. */
  async act(
    id: string,
    {endpoint = this.endpoint, name = 'cx-submit', own = false, comment = ''}: Partial<WaitingRecord> & {comment?: string} = {},
  ) {
    const time = new Date(this.clock.time).toISOString();
    const data = {site: 'shop.example', element: 'cx-nps', survey: 'nps', response: `r-${id}`, answers: {comment}};
    const record: WaitingRecord = {endpoint, own, id, name, time, source: 'http://shop.example/', data};
    this.#memory.set(id, JSON.stringify(record));
    this.targets.set(id, undefined);
    await this.store.adopt();
  }

  /** The ids of all that waits. */
  async waiting(): Promise<string[]> {
    return (await this.store.read('')).map(({id}) => id);
  }

  /** How many of them were refused for now. */
  async parked(): Promise<number> {
    return (await this.store.read('')).filter(one => this.courier.isParked(one)).length;
  }

  deadLetters(): DeadLetter[] {
    const keys = Object.keys(this.storage).filter(key => key.startsWith('cx:dead:'));
    return [...keys.map(key => JSON.parse(this.storage.getItem(key) ?? '') as DeadLetter), ...this.store.dead.values()];
  }
}
