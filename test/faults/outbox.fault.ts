import {expect} from 'vitest';
import {makeRecord, queueKeys, seedQueue} from './device.js';
import {defineFault} from './fault.js';
import {openScene} from './scene.js';
import {answer, reset, stall} from './steps.js';

defineFault({
  number: 18,
  title: 'a hung tab holds the lock for ever',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, shop, visitor} = await openScene(lab);
    shop.pages.set('/hung', '<!doctype html><title>Hung</title>');
    chaos.always(lab.pick([answer(503), reset(), stall()]));
    await visitor.giveAnswers(3);
    const hung = await visitor.newPage('hung');
    await visitor.page.close();
    await hung.evaluate(
      () => new Promise<void>(held => void navigator.locks.request('cx-flush', () => (held(), new Promise(() => {})))),
    );
    chaos.heal();

    visitor.page = await visitor.context.newPage();
    await visitor.page.clock.install();
    await visitor.page.goto(shop.url);
    await visitor.giveAnswers(2);
    // Half a minute, a while at a time: as many waits as the page has patience for.
    const accepted = async (): Promise<number> => {
      await visitor.page.clock.fastForward(5100);
      return (await collector.rows()).filter(({complete}) => complete).length;
    };
    await expect.poll(accepted, {timeout: 30_000, interval: 200}).toBe(5);

    const {held = []} = await hung.evaluate(() => navigator.locks.query());
    expect(held.map(({name}) => name)).toContain('cx-flush');
    lab.fired();
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 25,
  title: 'the outbox holds what no client of this version wrote',
  layer: 'page',
  async run(lab) {
    const {collector, shop, visitor} = await openScene(lab);
    const good = Array.from({length: lab.between(1, 90)}, (_, n) => makeRecord(`good-${n}`, 'cx-submit', `response-${n}`));
    const bad = lab.pick<unknown>([
      '{"half',
      'null',
      '7',
      '[]',
      '{}',
      {id: 'an object'},
      7,
      '{"id":"later","v":9,"act":{}}',
      null,
    ]);
    const some = Array.from({length: lab.pick([1, 3, 70])}, (_, n) => [`a0${n}`, bad] as const);
    const isNewer = lab.random() < 0.3;
    if (isNewer) {
      await visitor.page.evaluate(
        () =>
          new Promise<void>(done => {
            const opening = indexedDB.open('cx-elements', 7);
            opening.onupgradeneeded = () => opening.result.createObjectStore('elsewhere');
            opening.onsuccess = () => (opening.result.close(), done());
          }),
      );
    } else {
      for (const [n] of good.entries()) lab.ledger.durable(`good-${n}`);
      await seedQueue(visitor.page, [...some, ...good]);
    }
    await visitor.page.evaluate(() => {
      localStorage.setItem('cx:queue:half', '{"half');
      localStorage.setItem('cx:hold', 'no object');
    });
    lab.fired();

    await visitor.page.goto(shop.url);
    const stored = await visitor.giveAnswers(4);
    expect(stored.map(({durable}) => durable)).toEqual([true, true, true, true]);
    await lab.settle(visitor, collector);

    // What is not ours to read is not ours to erase.
    expect(await visitor.page.evaluate(() => localStorage.getItem('cx:queue:half'))).toBe('{"half');
    if (!isNewer) expect(await queueKeys(visitor.page)).toEqual(some.map(([key]) => key).sort());
    expect(visitor.errors).toEqual([]);
    expect(visitor.errors).toEqual([]);
  },
});

const yearMs = 365 * 86_400_000;

defineFault({
  number: 26,
  title: 'the clock of the device is wrong, or jumps',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    const now = Date.now();
    const times = {back: now - yearMs, forward: now + yearMs, 'an hour back': now - 3_600_000, epoch: 1000, now};
    const kind = lab.pick(['back', 'forward', 'an hour back', 'epoch'] as const);
    const isJump = lab.random() < 0.5;
    await visitor.page.clock.install({time: isJump ? now : times[kind]});
    await visitor.page.reload();
    chaos.next(answer(503), lab.pick([answer(503), reset()]));

    await visitor.giveAnswers(2);
    await expect.poll(() => chaos.requests.length, {timeout: 30_000}).toBeGreaterThan(0);
    if (isJump) await visitor.page.clock.setSystemTime(times[kind]);
    expect(Math.abs((await visitor.page.evaluate(() => Date.now())) - times[kind])).toBeLessThan(120_000);
    lab.fired();
    await visitor.giveAnswers(3);

    // No retry by hand: whatever the clock says, the page comes back within its longest wait.
    const accepted = async (): Promise<number> => {
      await visitor.page.clock.fastForward(10_000);
      return lab.ledger.acceptedIds.size;
    };
    await expect.poll(accepted, {timeout: 30_000, interval: 200}).toBeGreaterThanOrEqual(5);
    expect((await visitor.status()).dead).toBe(0);
    await lab.settle(visitor, collector);

    // The shop sees the true time, unless the clock jumped between the act and the request.
    const {items} = (await collector.report('/api/responses')) as {items: {occurredAt: string}[]};
    const errors = items.map(({occurredAt}) => Math.abs(Date.parse(occurredAt) - Date.now()));
    expect(items).toHaveLength(5);
    expect(Math.max(...errors)).toBeLessThan(isJump ? 31 * 86_400_000 : 15 * 60_000);
  },
});

