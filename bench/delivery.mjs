/**
 * What delivery costs a page and a network, through the real element in Chromium against the real collector.
 *
 * Run it with `npm run bench:delivery`, after a build. `--records N` changes how many records are seeded.
 */

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer, request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {chromium} from 'playwright-core';
import {chromiumLaunch} from '../test/harness/chromium.mjs';
import {seed} from './delivery-seed.mjs';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const {values} = parseArgs({options: {records: {type: 'string', default: '100000'}}});
const surveys = 10;

const folder = mkdtempSync(join(tmpdir(), 'cx-bench-'));
const collector = await startCollector();
const shop = await openShop(collector.url);
const browser = await chromium.launch(chromiumLaunch());
const rows = [];
try {
  rows.push(...(await measureTabs()));
  rows.push(...(await measureSpeed()));
  rows.push(await measureReturn());
  rows.push(await measureOutage());
  rows.push(...(await measureFullOutbox(Number(values.records))));
} finally {
  await browser.close();
  shop.close();
  collector.stop();
  rmSync(folder, {recursive: true, force: true});
}
console.log(`Node ${process.versions.node}, Chromium ${browser.version()}\n\n| what | must | measured |\n| --- | --- | --- |`);
for (const row of rows) console.log(`| ${row.join(' | ')} |`);

/** Ten tabs of one visitor answer at the same time; nothing fails. */
async function measureTabs() {
  const context = await browser.newContext();
  const pages = await Promise.all(Array.from({length: 10}, () => openPage(context)));
  shop.sent.length = 0;
  await Promise.all(
    pages.map(async page => {
      for (let n = 0; n < surveys; n++) await answer(page, n, {isSlow: n % 2 === 0});
    }),
  );
  await Promise.all(pages.map(page => waitForAccepted(page, surveys)));
  await context.close();
  const events = shop.sent.flat();
  const ids = new Set(events.map(({id}) => id));
  const responses = new Set(events.map(({data}) => data.response).filter(Boolean));
  const acts = new Set(events.filter(({type}) => type === 'cx.submitted').map(({id}) => id));
  return [
    ['sends per event, ten tabs, no fault', '≤ 1.05', `${(events.length / ids.size).toFixed(3)} (${ids.size} events)`],
    ['events per finished response', '≤ 2', `${(acts.size / responses.size).toFixed(2)} (${responses.size} responses)`],
    ['requests per response', '', (shop.sent.length / responses.size).toFixed(2)],
  ];
}

/** From the click to what the page hears, with a processor as slow as a phone's. */
async function measureSpeed() {
  const context = await browser.newContext();
  const times = {'cx-stored': [], 'cx-accepted': []};
  for (let round = 0; round < 5; round++) {
    const page = await openPage(context);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', {rate: 4});
    for (let n = 0; n < surveys; n++) await answer(page, n);
    await waitForAccepted(page, surveys);
    const {submitted, heard} = await page.evaluate(() => ({submitted: window.submitted, heard: window.heard}));
    for (const {name, response, at} of heard) if (submitted[response]) times[name]?.push(at - submitted[response]);
    await page.close();
  }
  await context.close();
  const at = (list, share) => list.sort((a, b) => a - b)[Math.floor(list.length * share)]?.toFixed(0);
  const line = name => `p50 ${at(times[name], 0.5)} ms, p95 ${at(times[name], 0.95)} ms (${times[name].length} answers)`;
  return [
    ['submit until durable, processor slowed fourfold', 'p95 ≤ 60 ms', line('cx-stored')],
    ['submit until confirmed, processor slowed fourfold', 'p95 ≤ 1,000 ms', line('cx-accepted')],
  ];
}

/** Fifty answers wait; then the visitor is online again. */
async function measureReturn() {
  const context = await browser.newContext();
  const pages = await Promise.all(Array.from({length: 5}, () => openPage(context)));
  // The field comes with the first score.
  for (const page of pages) await page.locator('cx-nps').last().getByRole('radio', {name: /^3/}).check({force: true});
  for (const page of pages) await page.locator('cx-nps [part~=comment]').last().waitFor();
  await context.setOffline(true);
  for (const page of pages) for (let n = 0; n < surveys; n++) await answer(page, n);
  for (const page of pages)
    await page.waitForFunction(count => window.heard.filter(({name}) => name === 'cx-stored').length >= count, surveys);
  const start = performance.now();
  await context.setOffline(false);
  await Promise.all(pages.map(page => waitForAccepted(page, surveys)));
  const seconds = (performance.now() - start) / 1000;
  await context.close();
  return ['back online until 50 answers are confirmed', '≤ 5 s', `${seconds.toFixed(1)} s`];
}

/** One open page, one answer, an endpoint that refuses connections for an hour of the page's clock. */
async function measureOutage() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.install();
  await openPage(context, page);
  shop.isDown = true;
  let attempts = 0;
  // Counted in the page: Chromium by itself repeats a request on a connection that was cut.
  page.on('request', one => (attempts += one.url().endsWith('/events') ? 1 : 0));
  await answer(page, 0);
  await page.waitForFunction(() => window.heard.length > 0);
  for (let passed = 0; passed < 3600; passed += 5) await page.clock.runFor(5000);
  shop.isDown = false;
  await context.close();
  return ['requests of one page in an hour, collector down', '≤ 20', String(attempts)];
}

