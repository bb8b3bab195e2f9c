import type {BrowserContext, BrowserContextOptions, Page} from 'playwright-core';
import {expect} from 'vitest';
import {countFetches, installClock, skipToNextTimer} from './clock.js';
import type {ChaosServer} from './chaos-server.js';
import {freshContext, Profile, type ProfileOptions} from './browsers.js';
import type {Drained, Lab, Left} from './lab.js';
import type {ShopPage} from './shop-page.js';

/** What a page told of one of our DOM events. */
export interface Told {
  readonly kind: 'cx-answer' | 'cx-partial' | 'cx-submit' | 'cx-dismiss' | 'cx-call' | 'cx-stored' | 'cx-accepted' | 'cx-problem';
  readonly id?: string;
  readonly response?: string;
  readonly durable?: boolean;
  readonly code?: string;
}

/** What waits on the device, in the page's own numbers. */
export interface Status {
  readonly waiting: number;
  readonly parked: number;
  readonly dead: number;
  readonly durable: boolean;
}

/** How an answer is given. */
export interface AnswerOptions {
  readonly comment?: string;
  /** Which element; default: the first that asks. */
  readonly selector?: string;
  /** The page of it; default: the visitor's. */
  readonly page?: Page;
}

/** How a visitor comes. */
export interface VisitorOptions extends BrowserContextOptions {
  readonly clock?: boolean;
}

const asking = 'cx-nps, cx-rating, cx-effort';
const patienceMs = 30_000;
/** How often the pages are asked for a timer before there is none to come. */
const mostIdleTurns = 300;

/** Tells the lab of each event before the page does anything else with it. */
function tell(): void {
  const kinds = ['cx-answer', 'cx-partial', 'cx-submit', 'cx-dismiss', 'cx-call', 'cx-stored', 'cx-accepted', 'cx-problem'];
  for (const kind of kinds)
    addEventListener(
      kind,
      event => {
        const {id, response, durable, code} = (event as CustomEvent<Told>).detail ?? {};
        void (globalThis as unknown as {cxTell(told: object): void}).cxTell({kind, id, response, durable, code});
      },
      true,
    );
}

/** A person with a real browser in a shop: presses the real controls; the lab's ledger hears what the page promises. */
export class Visitor implements Drained {
  readonly lab: Lab;
  readonly shop: ShopPage;
  /** All that pages told, oldest first. */
  readonly told: Told[] = [];
  /** What pages wrote to the console. */
  readonly console: string[] = [];
  /** Errors that no page caught. */
  readonly errors: string[] = [];
  context: BrowserContext;
  page: Page;
  readonly profile: Profile | undefined;

  private constructor(lab: Lab, shop: ShopPage, context: BrowserContext, page: Page, profile?: Profile) {
    this.lab = lab;
    this.shop = shop;
    this.context = context;
    this.page = page;
    this.profile = profile;
  }

  /** A visitor who has never been here, in the shop; with `clock`, time can be passed by `skip` and `passTime`. */
  static async open(lab: Lab, shop: ShopPage, {clock, ...options}: VisitorOptions = {}): Promise<Visitor> {
    const context = await freshContext(lab, options);
    if (clock) await installClock(context);
    return Visitor.#enter(lab, shop, context);
  }

  /** A visitor whose whole browser can be killed and started again. */
  static async openProfile(lab: Lab, shop: ShopPage, options?: ProfileOptions): Promise<Visitor> {
    const profile = await Profile.open(lab, options);
    return Visitor.#enter(lab, shop, profile.context!, profile);
  }