defineFault({
  number: 27,
  title: 'the library is there several times',
  layer: 'page',
  async run(lab) {
    const files = ['nps.js?ver=6.5', 'cx.js', 'cx.all.js', 'nps.js?ver=0.9.0', 'cx.all.js?twice'];
    const more = files.filter(() => lab.random() < 0.6).concat('nps.js?ver=0.1.0');
    const head = more.map(file => `<script type="module" src="/cx/${file}"></script>`).join('');
    const {chaos, collector, shop, visitor} = await openScene(lab, {shop: {head: lab.pick([head, ''])}});
    // An older version: the same code that calls itself so.
    await visitor.context.route(/nps\.js\?ver=0\./, async route => {
      const response = await route.fetch();
      const text = (await response.text()).replaceAll('"1.0.0"', '"0.9.0"');
      await route.fulfill({response, body: text});
    });
    await visitor.page.reload();
    if (!shop.options.head)
      for (const file of more)
        await visitor.page.evaluate(src => {
          const tag = Object.assign(document.createElement('script'), {type: 'module', src});
          document.head.append(tag);
          return new Promise(done => (tag.onload = done));
        }, `/cx/${file}`);
    const late = '<cx-nps survey="late"></cx-nps>';
    await visitor.page.evaluate(html => document.body.insertAdjacentHTML('beforeend', html), late);
    lab.fired(await visitor.page.locator('script[type=module]').count());

    await visitor.giveAnswers(3);
    await visitor.giveAnswers(2, {selector: '[survey=late]'});
    const shown = async (): Promise<number> => (await collector.rows()).filter(({type}) => type === 'cx.shown').length;
    await visitor.page.locator('[survey=late]').scrollIntoViewIfNeeded();
    await expect.poll(shown, {timeout: 30_000}).toBeGreaterThanOrEqual(2);
    await expect.poll(() => visitor.status()).toMatchObject({waiting: 0});

    expect(await shown()).toBe(2);
    expect(new Set(chaos.sends().values())).toEqual(new Set([1]));
    expect(visitor.told.filter(({kind}) => kind === 'cx-stored').length).toBe(lab.ledger.durableIds.size);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 28,
  title: 'up to a hundred thousand records wait',
  layer: 'page',
  full: true,
  timeoutMs: 300_000,
  async run(lab) {
    const {chaos, collector, shop, visitor} = await openScene(lab);
    shop.pages.set('/empty', '<!doctype html><title>Empty</title>');
    await visitor.page.goto(`${shop.url}empty`);
    const acts = Array.from({length: lab.between(300, 900)}, (_, n) =>
      makeRecord(`act-${String(n).padStart(5, '0')}`, 'cx-submit', `response-${n}`, 3_600_000 - n),
    );
    // The full number takes its time, so most runs do with less.
    const total = lab.seed % 7 === 1 ? 100_000 : lab.between(3000, 10_000);
    const shown = Array.from({length: total - acts.length}, (_, n) => makeRecord(`shown-${n}`, 'cx-show', ''));
    await seedQueue(visitor.page, [...acts, ...shown]);
    for (const [n] of acts.entries()) lab.ledger.durable(`act-${String(n).padStart(5, '0')}`);
    lab.fired((await queueKeys(visitor.page)).length);
    await visitor.page.addInitScript(() => {
      const tasks: number[] = ((globalThis as {longTasks?: number[]}).longTasks = []);
      const observer = new PerformanceObserver(list => tasks.push(...list.getEntries().map(({duration}) => duration)));
      observer.observe({type: 'longtask', buffered: true});
    });

    await visitor.page.goto(shop.url);
    await expect.poll(() => chaos.sends().size, {timeout: 120_000}).toBeGreaterThanOrEqual(acts.length);
    await visitor.giveAnswers(4);

    // The oldest acts first; then the impressions gave way to the first answer that was kept.
    const sent = chaos.requests.flatMap(({ids}) => ids).filter(id => id.startsWith('act-'));
    expect(sent).toEqual([...sent].sort());
    const keys = await queueKeys(visitor.page);
    expect(keys.length).toBeLessThanOrEqual(1000);
    const tasks = await visitor.page.evaluate(() => (globalThis as {longTasks?: number[]}).longTasks ?? []);
    expect(Math.max(0, ...tasks)).toBeLessThan(1000);
    await lab.settle(visitor, collector);
  },
});
