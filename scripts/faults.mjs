import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {bin, build, env, projectNode, root, run} from './setup.mjs';

const {values: given} = parseArgs({
  options: {
    seeds: {type: 'string', default: '20'},
    only: {type: 'string', default: ''},
    planted: {type: 'boolean', default: false},
    'no-planted': {type: 'boolean', default: false},
    help: {type: 'boolean', default: false},
  },
});

const folder = mkdtempSync(join(tmpdir(), 'cx-faults-'));

/** Lets faults happen; answers what came of them. */
async function letHappen(name, {seeds, only, dist = 'dist'}) {
  const {readResults} = await import('./fault-report.mjs');
  const file = join(folder, name);
  const more = {CX_SEEDS: seeds, CX_FAULTS: only, CX_FAULT_RESULTS: file, CX_DIST: dist};
  const code = await run(join(bin, 'vitest'), ['run', '--project', 'faults'], {env: {...env, ...more}});
  return {code, ...(existsSync(file) ? readResults(file) : {faults: [], notHad: [], versions: ''})};
}

/** Builds each planted bug and lets the faults happen that must find it. */
async function plantAll() {
  const {plants} = await import('../test/faults/planted.mjs');
  const {totalsOf} = await import('./fault-report.mjs');
  const found = [];
  for (const {name, what, faults} of plants) {
    const dist = `dist-planted-${name}`;
    console.log(`\nplanted: ${what}`);
    try {
      const code = await run(projectNode(), ['scripts/build.mjs'], {env: {...env, CX_PLANTED: name}});
      if (code !== 0) throw new Error(`${name} could not be built.`);
      const {faults: tried} = await letHappen(name, {seeds: '3', only: faults.join(), dist});
      const {red, runs} = totalsOf(tried);
      found.push({name, what, faults, red, runs});
    } finally {
      rmSync(join(root, dist), {recursive: true, force: true});
    }
  }
  return found;
}

/** Writes the report and has the README show its totals. */
async function publish(results, planted) {
  const {default: prettier} = await import('prettier');
  const {reportFile, writeReport} = await import('./fault-report.mjs');
  const options = {...(await prettier.resolveConfig(reportFile)), parser: 'markdown'};
  writeFileSync(reportFile, await prettier.format(writeReport(results, planted), options));
  if ((await run(projectNode(), ['scripts/docs.mjs'])) !== 0) throw new Error('The README could not be written.');
}

async function main() {
  if (given.help)
    return console.log(`Usage: npm run faults -- [settings]

Lets every fault of the matrix happen, writes docs/faults.md and the totals of the README, then looks for the planted bugs.

  --seeds NUMBER    how often each fault happens; default 20
  --only 38,40      these faults; nothing is written
  --planted         the planted bugs too, with --only
  --no-planted      without them; nothing is written`);
  if (!build()) throw new Error('The build has errors.');
  const {totalsOf} = await import('./fault-report.mjs');
  const {planted: plant, plants} = await import('../test/faults/planted.mjs');
  // An hour later is too late to hear that the sources have moved on.
  for (const {name} of plants) plant(name);
  const results = await letHappen('all', given);
  const {faults, runs, red, answers, durable, lost, doubled, seconds} = totalsOf(results.faults);
  const isPlanting = !given['no-planted'] && (given.planted || !given.only);
  const planted = isPlanting ? await plantAll() : [];
  if (isPlanting && !given.only) await publish(results, planted);
  const green = planted.filter(plant => plant.red === 0).map(({name}) => name);
  console.log(
    `\n${faults} faults, ${runs} runs, ${red} red, ${Math.round(seconds)} s; ${answers} answers through real elements, ` +
      `${durable} promised, ${lost} lost, ${doubled} doubled; ${planted.length - green.length} of ${planted.length} planted bugs found`,
  );
  if (green.length > 0) console.error(`failed: not found: ${green.join(', ')}`);
  if (results.code !== 0 || runs === 0 || red > 0 || green.length > 0) process.exitCode = 1;
}

try {
  await main();
} finally {
  rmSync(folder, {recursive: true, force: true});
}
