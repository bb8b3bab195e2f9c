/**
 * What an inline survey by `nps.js` costs until its scores can be clicked, and what a click costs on a processor slowed
 * fourfold, in Chromium, beside the same survey written by hand on Lit.
 *
 * Run it with `npm run bench:inline`, after a build. `--runs N` changes how often each page is opened; medians are printed.
 */

import {parseArgs} from 'node:util';
import {bundleBareLit} from './pages/bundle.mjs';
import {median, openLab} from './pages/lab.mjs';

const {values} = parseArgs({options: {runs: {type: 'string', default: '9'}}});
const runs = Number(values.runs);

const touch = '<script>document.querySelector("p").getAttribute("class"); navigator.language</script>';
const entry = (consent = 'unset') =>
  `${touch}<script type="module" src="/cx/nps.js" data-cx-consent="${consent}" data-cx-endpoint="/events"></script>`;
const pages = {
  empty: touch,
  'bare Lit': `${touch}<script type="module" src="/lit.js"></script><bare-nps></bare-nps>`,
  'nps.js': `${entry()}<cx-nps></cx-nps>`,
  granted: `${entry('granted')}<cx-nps></cx-nps>`,
};
const lab = await openLab({pages, files: {'/lit.js': await bundleBareLit()}});

const hasScores = () =>
  [...document.querySelectorAll('cx-nps, bare-nps')].some(el => el.shadowRoot?.querySelectorAll('input').length > 10);
const drawn = (_, session) => lab.until(session, hasScores);
const settled = (_, session) => lab.until(session, () => true);

/** Milliseconds of processor time that a real press on a score takes in listeners and what they put off, at a fourth of the speed. */
async function press(name) {
  const {page, session, close} = await lab.open(name);
  await page.goto(lab.address(name));
  await lab.until(session, hasScores);
  const cell = page.locator('cx-nps, bare-nps').locator('label').nth(9);
  // What comes when a pointer is near has come.
  await cell.hover();
  await page.waitForLoadState('networkidle');
  await session.send('Emulation.setCPUThrottlingRate', {rate: 4});
  const events = await lab.trace(page, async () => {
    await cell.click();
    await lab.until(session, () => document.querySelector('cx-nps, bare-nps').shadowRoot.querySelector('textarea'));
  });
  await close();
  return events.handlers;
}

const found = Object.fromEntries(Object.keys(pages).map(name => [name, []]));
for (const name of ['bare Lit', 'nps.js', 'granted']) found[`${name}, warm`] = [];
const presses = {'bare Lit': [], 'nps.js': [], granted: []};
for (let run = 0; run < runs; run++) {
  for (const name of Object.keys(pages)) found[name].push(await lab.cost(name, name === 'empty' ? settled : drawn));
  for (const name of Object.keys(presses)) {
    found[`${name}, warm`].push(await lab.cost(name, drawn, {warm: true}));
    presses[name].push(await press(name));
  }
}
await lab.close();

const over = (name, figure) => median(found[name].map(one => one[figure])) - median(found.empty.map(one => one[figure]));
const row = (what, must, of) => {
  const cells = [
    ['bare Lit', 'nps.js', 'granted'],
    ['bare Lit, warm', 'nps.js, warm', 'granted, warm'],
  ].map(([floor, ...ours]) => [of(floor), ...ours.map(of)]);
  const text = cells.map(([floor, ...ours]) =>
    ours.map(value => `${value.toFixed(1)} (${(value / floor).toFixed(2)}×)`).join(' · '),
  );
  console.log(`| ${what} | ${must} | ${cells[0][0].toFixed(1)} | ${text[0]} | ${text[1]} |`);
};
console.log(`| inline survey, medians of ${runs} runs in turns | must | bare Lit | nps.js: consent unset · granted | from a warm cache |
| --- | --- | --- | --- | --- |`);
row('script until the scores can be clicked, ms of processor time', '≤ 2×', name => over(name, 'script'));
row('heap over the page, KiB', '≤ 1.75×', name => over(name, 'heap'));
row('listeners of a press at a fourth of the speed, ms', '≤ 2×', name => median(presses[name.replace(', warm', '')]));
