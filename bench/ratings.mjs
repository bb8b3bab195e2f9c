/**
 * What one more rating costs in a list of them, in Chromium, beside a bare Lit element that draws the same.
 *
 * Run it with `npm run bench:ratings`, after a build. `--runs N` changes how often each page is opened; medians are printed.
 */

import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {bundleBareLit} from './pages/bundle.mjs';
import {median, openLab} from './pages/lab.mjs';

const {values} = parseArgs({options: {runs: {type: 'string', default: '9'}}});
const runs = Number(values.runs);

const page = script => `<main></main><script type="module" src="${script}" data-cx-endpoint="/events"></script>`;
const lab = await openLab({
  pages: {bare: page('/lit.js'), ours: page('/cx/rating.js')},
  files: {'/lit.js': await bundleBareLit(fileURLToPath(new URL('pages/bare-rating.js', import.meta.url)))},
});

/** Puts `count` ratings into the page at once: milliseconds until they are painted, heap in KiB, nodes of one. */
async function list(name, count) {
  const {page, session, close} = await lab.open(name);
  await page.goto(lab.address(name));
  const tag = name === 'ours' ? 'cx-rating' : 'bare-rating';
  await session.send('HeapProfiler.enable');
  await session.send('Performance.enable');
  const evaluate = async expression =>
    (await session.send('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true})).result.value;
  const markup = `<${tag} mode="show" value="4.3" count="128"></${tag}>`;
  const put = (amount, where) => `new Promise(async done => {
    await customElements.whenDefined('${tag}');
    const began = performance.now();
    document.querySelector('${where}').innerHTML = ${JSON.stringify(markup)}.repeat(${amount});
    const look = () => {
      const last = document.querySelector('${where}').lastElementChild;
      if (!last.shadowRoot?.firstElementChild || !last.getBoundingClientRect().height) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
    };
    look();
  })`;
  // What comes later has come, and what is shared is there.
  await evaluate(put(1, 'p'));
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Performance.getMetrics')).metrics.find(metric => metric.name === 'JSHeapUsedSize').value / 1024;
  };
  const before = await heap();
  const took = await evaluate(put(count, 'main'));
  const grown = (await heap()) - before;
  const nodes = await evaluate(`1 + document.querySelector('main').lastElementChild.shadowRoot.querySelectorAll('*').length`);
  await close();
  return {took, heap: grown / count, nodes};
}

const found = {bare: [], ours: []};
for (let run = 0; run < runs; run++)
  for (const name of ['bare', 'ours']) {
    const [few, many] = [await list(name, 100), await list(name, 1000)];
    found[name].push({...many, slope: (many.took - few.took) / 900});
  }
await lab.close();

const of = (name, figure) => median(found[name].map(one => one[figure]));
console.log(`| 1000 ratings in a list, medians of ${runs} runs in turns | must | bare Lit | ours |
| --- | --- | --- | --- |
| one more, until painted, ms | ≤ 1.5× | ${of('bare', 'slope').toFixed(3)} | ${of('ours', 'slope').toFixed(3)} (${(of('ours', 'slope') / of('bare', 'slope')).toFixed(2)}×) |
| heap of one, KiB | ≤ 2 | ${of('bare', 'heap').toFixed(2)} | ${of('ours', 'heap').toFixed(2)} |
| elements of one | ≤ 15 | ${of('bare', 'nodes')} | ${of('ours', 'nodes')} |`);
