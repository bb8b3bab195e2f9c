import {expect} from 'vitest';
import {ChaosServer} from './chaos-server.js';
import {queueKeys} from './device.js';
import {defineFault} from './fault.js';
import {openScene, type Scene} from './scene.js';
import {answer, changeAnswer, stall} from './steps.js';

/** Lets time pass in the page, as much as a request may take or as it waits before the next, until it has told of a trouble. */
async function untilTold({page, told}: Scene['visitor'], wanted: string): Promise<void> {
  const codes = async (): Promise<unknown> => {
    await page.clock.fastForward(20_000);
    return told.map(({code}) => code);
  };
  await expect.poll(codes, {timeout: 60_000, interval: 100}).toContain(wanted);
}

/** What a shop may have made of `fetch`; `trouble()` counts. */
const fetches = {
  'throws at once': `trouble(); throw new Error('No fetch today.');`,
  'rejects with nothing': `trouble(); return Promise.reject();`,
  'never settles': `trouble(); return new Promise(() => {});`,
  'answers with nothing': `trouble(); return undefined;`,
  'answers with a text': `trouble(); return Promise.resolve('ok');`,
  'answers with an object': `trouble(); return Promise.resolve({ok: true, status: 200, headers: new Headers(), body: null});`,
};

defineFault({
  number: 29,
  title: 'the shop has wrapped fetch',
  layer: 'page',
  async run(lab) {
    const how = lab.pick(Object.keys(fetches) as (keyof typeof fetches)[]);
    const head = `<script>globalThis.troubles = 0; const trouble = () => globalThis.troubles++; const real = fetch;
      globalThis.fetch = (...given) => { if (!String(given[0]).endsWith('/events')) return real(...given); ${fetches[how]} };
    </script>`;
    const {chaos, collector, shop, visitor} = await openScene(lab, {shop: {head}});
    await visitor.page.clock.install();
    await visitor.page.reload();

    const stored = await visitor.giveAnswers(4);
    expect(stored.map(({durable}) => durable)).toEqual([true, true, true, true]);
    await untilTold(visitor, 'unreachable');

    lab.fired(await visitor.page.evaluate(() => (globalThis as {troubles?: number}).troubles ?? 0));
    expect(lab.ledger.acceptedIds.size).toBe(0);
    expect(chaos.requests).toEqual([]);
    expect(visitor.errors).toEqual([]);
    lab.onHeal(() => void (shop.options = {}));
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 30,
  title: 'a blocker stops requests, and beacons that claim to be sent',
  layer: 'page',
  async run(lab) {
    const head = '<script>navigator.sendBeacon = () => true;</script>';
    // Without impressions: the first page may be looked at long enough to send one before the blocker is there.
    const options = {head, attributes: 'data-cx-consent="denied"'};
    const {chaos, collector, shop, visitor} = await openScene(lab, {shop: options});
    await visitor.page.clock.install();
    const what = lab.pick(['the endpoint', 'the endpoint and the delivery part', 'the endpoint and the part for refusals']);
    const blocked = [
      /\/events$/,
      ...(what.includes('delivery') ? [/delivery-/] : []),
      ...(what.includes('refusals') ? [/setbacks-/] : []),
    ];
    for (const pattern of blocked)
      await visitor.context.route(pattern, async route => {
        lab.fired();
        await route.abort('blockedbyclient');
      });
    await visitor.page.reload();

    const stored = await visitor.giveAnswers(5);

    expect(stored.map(({durable}) => durable)).toEqual(stored.map(() => true));
    if (what === 'the endpoint') await untilTold(visitor, 'unreachable');
    expect(chaos.requests).toEqual([]);
    expect(lab.ledger.acceptedIds.size).toBe(0);
    // What a page sends while it is left escapes the blocker of the lab, which belongs to the page.
    if (lab.random() < 0.5) await visitor.page.goto(`${shop.url}?left`);
    lab.onHeal(async () => {
      for (const pattern of blocked) await visitor.context.unroute(pattern);
    });
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 31,
  title: 'the policy of the page forbids the endpoint',
  layer: 'page',
  async run(lab) {
    const policies = ["connect-src 'self'", "connect-src 'none'", "default-src 'self' 'unsafe-inline'", 'connect-src https:'];
    const policy = lab.pick(policies);
    const isMeta = lab.random() < 0.5;
    const meta = {head: `<meta http-equiv="content-security-policy" content="${policy}">`};
    const strict = isMeta ? meta : {headers: {'content-security-policy': policy}};
    const {chaos, collector, shop, visitor} = await openScene(lab, {shop: strict});
    await visitor.page.clock.install();
    await visitor.page.reload();

    await visitor.giveAnswers(5);
    await untilTold(visitor, 'blocked-by-csp');

    const warnings = visitor.console.filter(line => line.includes('(blocked-by-csp)'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('connect-src');
    const {waiting, parked, dead} = await visitor.status();
    expect([waiting >= 5, parked === waiting, dead]).toEqual([true, true, 0]);
    expect(chaos.requests).toEqual([]);
    lab.fired(visitor.console.filter(line => /Content.Security.Policy/i.test(line)).length);
    lab.onHeal(() => void (shop.options = {}));
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 32,
  title: 'the endpoint forgets the headers that let the page read its answers',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    await visitor.page.clock.install();
    await visitor.page.reload();
    const onErrorsOnly = lab.random() < 0.5;
    const unreadable = changeAnswer(({status, body}) => ({
      status,
      body: body ?? '',
      headers: {'content-type': 'application/json'},
    }));
    const refusal = lab.pick([500, 503, 429]);
    chaos.always(onErrorsOnly ? turn => void turn.response.writeHead(refusal).end() : unreadable);

    await visitor.giveAnswers(5);
    await untilTold(visitor, 'unreachable');

    expect(lab.ledger.acceptedIds.size).toBe(0);
    expect((await collector.rows()).length > 0).toBe(!onErrorsOnly);
    expect((await visitor.status()).waiting).toBeGreaterThanOrEqual(5);
    await lab.settle(visitor, collector);
    expect(lab.ledger.deadIds.size).toBe(0);
  },
});

defineFault({
  number: 33,
  title: "the shop's own requests have used up what may outlive the page",
  layer: 'page',
  async run(lab) {
    const {chaos, collector, shop, visitor} = await openScene(lab);
    const beacons = await ChaosServer.open(lab, () => collector.url);
    beacons.always(stall());
    shop.pages.set('/elsewhere', '<!doctype html><title>Elsewhere</title>');
    chaos.always(answer(503));
    const comment = 'A long word about the delivery. '.repeat(lab.between(70, 120));
    for (let n = 0; n < 4; n++) await visitor.giveAnswer(lab.between(1, 5), {comment});
    await visitor.page.evaluate(
      ([url, size]) =>
        void fetch(url, {method: 'POST', keepalive: true, mode: 'no-cors', body: 'x'.repeat(size)}).catch(() => {}),
      [beacons.url, 65_536 - lab.between(0, 2000)] as const,
    );
    await expect.poll(() => beacons.requests.length).toBe(1);
    const isRefused = visitor.page.evaluate(
      ([url, size]) =>
        fetch(url, {method: 'POST', keepalive: true, mode: 'no-cors', body: 'x'.repeat(size)}).catch(error => String(error)),
      [beacons.url, 3000] as const,
    );
    expect(await isRefused).toMatch(/TypeError/);
    chaos.always(undefined);
    lab.fired();

    await visitor.page.goto(`${shop.url}elsewhere`);
    expect(await queueKeys(visitor.page)).toHaveLength(lab.ledger.durableIds.size);
    expect(lab.ledger.acceptedIds.size).toBe(0);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 34,
  title: 'the visitor withdraws consent while impressions wait',
  layer: 'page',
  async run(lab) {
    const body = '<cx-nps></cx-nps><cx-nps survey="second"></cx-nps>';
    const {chaos, collector, shop, visitor} = await openScene(lab, {shop: {body, attributes: 'data-cx-consent="granted"'}});
    chaos.always(answer(503));
    await visitor.giveAnswers(2);
    const impressions = async (): Promise<string[]> => (await queueKeys(visitor.page)).filter(key => key.startsWith('b'));
    await expect.poll(impressions, {timeout: 30_000}).not.toEqual([]);
    lab.fired((await impressions()).length);

    const how = lab.pick(['configure', 'attribute', 'privacy control']);
    if (how === 'configure')
      await visitor.page.evaluate(() =>
        (globalThis as unknown as {cxElements: {configure(all: object): void}}).cxElements.configure({consent: 'denied'}),
      );
    if (how === 'attribute')
      await visitor.page.locator('script[data-cx-consent]').evaluate(tag => tag.setAttribute('data-cx-consent', 'denied'));
    if (how === 'privacy control') {
      await visitor.context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', {value: true}));
      await visitor.page.reload();
    }
    shop.options = {...shop.options, attributes: 'data-cx-consent="denied"'};
    await expect.poll(impressions, {timeout: 30_000}).toEqual([]);
    await visitor.giveAnswers(2);
    await lab.settle(visitor, collector);

    const rows = await collector.rows();
    expect(rows.filter(({type}) => type === 'cx.shown')).toEqual([]);
    expect(rows.filter(({complete}) => complete)).toHaveLength(4);
    expect(await impressions()).toEqual([]);
  },
});
