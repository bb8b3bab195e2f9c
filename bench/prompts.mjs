/**
 * What a page pays for a prompt whose moment is not near, and how soon it is there, in Chromium beside an empty page.
 *
 * Run it with `npm run bench:prompts`, after a build. `--runs N` changes how often each page is opened; medians are printed.
 */

import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {brotliCompressSync} from 'node:zlib';
import {chromium} from 'playwright-core';
import {chromiumLaunch} from '../test/harness/chromium.mjs';

const dist = fileURLToPath(new URL('../dist/cdn/', import.meta.url));
const {values} = parseArgs({options: {runs: {type: 'string', default: '15'}}});
const runs = Number(values.runs);

const script = '<script type="module" src="/cx/cx.js" data-cx-endpoint="/events"></script>';
const snippet =
  '<cx-nps show-as="popover" show-when="delay 20s, exit" show-on="/*" show-to="new 100%" show-again="90d"></cx-nps>';
const pages = {
  empty: '',
  armed: script + snippet,
  'armed, consent granted': script.replace('data-cx-endpoint', 'data-cx-consent="granted" data-cx-endpoint') + snippet,
  'empty, 200 bare tags': '<cx-none></cx-none>'.repeat(200),
  '200 armed': script + snippet.repeat(200),
};

/** Bytes and names of what was asked for, but the page itself. */
const requests = [];
const server = createServer((request, response) => {
  const {pathname, searchParams} = new URL(request.url, 'http://shop.example');
  if (pathname === '/events') return response.writeHead(200, {'content-type': 'application/json'}).end('{"results":[]}');
  if (extname(pathname) === '.js') {
    const body = brotliCompressSync(readFileSync(join(dist, pathname.slice('/cx/'.length))));
    requests.push({pathname, bytes: body.length});
    return response.writeHead(200, {'content-type': 'text/javascript', 'content-encoding': 'br'}).end(body);
  }
  const body = `<!doctype html><html lang="en"><title>A shop</title><body style="height: 3000px"><p>A shop</p>${pages[searchParams.get('page')]}`;
  response.writeHead(200, {'content-type': 'text/html'}).end(body);
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch(chromiumLaunch());

const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** Opens a page and waits for five seconds of its own time; what it has cost then. */
async function cost(name) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', {timeDomain: 'threadTicks'});
  await session.send('HeapProfiler.enable');
  requests.length = 0;
  await page.goto(`${url}?page=${encodeURIComponent(name)}`);
  await page.evaluate(() => new Promise(done => setTimeout(done, 5000)));
  const script = await metric(session, 'ScriptDuration');
  await session.send('HeapProfiler.collectGarbage');
  const heap = await metric(session, 'JSHeapUsedSize');
  const {result} = await session.send('Runtime.evaluate', {expression: 'window'});
  const {listeners} = await session.send('DOMDebugger.getEventListeners', {objectId: result.objectId});
  await context.close();
  const bytes = requests.reduce((sum, one) => sum + one.bytes, 0);
  return {script: script * 1000, heap: heap / 1024, bytes, requests: requests.length, listeners: listeners.length};
}

async function metric(session, wanted) {
  const {metrics} = await session.send('Performance.getMetrics');
  return metrics.find(({name}) => name === wanted).value;
}

/** From the trigger until the prompt can be seen, in milliseconds; fetched when it came near, or not. */
async function speed(isNear) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}?page=armed`);
  await page.waitForFunction(() => 'version' in (window.cxElements ?? {}));
  await page.waitForTimeout(300);
  if (isNear) {
    await page.mouse.move(300, 50);
    await page.waitForFunction(() => document.querySelectorAll('link[rel=modulepreload]').length === 2);
    await page.waitForLoadState('networkidle');
  }
  const took = await page.evaluate(
    () =>
      new Promise(done => {
        const began = performance.now();
        document.documentElement.dispatchEvent(new MouseEvent('mouseout', {clientY: -1, bubbles: true}));
        const look = () => {
          const layer = document.querySelector('cx-nps').shadowRoot?.querySelector('.layer');
          if (layer && layer.getBoundingClientRect().height > 100) done(performance.now() - began);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await context.close();
  return took;
}

const found = Object.fromEntries(Object.keys(pages).map(name => [name, []]));
// In turns, so that what else the machine does meets all of them.
for (let run = 0; run < runs; run++) for (const name of Object.keys(pages)) found[name].push(await cost(name));
const times = {near: [], far: []};
for (let run = 0; run < runs; run++) {
  times.near.push(await speed(true));
  times.far.push(await speed(false));
}
await browser.close();
server.close();

const of = (name, figure) => median(found[name].map(one => one[figure]));
const over = (name, figure, base = 'empty') => of(name, figure) - of(base, figure);
const one = value => value.toFixed(1);
console.log(`| what, medians of ${runs} runs | must | measured |
| --- | --- | --- |
| an armed prompt, after 5 s: bytes · requests | ≤ 3,072 · 1 | ${of('armed', 'bytes')} · ${of('armed', 'requests')} |
| the same, consent granted | ≤ 3,072 · 1 | ${of('armed, consent granted', 'bytes')} · ${of('armed, consent granted', 'requests')} |
| its script over the empty page, ms of processor time | ≤ 1.5 | ${one(over('armed', 'script'))} (granted ${one(over('armed, consent granted', 'script'))}) |
| its heap over the empty page, KiB | ≤ 60 | ${one(over('armed', 'heap'))} (granted ${one(over('armed, consent granted', 'heap'))}) |
| trigger to visible, fetched when near, ms | ≤ 100 | ${one(median(times.near))} |
| trigger to visible, not near, ms | ≤ 100 and one round trip | ${one(median(times.far))} |
| 200 armed prompts: script over the page without, ms | ≤ 10 | ${one(over('200 armed', 'script', 'empty, 200 bare tags'))} |
| 200 armed prompts: listeners on the page (one prompt) | the same | ${of('200 armed', 'listeners')} (${of('armed', 'listeners')}) |`);
