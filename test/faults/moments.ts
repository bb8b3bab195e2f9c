import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Page} from 'playwright-core';
import type {Lab} from './lab.js';
import type {Visitor} from './visitor.js';

/** The moments from the press of the button to the promise, in their order. */
export const momentsToPromise = [
  'submitted',
  'write-ahead begins',
  'write-ahead done',
  'database opens',
  'put begins',
  'put done',
  'transaction done',
] as const;

/** The moments from the press of the button until nothing waits any more. */
export const moments = [
  ...momentsToPromise,
  'promised',
  'request begins',
  'request made',
  'accepted',
  'deletion begins',
  'deletion done',
] as const;

/** One step of an answer's way, as a page meets it. */
export type Moment = (typeof moments)[number];

/** What happens to the page at a moment. */
export type Act = {readonly hold: string} | {readonly go: string} | {readonly reload: true};

/** A server that never answers: a page that asks it synchronously stands still in the middle of its script. */
export class Gate {
  url = '';
  /** Resolves when a page stands. */
  readonly reached: Promise<void>;
  #reach = (): void => {};

  private constructor() {
    this.reached = new Promise(done => (this.#reach = done));
  }

  static async open(lab: Lab): Promise<Gate> {
    const gate = new Gate();
    const server = createServer(request => {
      request.on('error', () => undefined); // The page was killed.
      gate.#reach();
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    gate.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    lab.cleanup(async () => {
      const closed = new Promise(done => server.close(done));
      server.closeAllConnections();
      await closed;
    });
    return gate;
  }
}

/** Has the visitor's pages know the moments from their next load on, and loads the shop again. */
export async function watchMoments(visitor: Visitor): Promise<void> {
  await visitor.context.addInitScript(meetMoments);
  await visitor.page.goto(visitor.shop.url);
}

/** Has `act` happen, once, when the next answer of this page comes to `moment`. */
export async function actAt(page: Page, moment: Moment, act: Act): Promise<void> {
  await page.evaluate(
    ([wanted, what]) => {
      let isOver = false;
      const reach = (reached: string): void => {
        if (isOver || reached !== wanted) return;
        isOver = true;
        if ('go' in what) return location.assign(what.go);
        if ('reload' in what) return location.reload();
        const request = new XMLHttpRequest();
        request.open('GET', what.hold, false);
        request.send();
      };
      Object.assign(globalThis, {labReach: reach});
    },
    [moment, act] as const,
  );
}

/** Runs in the page, before anything of the shop's: tells of each moment once an answer was submitted. */
function meetMoments(): void {
  let isSubmitted = false;
  const reach = (moment: string): void => {
    if (isSubmitted) (globalThis as {labReach?: (moment: string) => void}).labReach?.(moment);
  };
  const wrap = (owner: object, name: string, before: string, after: string, isOurs = (_: unknown): boolean => true): void => {
    const own = owner as Record<string, (...given: unknown[]) => unknown>;
    const real = own[name]!;
    own[name] = function (this: unknown, ...given) {
      if (isOurs(given[0])) reach(before);
      const result = real.apply(this, given);
      if (isOurs(given[0])) reach(after);
      return result;
    };
  };
  wrap(Storage.prototype, 'setItem', 'write-ahead begins', 'write-ahead done', key => String(key).startsWith('cx:queue:'));
  wrap(IDBFactory.prototype, 'open', 'database opens', '');
  wrap(IDBObjectStore.prototype, 'put', 'put begins', 'put done');
  wrap(IDBDatabase.prototype, 'close', 'transaction done', '');
  wrap(IDBObjectStore.prototype, 'delete', 'deletion begins', 'deletion done');
  wrap(globalThis, 'fetch', 'request begins', 'request made');
  // The lab hears of the event first, and the library sees it too before the page may go.
  addEventListener('cx-submit', () => {
    isSubmitted = true;
    reach('submitted');
  });
  addEventListener('cx-stored', () => reach('promised'));
  addEventListener('cx-accepted', () => reach('accepted'));
}
