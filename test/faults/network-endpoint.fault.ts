import {expect} from 'vitest';
import {ChaosServer} from './chaos-server.js';
import {expired, renewed} from './certificates.js';
import {CollectorProcess} from './collector-process.js';
import {defineFault} from './fault.js';
import type {Lab} from './lab.js';
import {openScene, type Scene} from './scene.js';
import {ShopPage} from './shop-page.js';
import {answer} from './steps.js';
import {TcpProxy} from './tcp-proxy.js';
import {Visitor} from './visitor.js';

const hour = 3_600_000;

/** How often a page warned of an endpoint that is not set up for answers. */
const warnings = ({console}: Visitor): number => console.filter(line => line.includes('(endpoint-misconfigured)')).length;

/** The endpoint refuses everything, and an hour later it is put right: nobody touches the page. */
async function correctTheServer(lab: Lab): Promise<void> {
  const {chaos, collector, visitor} = await openScene(lab, {clock: true});
  chaos.always(answer(lab.pick([401, 403, 404, 405, 415])));
  const stored = await visitor.giveAnswers(5);
  await visitor.hear(({code}) => code === 'endpoint-misconfigured');
  await expect.poll(() => warnings(visitor)).toBe(1);
  const before = chaos.requests.length;
  chaos.heal();

  await visitor.passTime(chaos, () => stored.every(({id}) => id && lab.ledger.acceptedIds.has(id)), 2 * hour);

  expect(chaos.requests.length - before).toBeLessThanOrEqual(stored.length + 2);
  expect(warnings(visitor)).toBe(1);
  await lab.settle(visitor, collector);
}

/** A place that never takes anything, beside the right one on the same server. */
function wrongEndpoint({chaos}: Scene, lab: Lab): string {
  // The collector's own refusal, which a page of another origin may read or not.
  if (Math.floor(lab.seed / 3) % 2 === 0) chaos.at('/evnts', answer(404));
  else
    chaos.at('/evnts', async ({response, forward}) => {
      const {status, headers, body} = await forward();
      response.writeHead(status, {'content-type': String(headers?.['content-type'] ?? '')}).end(body);
    });
  return `${chaos.url}/evnts`;
}

/** The script tag names a path that does not exist; then it is corrected, on the open page or for the next one. */
async function correctTheScriptTag(lab: Lab): Promise<void> {
  const scene = await openScene(lab);
  const {shop, chaos, collector, visitor} = scene;
  shop.endpoint = wrongEndpoint(scene, lab);
  await visitor.page.goto(shop.url);
  const stored = await visitor.giveAnswers(5);
  await expect.poll(() => chaos.requests.some(({path}) => path === '/evnts')).toBe(true);

  shop.endpoint = chaos.endpoint;
  if (lab.random() < 0.5) {
    await visitor.page.evaluate(endpoint => {
      for (const script of document.scripts) if (script.dataset['cxEndpoint']) script.dataset['cxEndpoint'] = endpoint;
    }, chaos.endpoint);
    for (const {id} of stored) await visitor.hear(told => told.kind === 'cx-accepted' && told.id === id);
  }
  await lab.settle(visitor, collector);
}

/** The element names a path that does not exist; then its attribute is corrected, or taken away in favour of the page's. */
async function correctTheElement(lab: Lab): Promise<void> {
  const scene = await openScene(lab);
  const {shop, chaos, collector, visitor} = scene;
  shop.options = {body: `<cx-nps endpoint="${wrongEndpoint(scene, lab)}"></cx-nps>`};
  await visitor.page.goto(shop.url);
  await visitor.giveAnswers(5);
  await expect.poll(() => chaos.requests.some(({path}) => path === '/evnts')).toBe(true);

  shop.options = {body: lab.random() < 0.5 ? `<cx-nps endpoint="${chaos.endpoint}"></cx-nps>` : '<cx-nps></cx-nps>'};
  await lab.settle(visitor, collector);
}

defineFault({
  number: 40,
  title: 'the endpoint is the wrong one, then the server, the script tag or the element is corrected',
  layer: 'network',
  async run(lab) {
    await [correctTheServer, correctTheScriptTag, correctTheElement][lab.seed % 3]!(lab);
  },
});

/** A shop whose endpoint is behind something that breaks connections. */
async function openBehind(lab: Lab): Promise<Scene & {proxy: TcpProxy}> {
  const collector = await CollectorProcess.open(lab);
  const chaos = await ChaosServer.open(lab, () => collector.url);
  const proxy = await TcpProxy.open(lab, () => Number(new URL(chaos.url).port));
  // Without impressions, whose short bodies would pass.
  const shop = await ShopPage.open(lab, `${proxy.url}/events`, {attributes: 'data-cx-consent="denied"'});
  return {collector, chaos, proxy, shop, visitor: await Visitor.open(lab, shop)};
}

/** The certificate has run out, and is renewed later. */
async function expireCertificate(lab: Lab): Promise<void> {
  const collector = await CollectorProcess.open(lab);
  const chaos = await ChaosServer.open(lab, () => collector.url, expired);
  const shop = await ShopPage.open(lab, chaos.endpoint);
  const visitor = await Visitor.open(lab, shop);

  await visitor.giveAnswers(4);
  await expect.poll(() => lab.timesFired).toBeGreaterThan(0);
  expect(chaos.requests).toEqual([]);
  chaos.renew(renewed);

  await lab.settle(visitor, collector);
}

/** Nobody listens where the name leads, until it leads elsewhere. */
async function moveAway(lab: Lab): Promise<void> {
  const {proxy, visitor, collector} = await openBehind(lab);
  await proxy.turn({kind: 'refuse'});

  await visitor.giveAnswers(4);

  await lab.settle(visitor, collector);
}

/** The connection is reset while the answer goes up. */
async function resetUpload(lab: Lab): Promise<void> {
  const {proxy, chaos, visitor, collector} = await openBehind(lab);
  await proxy.turn({kind: 'reset-up', bytes: lab.between(800, 4000)});

  for (let n = 0; n < 4; n++) await visitor.giveAnswer(lab.between(0, 10), {comment: 'y'.repeat(4500)});
  await expect.poll(() => lab.timesFired).toBeGreaterThan(0);

  expect(chaos.requests).toEqual([]);
  await lab.settle(visitor, collector);
}

defineFault({
  number: 45,
  title: 'the name leads elsewhere, the certificate has run out, the connection is reset while sending',
  layer: 'network',
  async run(lab) {
    await [resetUpload, expireCertificate, moveAway][lab.seed % 3]!(lab);
  },
});
