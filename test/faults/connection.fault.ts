import type {Page} from 'playwright-core';
import {expect} from 'vitest';
import {defineFault} from './fault.js';
import {untilStored} from './page-steps.js';
import {openScene} from './scene.js';
import {reset} from './steps.js';
import {TcpProxy} from './tcp-proxy.js';

defineFault({
  number: 6,
  title: 'answers are given offline, then the network is back',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    const {clock} = visitor.page;
    const away = lab.pick(['network', 'server', 'network and server'] as const);
    await visitor.giveAnswer(lab.between(1, 5));
    await untilStored(visitor, collector);
    // With the clock stopped no timer sends anything: only the news that the network is back does.
    await clock.install();
    await clock.pauseAt(Date.now() + 60_000);
    if (away !== 'network') chaos.always(reset());
    if (away !== 'server') await visitor.context.setOffline(true);

    const kept = await visitor.giveAnswers(lab.between(3, 5));
    const arrived = new Set((await collector.rows()).map(({id}) => id));
    expect(kept.filter(({id}) => arrived.has(id ?? ''))).toEqual([]);
    lab.fired();
    chaos.always(undefined);
    await visitor.context.setOffline(false);
    // No browser notices that a server is back: the next attempt is at most five minutes away.
    if (away === 'server') await clock.fastForward(300_000);
    await untilStored(visitor, collector);
    // The clock that was turned on may have ended the time that a request under way is given.
    expect(Math.max(...chaos.sends().values())).toBeLessThanOrEqual(away === 'server' ? 2 : 1);

    await clock.resume();
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 7,
  title: 'answers are given offline, and the browser is opened again days later',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab, {profile: {}});
    const days = lab.between(1, 6);
    chaos.always(reset());

    // The first answer brings what else the element needs; the others are given with no network at all.
    await visitor.giveAnswer(lab.between(1, 5));
    await visitor.context.setOffline(true);
    await visitor.giveAnswers(lab.between(3, 5));
    if (lab.pick([true, false])) await visitor.profile?.quit();
    else await visitor.killBrowser();
    expect(await collector.rows()).toEqual([]);
    lab.fired();
    chaos.always(undefined);
    await visitor.reopenBrowser(({clock}) => clock.install({time: Date.now() + days * 86_400_000}));
    await untilStored(visitor, collector);
    await lab.settle(visitor, collector);

    // The visitor's clock is ahead by as much, so the answers are as old as that when they are sent.
    const {items} = (await collector.report('/api/responses')) as {items: {occurredAt: string; receivedAt: string}[]};
    const ages = items.map(({occurredAt, receivedAt}) => (Date.parse(receivedAt) - Date.parse(occurredAt)) / 86_400_000);
    expect(ages.map(Math.round)).toEqual(ages.map(() => days));
  },
});

defineFault({
  number: 8,
  title: 'the browser believes to be online and no packet arrives',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, shop, visitor} = await openScene(lab);
    const proxy = await TcpProxy.open(lab, () => Number(new URL(chaos.url).port));
    shop.endpoint = `${proxy.url}/events`;
    await visitor.page.clock.install();
    await visitor.page.goto(shop.url);
    const kind = lab.pick(['blackhole', 'deaf', 'refuse'] as const);
    await proxy.turn({kind});
    const traffic = countRequests(visitor.page, proxy.url);

    await visitor.giveAnswers(lab.between(4, 6));
    expect(await visitor.page.evaluate(() => navigator.onLine)).toBe(true);
    for (let seconds = 0; seconds < 600; seconds += 16) {
      await visitor.page.clock.runFor(16_000);
      // A refusal comes by itself, silence only when the page gives up.
      if (kind === 'refuse') await expect.poll(() => traffic.open).toBe(0);
      // The page's clock runs ahead of its database, which is waited for.
      await visitor.status();
    }

    expect(traffic.most).toBe(1);
    expect(traffic.made).toBeGreaterThan(2);
    expect(traffic.made).toBeLessThan(50);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 9,
  title: 'the browser believes to be offline and the network works',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    await visitor.context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', {get: () => false}));
    await visitor.page.goto(visitor.shop.url);
    expect(await visitor.page.evaluate(() => navigator.onLine)).toBe(false);
    lab.fired();

    await visitor.giveAnswers(lab.between(2, 3));
    if (lab.pick([true, false])) await visitor.page.evaluate(() => dispatchEvent(new Event('offline')));
    await visitor.giveAnswer(4);
    await untilStored(visitor, collector);

    chaos.always(reset());
    await visitor.giveAnswers(2);
    chaos.always(undefined);
    await visitor.page.goto(visitor.shop.url);
    await untilStored(visitor, collector);
    await lab.settle(visitor, collector);
  },
});

/** Requests of a page to one origin: how many were made, are open now, and were open at a time. */
function countRequests(page: Page, origin: string): {made: number; open: number; most: number} {
  const traffic = {made: 0, open: 0, most: 0};
  page.on('request', request => {
    if (!request.url().startsWith(origin)) return;
    traffic.made++;
    traffic.most = Math.max(traffic.most, ++traffic.open);
  });
  for (const end of ['requestfinished', 'requestfailed'] as const)
    page.on(end as 'requestfailed', request => void (request.url().startsWith(origin) && traffic.open--));
  return traffic;
}
