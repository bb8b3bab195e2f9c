import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync} from 'node:zlib';
import {chromium} from 'playwright-core';
import {chromiumLaunch} from '../../test/harness/chromium.mjs';

const dist = fileURLToPath(new URL('../../dist/cdn/', import.meta.url));

/** What counts as script in a trace: what the browser does on the main thread to compile and run it. */
const scripts = new Set(
  'EvaluateScript v8.compile v8.compileModule v8.evaluateModule FunctionCall RunMicrotasks FireIdleCallback FireAnimationFrame TimerFire'.split(
    ' ',
  ),
);

/** The middle of a list. */
export const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/**
 * Pages on loopback in a real Chromium, and what each costs.
 *
 * `pages` are bodies by name; `files` are further scripts by path. What is sent is compressed once, before it is asked for.
 */
export async function openLab({pages, files = {}}) {
  /** Bytes and paths of the scripts that were asked for. */
  const requests = [];
  const packed = new Map();
  const pack = path => {
    if (!packed.has(path))
      packed.set(path, brotliCompressSync(files[path] ?? readFileSync(join(dist, path.slice('/cx/'.length)))));
    return packed.get(path);
  };
  const server = createServer((request, response) => {
    const {pathname, searchParams} = new URL(request.url, 'http://shop.example');
    if (pathname === '/events') return void confirm(request, response);
    if (extname(pathname) === '.js') {
      const body = pack(pathname);
      requests.push({pathname, bytes: body.length});
      const headers = {'content-type': 'text/javascript', 'content-encoding': 'br', 'cache-control': 'max-age=3600'};
      return response.writeHead(200, headers).end(body);
    }
    if (!(searchParams.get('page') in pages)) return response.writeHead(404).end();
    const body = `<!doctype html><html lang="en"><title>A shop</title><body style="height: 3000px"><p>A shop</p>${pages[searchParams.get('page')]}`;
    response.writeHead(200, {'content-type': 'text/html'}).end(body);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}/`;
  const browser = await chromium.launch(chromiumLaunch());
  const address = name => `${origin}?page=${encodeURIComponent(name)}`;

  return {
    address,
    requests,

    /** A page in a fresh profile; `warm` fills the cache with one visit before. */
    async open(name, {warm = false} = {}) {
      const context = await browser.newContext();
      if (warm) {
        const before = await context.newPage();
        await before.goto(address(name), {waitUntil: 'networkidle'});
        await before.close();
      }
      requests.length = 0;
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      return {page, session, close: () => context.close()};
    },

    /** What a page has cost once `ready(page)` resolves: script in ms of processor time, heap in KiB, bytes and requests. */
    async cost(name, ready, options) {
      const {page, session, close} = await this.open(name, options);
      await session.send('HeapProfiler.enable');
      await session.send('Performance.enable');
      const {script} = await this.trace(page, async () => {
        await page.goto(address(name));
        await ready(page, session);
      });
      await session.send('HeapProfiler.collectGarbage');
      const {metrics} = await session.send('Performance.getMetrics');
      const heap = metrics.find(({name: metric}) => metric === 'JSHeapUsedSize').value / 1024;
      const {result} = await session.send('Runtime.evaluate', {expression: 'window'});
      const {listeners} = await session.send('DOMDebugger.getEventListeners', {objectId: result.objectId});
      const bytes = requests.reduce((sum, one) => sum + one.bytes, 0);
      await close();
      return {script, heap, bytes, requests: requests.length, listeners: listeners.length};
    },

    /** Waits within the page, without the tools of whoever drives it, which would count as the page's own heap. */
    async until(session, holds) {
      const look = `new Promise(done => { const look = () => ((${holds})() ? done() : requestAnimationFrame(look)); look(); })`;
      await session.send('Runtime.evaluate', {expression: look, awaitPromise: true});
    },

    /** Milliseconds of processor time that the page spends on its scripts, and in its listeners, while `task` runs. */
    async trace(page, task) {
      await browser.startTracing(page, {categories: ['-*', 'devtools.timeline']});
      await task();
      const {traceEvents} = JSON.parse(await browser.stopTracing());
      return {script: timeOf(traceEvents, origin, scripts), handlers: timeOf(traceEvents, origin, new Set(['EventDispatch']))};
    },

    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Confirms every event, as a collector does. */
async function confirm(request, response) {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  const results = JSON.parse(body).map(({id}) => ({id, status: 'stored'}));
  response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({results}));
}

/** Milliseconds of processor time that the main thread of the page spent on events of these names, but for those that drive it. */
function timeOf(events, origin, names) {
  const isOurs = ({args}) => JSON.stringify(args ?? '').includes(origin);
  const processes = new Set(events.filter(event => event.name !== 'ResourceSendRequest' && isOurs(event)).map(({pid}) => pid));
  const threads = new Map();
  for (const event of events) {
    if (event.ph !== 'X' || !names.has(event.name) || !processes.has(event.pid)) continue;
    if (/pptr:|[uU]tilityScript/.test(JSON.stringify(event.args))) continue;
    const key = `${event.pid} ${event.tid}`;
    threads.set(key, [...(threads.get(key) ?? []), event]);
  }
  let total = 0;
  for (const own of threads.values()) {
    let end = -1;
    // Only the outermost: what runs within it is part of it.
    for (const {ts, dur = 0, tdur = 0} of own.sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
      if (ts < end) continue;
      end = ts + dur;
      total += tdur;
    }
  }
  return total / 1000;
}
