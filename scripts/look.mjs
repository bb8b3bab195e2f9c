/**
 * Takes pictures of what people see, into `shots/`: every state of every element, the shop, a survey in each of its steps,
 * the report; at phone and desktop width, light and dark, in Arabic and Hebrew, in forced colours and in the themes of
 * four shops. `shots/index.html` shows them all. Look at them before you call a change of looks done.
 */

import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {createInterface} from 'node:readline';
import {chromium} from 'playwright-core';
import {chromiumLaunch} from '../test/harness/chromium.mjs';
import {looks as shared, stage, states} from '../test/states/states.mjs';

const root = resolve(import.meta.dirname, '..');
const shots = join(root, 'shots');
const token = 'look';
const folder = mkdtempSync(join(tmpdir(), 'cx-look-'));
const views = [360, 1280].flatMap(width => ['light', 'dark'].map(scheme => ({width, scheme})));

/** Four weeks of answers that a small shop might get, the same at each run. */
function sampleEvents() {
  const scores = [10, 9, 9, 8, 10, 7, 9, 6, 10, 8, 3, 9, 10, 9, 8, 10, 5, 9, 10, 7];
  // The minimal standard generator of Park and Miller: the same pictures at each run.
  let seed = 11;
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const comments = [
    'Came a day early.',
    'The lamp is lovely, the parcel was not.',
    '',
    'Mira called me back within the hour.',
    '',
  ];
  return Array.from({length: 140}, (_, index) => {
    const time = new Date(Date.now() - (index * 28 * 86_400_000) / 140).toISOString();
    const score = scores[Math.floor(random() * scores.length)];
    const about = {site: '127.0.0.1', element: 'cx-nps', survey: 'nps:checkout', touchpoint: 'checkout', response: `r${index}`};
    const comment = comments[index % comments.length];
    const answer = {
      seq: 1,
      partial: index % 9 === 0,
      score,
      scale: {min: 0, max: 10},
      answers: {score, ...(comment && {comment})},
    };
    const event = (type, data) => ({
      specversion: '1.0',
      id: `${type}-${data.response}`,
      source: 'http://127.0.0.1/shop/order.html',
      type,
      time,
      senttime: new Date().toISOString(),
      data,
    });
    return [
      event('cx.submitted', {...about, ...answer}),
      event('cx.shown', about),
      event('cx.shown', {...about, response: `s${index}`}),
    ];
  });
}

async function startShop(database) {
  const child = spawn(
    process.execPath,
    [join(root, 'demo/server.mjs'), '--port', '0', '--database', join(folder, database), '--admin-token', token],
    {stdio: ['ignore', 'pipe', 'inherit']},
  );
  for await (const line of createInterface({input: child.stdout})) {
    const [, url] = /^Report:\s+(http:\S+?)\/?(?:\s|$)/.exec(line) ?? [];
    if (url) return {url, stop: () => child.kill()};
  }
  throw new Error('The shop ended before it said where it listens.');
}

/** Every picture that is none of a state. */
const taken = [];

const steps = {
  async order() {},
  async 'order-answered'(page) {
    await page.getByRole('radio', {name: '9', exact: true}).check();
    await page.getByRole('button', {name: 'Send'}).waitFor();
  },
  async 'order-thanks'(page) {
    await page.getByRole('radio', {name: '9', exact: true}).check();
    await page.getByRole('button', {name: 'Send'}).click();
    await page.locator('[part=thanks]').waitFor();
  },
  async 'order-kept'(page) {
    await answerOffline(page);
  },
  async 'order-unsent'(page) {
    await page.evaluate(() => (document.querySelector('script[data-cx-endpoint]').dataset.cxRemember = 'none'));
    await answerOffline(page);
  },
  async 'order-sent'(page) {
    await answerOffline(page);
    await page.context().setOffline(false);
    await page.getByText('Sent.').first().waitFor();
  },
  async 'order-refused'(page) {
    await page.addInitScript(() => {
      // What no collector takes, changed before anybody else hears of it.
      const spoil = ({detail}) => (detail.seq = -1);
      addEventListener('cx-submit', spoil, {capture: true, once: true});
    });
    await page.reload();
    await answer(page);
    await page.getByText('Try again').waitFor();
  },
};

async function answer(page) {
  await page.getByRole('radio', {name: '9', exact: true}).check();
  await page.getByRole('textbox', {name: 'Your comment'}).fill('Came a day early, and the courier called first.');
  await page.getByRole('button', {name: 'Send'}).click();
}

async function answerOffline(page) {
  await page.getByRole('radio', {name: '9', exact: true}).check();
  await page.getByRole('button', {name: 'Send'}).waitFor();
  await page.context().setOffline(true);
  await answer(page);
  await page.locator('[part=kept]').waitFor();
}

async function picture(page, name, {width, scheme}) {
  await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {}))));
  const file = `${name}-${width}-${scheme}.png`;
  await page.screenshot({path: join(shots, file), fullPage: true});
  taken.push(file);
}

