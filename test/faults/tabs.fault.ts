import type {Page} from 'playwright-core';
import {expect} from 'vitest';
import {ChaosServer} from './chaos-server.js';
import {CollectorProcess} from './collector-process.js';
import {defineFault} from './fault.js';
import type {Lab} from './lab.js';
import {crashTab, giveMany, hastenLockWaits, responses, untilStored} from './page-steps.js';
import {openScene, type Scene} from './scene.js';
import {ShopPage} from './shop-page.js';
import {pass, reset, stall} from './steps.js';
import {Visitor} from './visitor.js';

/** Leaves answers waiting on the device, and as many empty tabs; nothing is sent until a tab opens the shop. */
async function leaveAnswers({chaos, visitor}: Scene, answers: number, tabs: number): Promise<Page[]> {
  chaos.always(reset());
  await giveMany(visitor, answers);
  expect(visitor.lab.ledger.durableIds.size).toBeGreaterThanOrEqual(answers);
  await visitor.page.goto('about:blank');
  chaos.always(undefined);
  const pages = [visitor.page];
  while (pages.length < tabs) pages.push(await visitor.context.newPage());
  return pages;
}

defineFault({
  number: 15,
  title: 'two tabs load together with fifty answers that wait',
  layer: 'page',
  async run(lab) {
    const scene = await openScene(lab);
    const {chaos, collector, shop, visitor} = scene;
    const pages = await leaveAnswers(scene, 50, 2);

    const loaded = Promise.all(pages.map(page => page.goto(shop.url)));
    // Whichever is first is not done before the other has loaded.
    chaos.next(async turn => {
      await loaded;
      await pass()(turn);
    });
    await loaded;
    await untilStored(visitor, collector);

    // Before the books are settled: a page that is loaded again for that sends once more what is under way.
    const sends = chaos.sends();
    for (const id of lab.ledger.durableIds) expect(sends.get(id)).toBeLessThanOrEqual(2);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 16,
  title: 'of ten tabs the one that sends is killed',
  layer: 'page',
  async run(lab) {
    const scene = await openScene(lab);
    const {chaos, collector, shop, visitor} = scene;
    await visitor.context.addInitScript(hastenLockWaits);
    const pages = await leaveAnswers(scene, lab.between(5, 8), 10);
    // The first request is never answered; those of any other tab are.
    chaos.next(stall());
    const leader = new Promise<Page>(found => {
      for (const page of pages) page.on('request', request => request.url() === chaos.endpoint && found(page));
    });

    await Promise.all(pages.map(page => page.goto(shop.url)));
    const sending = await leader;
    await expect.poll(() => chaos.requests.at(-1)?.ids.length ?? 0).toBeGreaterThan(0);
    const others = pages.filter(page => page !== sending);
    const {held: locks} = await others[0]!.evaluate(() => navigator.locks.query());
    expect(locks?.map(({name}) => name)).toContain('cx-flush');
    if (lab.pick([true, false])) await crashTab(sending);
    else await sending.close();
    lab.fired();
    visitor.page = others[0]!;
    await untilStored(visitor, collector);

    // The first is never answered; another tab may have become the leader before the kill, once it has waited long enough.
    expect(chaos.requests.length).toBeGreaterThan(1);
    await lab.settle(visitor, collector);
  },
});

/** A shop on a page that is no secure context, as one without https is. */
async function openInsecure(lab: Lab): Promise<Scene> {
  const collector = await CollectorProcess.open(lab);
  const chaos = await ChaosServer.open(lab, () => collector.url);
  const shop = await ShopPage.open(lab, chaos.endpoint);
  shop.url = shop.url.replace('localhost', 'shop.example');
  const visitor = await Visitor.openProfile(lab, shop, {args: ['--host-resolver-rules=MAP shop.example 127.0.0.1']});
  return {collector, chaos, shop, visitor};
}

/** What stands in place of Web Locks in a page that has none, or has no right to them. */
const withoutLocks = {
  missing: () => Object.defineProperty(Navigator.prototype, 'locks', {get: () => undefined}),
  refused: () =>
    Object.assign(LockManager.prototype, {request: () => Promise.reject(new DOMException('Not here.', 'SecurityError'))}),
};

defineFault({
  number: 17,
  title: 'there are no Web Locks, and two tabs send',
  layer: 'page',
  async run(lab) {
    const how = lab.pick(['insecure', 'missing', 'refused'] as const);
    const scene = how === 'insecure' ? await openInsecure(lab) : await openScene(lab);
    const {collector, shop, visitor} = scene;
    if (how !== 'insecure') await visitor.context.addInitScript(withoutLocks[how]);
    const pages = await leaveAnswers(scene, lab.between(5, 8), 2);

    await Promise.all(pages.map(page => page.goto(shop.url)));
    const has = await visitor.page.evaluate(() =>
      Promise.resolve(navigator.locks?.request('cx-lab', () => true)).catch(() => undefined),
    );
    expect(has).toBeUndefined();
    lab.fired();
    await giveMany(visitor, 3, lab.pick(pages));
    await untilStored(visitor, collector);

    await lab.settle(visitor, collector);
    const [submitted, rows] = await responses(visitor, collector);
    expect(rows).toEqual(submitted);
  },
});