  static async #enter(lab: Lab, shop: ShopPage, context: BrowserContext, profile?: Profile): Promise<Visitor> {
    const visitor = new Visitor(lab, shop, context, undefined as unknown as Page, profile);
    await visitor.#listen(context);
    visitor.page = context.pages()[0] ?? (await context.newPage());
    await visitor.page.goto(shop.url);
    return visitor;
  }

  /** Kills the browser and starts it again on the same profile; the shop is open in a new page. */
  async killBrowser(): Promise<void> {
    await this.profile!.kill();
  }

  /** `prepare` sees the browser before the shop is open in it. */
  async reopenBrowser(prepare?: (context: BrowserContext) => Promise<void>): Promise<void> {
    this.context = await this.profile!.reopen();
    await this.#listen(this.context);
    await prepare?.(this.context);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    await this.page.goto(this.shop.url);
  }

  /** Another page of the same visitor, in the shop. */
  async newPage(path = ''): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.shop.url + path);
    return page;
  }

  /** Chooses a score and presses the button; resolves when the page said that the answer is stored. */
  async giveAnswer(score: number, options: AnswerOptions = {}): Promise<Told> {
    const from = this.told.length;
    await this.submit(score, options);
    const submitted = await this.hear(({kind}) => kind === 'cx-submit', from);
    return this.hear(({kind, response}) => kind === 'cx-stored' && response === submitted.response, from);
  }

  /** So many answers with scores of the seed's choice; resolves with their `cx-stored`. */
  async giveAnswers(count: number, options: AnswerOptions = {}): Promise<Told[]> {
    const stored: Told[] = [];
    for (let n = 0; n < count; n++) stored.push(await this.giveAnswer(this.lab.between(1, 5), options));
    return stored;
  }

  /** Chooses a score and presses the button, and waits for nothing. */
  async submit(score: number, {comment, selector = asking, page = this.page}: AnswerOptions = {}): Promise<void> {
    const el = page.locator(selector).first();
    // An element that has thanked asks again only when it is told to.
    await el.evaluate((node: HTMLElement & {flow?: {step: string}; reset(): Promise<void>}) =>
      node.flow?.step === 'thanks' ? node.reset() : undefined,
    );
    await el.getByRole('radio', {name: new RegExp(`^${score}\\b`)}).check();
    if (comment !== undefined) await el.getByRole('textbox').first().fill(comment);
    await el.locator('button[part=submit]').click();
  }

  /** The first event that a page told, or will tell, from a place in `told` on. */
  async hear(is: (told: Told) => boolean, from = 0): Promise<Told> {
    return expect
      .poll(() => this.told.slice(from).find(is), {timeout: patienceMs, interval: 20, message: 'the page told'})
      .toBeDefined()
      .then(() => this.told.slice(from).find(is)!);
  }

  /** What the page itself says waits. */
  async status(page = this.page): Promise<Status> {
    return page.evaluate(async () => {
      const {cxElements} = globalThis as unknown as {cxElements: {outbox: {status(): Promise<Status>}}};
      return cxElements.outbox.status();
    });
  }

  /** Has the page try all that waits at once, parked events included. */
  async retry(page = this.page): Promise<void> {
    await page.evaluate(async () => {
      const {cxElements} = globalThis as unknown as {cxElements: {outbox: {retry(): Promise<void>}}};
      await cxElements.outbox.retry();
    });
  }

  /** Loads the shop again and has it send until nothing waits, or only what the fault leaves. */
  async drain({waiting = 0}: Left = {}): Promise<void> {
    if (this.page.isClosed()) this.page = await this.context.newPage();
    await this.page.goto(this.shop.url);
    await this.page.waitForFunction(() => {
      const {cxElements} = globalThis as unknown as {cxElements?: {outbox?: object}};
      return cxElements?.outbox !== undefined;
    });
    const left = async (): Promise<number> => {
      await this.retry();
      return (await this.status()).waiting;
    };
    await expect.poll(left, {timeout: patienceMs, interval: 50, message: 'events that wait'}).toBe(waiting);
    for (const id of await this.deadLetters()) this.lab.ledger.deadLetter(id);
  }

  /** Ids of the answers that the device keeps as refused for good. */
  async deadLetters(page = this.page): Promise<string[]> {
    return page.evaluate(async () => {
      const {cxElements} = globalThis as unknown as {cxElements: {outbox: {deadLetters(): Promise<{id: string}[]>}}};
      return (await cxElements.outbox.deadLetters()).map(({id}) => id);
    });
  }

  /**
   * Has time pass on all pages, from timer to timer, until a fact is there.
   *
   * What a timer began is waited for, but for requests that `server` leaves hanging: the next timer may be the one that gives them up.
   */
  async passTime(server: Pick<ChaosServer, 'open'>, isThere: () => boolean, limitMs: number): Promise<void> {
    let idleTurns = 0;
    for (let passed = 0; !isThere();) {
      if (passed > limitMs) throw new Error(`Expected it within ${limitMs} ms of the page's time.`);
      const skipped = await skipToNextTimer(this.context, limitMs - passed + 1);
      idleTurns = skipped > 0 ? 0 : idleTurns + 1;
      if (idleTurns > mostIdleTurns) throw new Error('Expected it, and no page waits for anything any more.');
      passed += skipped;
      const isQuiet = async (): Promise<boolean> => {
        // A page that can tell its status has read its outbox, so that it has begun what it will send.
        for (const page of this.context.pages()) await this.status(page);
        const {all, hanging} = server.open;
        return all <= hanging && (await countFetches(this.context)) <= hanging;
      };
      await expect.poll(isQuiet, {timeout: patienceMs, interval: 5, message: 'all requests came to an end'}).toBe(true);
    }
  }

  async #listen(context: BrowserContext): Promise<void> {
    await context.exposeBinding('cxTell', (_, told: Told) => this.#hear(told));
    await context.addInitScript(tell);
    context.on('console', message => this.console.push(message.text()));
    context.on('weberror', error => this.errors.push(String(error.error())));
  }

  #hear(told: Told): void {
    const {ledger} = this.lab;
    const {kind, id, response, durable} = told;
    this.told.push(told);
    if (response !== undefined) ledger.began(response);
    if (kind === 'cx-submit') ledger.answers++;
    if (id === undefined) return;
    if (kind === 'cx-stored') durable ? ledger.durable(id) : ledger.attempted(id);
    if (kind === 'cx-accepted') ledger.accepted(id);
    if (kind === 'cx-problem') ledger.deadLetter(id);
  }
}