/** An outbox as full as it can only be by mistake: what a visitor feels of it. */
async function measureFullOutbox(count) {
  const context = await browser.newContext();
  const [empty] = [await load(context)];
  const seeding = await context.newPage();
  await seeding.goto(shop.url + '/empty');
  await seeding.evaluate(seed, count);
  await seeding.close();
  shop.sent.length = 0;
  const start = performance.now();
  const full = await load(context, async page => {
    while (new Set(shop.sent.flat().map(({id}) => id)).size < count) await page.waitForTimeout(500);
  });
  const seconds = (performance.now() - start) / 1000;
  await context.close();
  const ids = new Set(shop.sent.flat().map(({id}) => id));
  const amount = count.toLocaleString('en');
  return [
    [
      `longest task of the page with ${amount} records waiting (none waiting)`,
      '≤ 50 ms',
      `${full.longest} ms (${empty.longest} ms)`,
    ],
    [
      'its first paint · load (none waiting)',
      'no difference',
      `${full.paint} · ${full.loaded} ms (${empty.paint} · ${empty.loaded} ms)`,
    ],
    [
      'records delivered',
      amount,
      `${ids.size.toLocaleString('en')} in ${shop.sent.length.toLocaleString('en')} requests, ${seconds.toFixed(0)} s`,
    ],
  ];
}

/** Loads the page and tells its longest task; tasks under 50 ms are not reported by the browser and count as 0. */
async function load(context, task = page => page.waitForTimeout(3000)) {
  const page = await openPage(context);
  await task(page);
  const times = await page.evaluate(() => ({
    longest: Math.max(0, ...window.longTasks.map(one => Math.round(one))),
    paint: Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN),
    loaded: Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd),
  }));
  await page.close();
  return times;
}

async function openPage(context, page) {
  page ??= await context.newPage();
  await page.addInitScript(() => {
    Object.assign(window, {heard: [], submitted: {}, partial: new Set(), longTasks: []});
    for (const name of ['cx-stored', 'cx-accepted'])
      addEventListener(name, ({detail}) => window.heard.push({name, response: detail.response, at: performance.now()}));
    addEventListener('cx-submit', ({detail}) => (window.submitted[detail.response] = performance.now()), true);
    addEventListener('cx-partial', ({detail}) => window.partial.add(detail.survey), true);
    new PerformanceObserver(list => list.getEntries().forEach(({duration}) => window.longTasks.push(duration))).observe({
      type: 'longtask',
      buffered: true,
    });
  });
  await page.goto(shop.url + '/');
  await page.locator('cx-nps').first().getByRole('radio').first().waitFor({state: 'attached'});
  return page;
}

async function answer(page, n, {isSlow = false} = {}) {
  const survey = page.locator('cx-nps').nth(n);
  await survey.getByRole('radio', {name: /^9/}).check({force: true});
  await survey.locator('[part~=comment]').fill('It came a day early.');
  // Long enough for the score alone to be sent first.
  if (isSlow) await page.waitForFunction(survey => window.partial.has(survey), `s${n}`);
  await survey.locator('[part~=submit]').click();
  // The thank-you is smaller than the form: the next survey moves, and must not be pressed while it does.
  await survey.locator('[part~=thanks]').waitFor();
}

function waitForAccepted(page, count) {
  return page.waitForFunction(
    count => {
      const accepted = new Set(window.heard.filter(({name}) => name === 'cx-accepted').map(({response}) => response));
      return Object.keys(window.submitted).filter(response => accepted.has(response)).length >= count;
    },
    count,
    {timeout: 60_000},
  );
}

async function startCollector() {
  const child = spawn(
    process.execPath,
    [join(dist, 'collector/cli.js'), '--port', '0', '--database', join(folder, 'bench.sqlite'), '--admin-token', 'bench-token'],
    {stdio: ['ignore', 'pipe', 'inherit']},
  );
  for await (const chunk of child.stdout) {
    const [, url] = /listens on (\S+)/.exec(String(chunk)) ?? [];
    if (url) return {url, stop: () => child.kill()};
  }
  throw new Error('The collector did not start.');
}

/** The page, the built files, and `/events`, which it passes on to the collector and counts. */
async function openShop(target) {
  const state = {sent: [], isDown: false};
  const page = `<!doctype html><html lang="en"><title>Shop</title><script type="module" src="/cx/cx.js" data-cx-endpoint="/events" data-cx-site="bench"></script>${Array.from({length: surveys}, (_, n) => `<cx-nps survey="s${n}"></cx-nps>`).join('')}`;
  const server = createServer(async (incoming, outgoing) => {
    const {pathname} = new URL(incoming.url, 'http://shop.example');
    if (pathname === '/events') {
      if (state.isDown) return void incoming.socket.destroy();
      const body = Buffer.concat(await Array.fromAsync(incoming));
      state.sent.push(JSON.parse(body));
      const passed = request(
        target + '/events',
        {method: 'POST', headers: {...incoming.headers, 'content-length': body.length}},
        reply => reply.pipe(outgoing.writeHead(reply.statusCode, reply.headers)),
      );
      return void passed.end(body);
    }
    try {
      const content = pathname.startsWith('/cx/')
        ? readFileSync(join(dist, 'cdn', pathname.slice(4)))
        : pathname === '/'
          ? page
          : '<!doctype html>';
      outgoing.writeHead(200, {'content-type': pathname.endsWith('.js') ? 'text/javascript' : 'text/html'}).end(content);
    } catch {
      outgoing.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(state, {url: `http://127.0.0.1:${server.address().port}`, close: () => server.close()});
}
