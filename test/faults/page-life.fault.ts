import {expect} from 'vitest';
import type {CollectorProcess} from './collector-process.js';
import {defineFault} from './fault.js';
import type {Lab} from './lab.js';
import {crashTab, hastenLockWaits, untilStored} from './page-steps.js';
import {openScene, type Scene} from './scene.js';
import {reset, stall} from './steps.js';

defineFault({
  number: 10,
  title: 'the page goes into the back/forward cache with answers that wait, and comes back',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, shop, visitor} = await openScene(lab, {profile: {bfcache: true}});
    const {page} = visitor;
    shop.pages.set('/other', '<!doctype html><title>Other</title>');
    await visitor.context.addInitScript(() =>
      addEventListener('pageshow', ({persisted}) => Object.assign(globalThis, {labPersisted: persisted})),
    );
    await page.goto(shop.url);
    chaos.always(lab.pick([reset(), stall()]));

    await visitor.giveAnswers(lab.between(4, 6));
    await expect.poll(() => chaos.requests.length).toBeGreaterThan(0);
    const elsewhere = lab.pick([shop.url, shop.url.replace('localhost', '127.0.0.1')]);
    await page.goto(elsewhere + 'other');
    await lab.heal();
    const from = chaos.requests.length;
    await page.goBack({waitUntil: 'commit'});
    await page.waitForURL(shop.url, {waitUntil: 'commit'});
    await page.waitForFunction(() => (globalThis as {labPersisted?: boolean}).labPersisted);
    lab.fired();
    await untilStored(visitor, collector);

    const sent = chaos.requests.slice(from).flatMap(({ids}) => ids);
    expect(sent).toHaveLength(new Set(sent).size);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 11,
  title: 'a tab is frozen with answers that wait, then resumed or discarded',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, shop, visitor} = await openScene(lab, {profile: {plain: true}});
    shop.options = {head: `<script>document.addEventListener('freeze', () => fetch('/frozen', {keepalive: true}))</script>`};
    const frozen = visitor.page;
    await frozen.goto(shop.url);
    const isSending = lab.pick([true, false]);
    chaos.always(isSending ? stall() : reset());
    await visitor.giveAnswers(lab.between(4, 6));
    await expect.poll(() => chaos.requests.length).toBeGreaterThan(0);

    const other = await visitor.context.newPage();
    await other.bringToFront();
    await expect.poll(() => frozen.evaluate(() => document.visibilityState)).toBe('hidden');
    const session = await visitor.context.newCDPSession(frozen);
    await session.send('Page.setWebLifecycleState', {state: 'frozen'});
    await expect.poll(() => shop.requests).toContain('/frozen');
    lab.fired();
    chaos.always(undefined);
    await other.addInitScript(hastenLockWaits);
    await other.goto(shop.url);
    await untilStored(visitor, collector);

    if (lab.pick([true, false])) {
      await session.send('Page.setWebLifecycleState', {state: 'active'});
      await frozen.bringToFront();
      await visitor.giveAnswer(4, {page: frozen});
    } else {
      await crashTab(frozen);
    }
    visitor.page = other;
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 12,
  title: 'a hidden tab has answers that wait, and a visible one delivers them',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab, {profile: {plain: true}});
    chaos.always(reset());
    const hidden = visitor.page;
    await visitor.giveAnswers(lab.between(3, 5));
    visitor.page = await visitor.context.newPage();
    await visitor.page.bringToFront();
    await expect.poll(() => hidden.evaluate(() => document.visibilityState)).toBe('hidden');
    lab.fired();

    // What was sent in vain before is none of a storm.
    const before = chaos.sends();
    chaos.always(undefined);
    await visitor.page.goto(visitor.shop.url);
    await visitor.giveAnswers(lab.between(1, 2));
    await untilStored(visitor, collector);

    expect(await hidden.evaluate(() => document.visibilityState)).toBe('hidden');
    // Before the books are settled: a page that is loaded again for that sends once more what is under way.
    for (const [id, sends] of chaos.sends()) expect(sends - (before.get(id) ?? 0)).toBeLessThanOrEqual(2);
    await lab.settle(visitor, collector);
  },
});

/** Has the browser prepare the shop's page before it is visited; `/notes/…` are what that page does, told to the shop. */
async function prerender(lab: Lab, {chaos, shop, visitor}: Scene): Promise<void> {
  chaos.always(reset());
  await visitor.giveAnswers(4);
  await visitor.profile?.quit();
  chaos.always(undefined);
  shop.requests.length = chaos.requests.length = 0;
  const script = lab.pick(['nps.js', 'cx.js', 'cx.classic.js', 'cx.all.js']);
  shop.options = {script, body: '<cx-nps survey="prepared"></cx-nps>', head: watcher};
  shop.pages.set('/list', list);
  visitor.profile?.visit(shop.url + 'list');
  // Longer than an element has to be in view to count as seen.
  await expect.poll(() => shop.requests, {timeout: 30_000}).toContain('/notes/later');
  expect(shop.requests).toContain('/notes/prerendering');
  expect(shop.requests).toContain(`/cx/${script}`);
  expect(shop.requests).not.toContain('/notes/activated');
  lab.fired();
  expect(shop.requests.filter(path => /localStorage|indexedDB/.test(path))).toEqual([]);
  expect(chaos.requests).toEqual([]);
}

const watcher = `<script>
const note = what => fetch('/notes/' + what);
if (document.prerendering) {
  note('prerendering');
  for (const name of ['localStorage', 'indexedDB']) {
    const real = window[name];
    Object.defineProperty(window, name, {get: () => (document.prerendering && note(name), real)});
  }
  document.addEventListener('prerenderingchange', () => note('activated'));
  setTimeout(note, 1500, 'later');
}
</script>`;

/** A page that has the shop's prepared, and follows the link when the shop serves \`/go\`. */
const list = `<!doctype html><title>List</title><a href="/">Shop</a>
<script type="speculationrules">{"prerender": [{"urls": ["/"], "eagerness": "immediate"}]}</script>
<script>
const ask = async () => (await fetch('/go')).ok ? document.querySelector('a').click() : setTimeout(ask, 100);
ask();
</script>`;

async function impressions(collector: CollectorProcess): Promise<number> {
  const {groups} = (await collector.report()) as {groups: {survey: string; shown: number}[]};
  return groups.find(({survey}) => survey === 'prepared')?.shown ?? 0;
}

defineFault({
  number: 13,
  title: 'the page is prepared by the browser and never visited',
  layer: 'page',
  async run(lab) {
    const scene = await openScene(lab, {profile: {}});
    const {collector, shop, visitor} = scene;
    await prerender(lab, scene);
    await visitor.killBrowser();

    shop.options = {};
    await visitor.reopenBrowser();
    await lab.settle(visitor, collector);
    expect(await impressions(collector)).toBe(0);
  },
});

defineFault({
  number: 14,
  title: 'the page is prepared by the browser, then visited',
  layer: 'page',
  async run(lab) {
    const scene = await openScene(lab, {profile: {}});
    const {collector, shop, visitor} = scene;
    await prerender(lab, scene);
    shop.pages.set('/go', '');
    await expect.poll(() => shop.requests).toContain('/notes/activated');
    await expect.poll(() => impressions(collector), {timeout: 30_000}).toBe(1);
    await untilStored(visitor, collector);
    expect(shop.requests.filter(path => path === '/')).toHaveLength(1);
    await visitor.killBrowser();

    shop.options = {};
    await visitor.reopenBrowser();
    await lab.settle(visitor, collector);
    expect(await impressions(collector)).toBe(1);
  },
});