/** In which looks each state is taken. */
const looks = [
  ...views.map(({width, scheme}) => ({name: `${width}-${scheme}`, width, theme: scheme})),
  {name: '360-arabic', width: 360, theme: 'light', ...shared.Arabic},
  {name: '360-hebrew', width: 360, theme: 'light', lang: 'he', dir: 'rtl', words: '[\u0590-\u05ff]'},
  {name: '360-german', width: 360, theme: 'light', lang: 'de'},
  {name: '360-forced', width: 360, theme: 'light', forced: true},
  ...[360, 1280].flatMap(width =>
    ['atelier', 'market', 'night', 'toys'].map(shop => {
      return {name: `${width}-${shop}`, width, theme: shop === 'night' ? 'dark' : 'light', shop};
    }),
  ),
];

/** How a page of one of the four shops looks around an element; its tokens are on the body. */
const shopStyles = `<link rel="stylesheet" href="themes.css">
  <style>main {display: block; min-block-size: 60px; background: var(--page) !important; color: var(--cx-text) !important}</style>`;

/** Takes each state in each look; answers the files of each state. */
async function takeStates(browser, url) {
  const gallery = new Map(states.map(({name}) => [name, []]));
  for (const {name: look, width, forced, shop, ...how} of looks) {
    const context = await browser.newContext({
      viewport: {width, height: width < 600 ? 740 : 700},
      colorScheme: how.theme,
      reducedMotion: 'reduce',
      hasTouch: width < 600,
      isMobile: width < 600,
      timezoneId: 'Europe/Helsinki',
      ...(forced && {forcedColors: 'active'}),
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(new Date('2026-03-04T10:00:00Z'));
    await page.route('**/states.html', route =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>States</title>
          <script type="module" src="/cx/cx.all.js" data-cx-endpoint="/events"></script>
          <style>body {margin: 0; font: 16px/1.5 system-ui, sans-serif} main {padding: 16px; min-height: 60px}</style>
          ${shop ? shopStyles : ''}<body class="${shop ?? ''}"><main></main>`,
      }),
    );
    await page.goto(url + '/shop/states.html');
    await page.evaluate(`window.stage = ${stage}`);
    for (const state of states) {
      if (state.isDesktop && width < 600) continue;
      await page.evaluate(([one, given]) => window.stage(one, given), [state, how]);
      const file = `state-${state.name.replace(/[^a-z]+/g, '-')}-${look}.png`;
      const isAbove = state.markup.includes('show-as');
      await page.screenshot({path: join(shots, file), fullPage: !isAbove, ...(!isAbove && {clip: await boxOf(page, width)})});
      gallery.get(state.name).push(file);
    }
    await context.close();
  }
  return gallery;
}

async function boxOf(page, width) {
  const height = await page.evaluate(() => document.querySelector('main').getBoundingClientRect().bottom);
  return {x: 0, y: 0, width, height};
}

/** Shows all pictures on one page, a row for each state. */
function writeGallery(gallery, others) {
  const figure = file =>
    `<figure><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${file}</figcaption></figure>`;
  const row = ([name, files]) => `<h2>${name}</h2><div>${files.map(figure).join('')}</div>`;
  writeFileSync(
    join(shots, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>What people see</title>
<style>body {margin: 24px; font: 15px/1.5 system-ui; background: #ececf0} div {display: flex; flex-wrap: wrap; gap: 16px; align-items: start}
figure {margin: 0} img {max-width: 420px; max-height: 460px; border: 1px solid #ccc; display: block} figcaption {font-size: 12px; color: #555}</style>
<h1>What people see</h1>${[...gallery, ['the shop', others]].map(row).join('\n')}`,
  );
}

mkdirSync(shots, {recursive: true});
const shop = await startShop('look.sqlite');
// The answers given here go to another one, so that the report is the same at each run.
const desk = await startShop('desk.sqlite');
const browser = await chromium.launch(chromiumLaunch());
try {
  for (const events of sampleEvents())
    await fetch(shop.url + '/events', {
      method: 'POST',
      headers: {'content-type': 'application/cloudevents-batch+json'},
      body: JSON.stringify(events),
    });
  for (const view of views) {
    const phone = view.width < 600;
    const context = await browser.newContext({
      viewport: {width: view.width, height: phone ? 740 : 900},
      colorScheme: view.scheme,
      reducedMotion: 'reduce',
      hasTouch: phone,
      isMobile: phone,
      deviceScaleFactor: phone ? 2 : 1,
    });
    const page = await context.newPage();
    const open = async url => {
      await page.goto(url);
      await page.waitForFunction(
        () => !document.querySelector(':is(cx-nps, cx-rating, cx-effort, cx-review, cx-call):not(:defined)'),
      );
    };
    await open(shop.url + '/shop/');
    await picture(page, 'index', view);
    await open(shop.url + '/shop/product.html');
    await picture(page, 'product', view);
    await open(shop.url + '/shop/themes.html');
    await page.getByText('What could have been easier?').first().waitFor();
    await picture(page, 'themes', view);
    for (const [name, act] of Object.entries(steps)) {
      await open(desk.url + '/shop/order.html');
      await act(page);
      await picture(page, name, view);
      await context.setOffline(false);
    }
    await page.goto(`${shop.url}/#token=${token}`);
    await page.getByText('Came a day early.').first().waitFor();
    await picture(page, 'report', view);
    await context.close();
  }
  writeGallery(await takeStates(browser, desk.url), taken);
} finally {
  await browser.close();
  shop.stop();
  desk.stop();
  rmSync(folder, {recursive: true, force: true});
}
console.log(`Pictures: ${join(shots, 'index.html')}`);
