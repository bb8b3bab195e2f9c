/**
 * What a page pays for a prompt whose moment is not near, and how soon it is there, in Chromium, beside an empty page and
 * beside one that loads Lit and shows nothing.
 *
 * Run it with `npm run bench:prompts`, after a build. `--runs N` changes how often each page is opened; medians are printed.
 */

import {parseArgs} from 'node:util';
import {bundleBareLit} from './pages/bundle.mjs';
import {median, openLab} from './pages/lab.mjs';

const {values} = parseArgs({options: {runs: {type: 'string', default: '9'}}});
const runs = Number(values.runs);

const script = '<script type="module" src="/cx/cx.js" data-cx-endpoint="/events"></script>';
const granted = script.replace('data-cx-endpoint', 'data-cx-consent="granted" data-cx-endpoint');
const snippet =
  '<cx-nps show-as="popover" show-when="delay 20s, exit" show-on="/*" show-to="new 100%" show-again="90d"></cx-nps>';
// The first script that touches an element or the navigator pays for the browser's own prototypes (77 KiB, 1 ms): as on every shop's page,
// that is not ours.
const touch = '<script>document.querySelector("p").getAttribute("class"); navigator.language</script>';
const pages = {
  empty: touch,
  'lit, nothing shown': `${touch}<script type="module" src="/lit.js"></script>`,
  armed: touch + script + snippet,
  granted: touch + granted + snippet,
  '200 bare tags': touch + '<cx-none></cx-none>'.repeat(200),
  '200 armed': touch + script + snippet.repeat(200),
  popover: script + snippet.replace('popover', 'popover'),
  dialog: script + snippet.replace('popover', 'dialog'),
  banner: script + snippet.replace('popover', 'banner'),
  inline: `${script}<cx-nps style="display: block; min-block-size: 210px"></cx-nps>`,
};

const lab = await openLab({pages, files: {'/lit.js': await bundleBareLit()}});

/** Five seconds of the page's own time. */
const settled = page => page.evaluate(() => new Promise(done => setTimeout(done, 5000)));

const isShown = () => {
  const nps = document.querySelector('cx-nps');
  const place = nps.shadowRoot?.querySelector('.layer') ?? nps.shadowRoot?.querySelector('.card');
  return !!place && place.getBoundingClientRect().height > 100;
};

/** From the trigger until the prompt can be seen, in milliseconds; fetched when it came near, or not. */
async function speed(isNear) {
  const {page, close} = await lab.open('armed');
  await page.goto(lab.address('armed'));
  await page.waitForFunction(() => 'version' in (window.cxElements ?? {}));
  await page.waitForTimeout(300);
  if (isNear) {
    await page.mouse.move(300, 50);
    await page.waitForFunction(() => document.querySelectorAll('link[rel=modulepreload]').length === 2);
    await page.waitForLoadState('networkidle');
  }
  const took = await page.evaluate(
    look =>
      new Promise(done => {
        const isShown = new Function(`return (${look})()`);
        const began = performance.now();
        document.documentElement.dispatchEvent(new MouseEvent('mouseout', {clientY: -1, bubbles: true}));
        const wait = () => (isShown() ? done(performance.now() - began) : requestAnimationFrame(wait));
        wait();
      }),
    String(isShown),
  );
  await close();
  return took;
}

/** How far the page moves by itself until a second after the survey is there. */
async function shift(name) {
  const {page, close} = await lab.open(name);
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(({value}) => (window.shift += value))).observe({
      type: 'layout-shift',
      buffered: true,
    });
  });
  await page.goto(lab.address(name));
  await page.waitForFunction(() => 'version' in (window.cxElements ?? {}));
  if (name !== 'inline') await page.evaluate(() => document.querySelector('cx-nps').show());
  await page.waitForFunction(isShown);
  await page.waitForTimeout(1000);
  const total = await page.evaluate(() => window.shift);
  await close();
  return total;
}

const costs = ['empty', 'lit, nothing shown', 'armed', 'granted', '200 bare tags', '200 armed'];
const found = Object.fromEntries([...costs, 'armed, warm', 'granted, warm'].map(name => [name, []]));
const times = {near: [], far: []};
// In turns, so that what else the machine does meets all of them.
for (let run = 0; run < runs; run++) {
  for (const name of costs) found[name].push(await lab.cost(name, settled));
  for (const name of ['armed', 'granted']) found[`${name}, warm`].push(await lab.cost(name, settled, {warm: true}));
  times.near.push(await speed(true));
  times.far.push(await speed(false));
}
const shifts = [];
for (const name of ['inline', 'popover', 'dialog', 'banner']) shifts.push(await shift(name));
await lab.close();

const of = (name, figure) => median(found[name].map(one => one[figure]));
const over = (name, figure, base = 'empty') => of(name, figure) - of(base, figure);
const one = value => value.toFixed(1);
const four = figure => ['armed', 'granted', 'armed, warm', 'granted, warm'].map(name => one(over(name, figure))).join(' · ');
const lit = figure => one(over('lit, nothing shown', figure));
console.log(`| what, medians of ${runs} runs in turns | must | measured |
| --- | --- | --- |
| an armed prompt, after 5 s: bytes, requests (consent granted) | ≤ 3,072, 1 | ${of('armed', 'bytes')}, ${of('armed', 'requests')} (${of('granted', 'bytes')}, ${of('granted', 'requests')}) |
| its script over the empty page, ms of processor time: unset · granted · both from a warm cache | ≤ 1.5 | ${four('script')} (Lit alone, nothing shown: ${lit('script')}) |
| its heap over the empty page, KiB: the same four | ≤ 60 | ${four('heap')} (Lit alone: ${lit('heap')}) |
| trigger to visible, ms: fetched when near · not near | ≤ 100 · ≤ 100 and a round trip | ${one(median(times.near))} · ${one(median(times.far))} |
| 200 armed prompts: script over the page with 200 other tags, ms | ≤ 10 | ${one(over('200 armed', 'script', '200 bare tags'))} |
| 200 armed prompts: listeners on the page (one prompt) | the same | ${of('200 armed', 'listeners')} (${of('armed', 'listeners')}) |
| layout shift: inline with reserved height · popover · dialog · banner | 0 | ${shifts.join(' · ')} |`);
