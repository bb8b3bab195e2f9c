import {createHash} from 'node:crypto';
import {existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
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
    keep: {type: 'string', default: ''},
    help: {type: 'boolean', default: false},
  },
});

const folder = mkdtempSync(join(tmpdir(), 'cx-faults-'));

/** Lets faults happen; answers what came of them. */
async function letHappen(name, {seeds, only, keep = '', dist = 'dist'}) {
  const {readResults} = await import('./fault-report.mjs');
  const file = keep || join(folder, name);
  const built = hashOf(dist);
  const done = keep ? keepGreen(file, Number(seeds), built).join() : '';
  const more = {CX_SEEDS: seeds, CX_FAULTS: only, CX_FAULTS_DONE: done, CX_FAULT_RESULTS: file, CX_DIST: dist, CX_BUILT: built};
  const code = await run(join(bin, 'vitest'), ['run', '--project', 'faults'], {env: {...env, ...more}});
  return {code, ...(existsSync(file) ? readResults(file) : {faults: [], notHad: [], versions: ''})};
}

/** Stands for all that is tried: other results of the same files still hold. */
function hashOf(dist) {
  const hash = createHash('sha256');
  for (const file of globSync(`${dist}/{cdn,collector}/**/*.js`, {cwd: root}).sort()) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Leaves in a file of results the faults that are done: every seed was tried with these files, and none was red. */
function keepGreen(file, seeds, built) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const results = lines.map(line => JSON.parse(line)).filter(result => result.built === built);
  const isDone = number => {
    const own = results.filter(result => result.number === number);
    return own.every(({ok}) => ok) && new Set(own.map(({seed}) => seed)).size >= seeds;
  };
  const kept = results.filter(({number}) => isDone(number));
  writeFileSync(file, kept.map(result => JSON.stringify(result) + '\n').join(''));
  return [...new Set(kept.map(({number}) => number))];
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
  --no-planted      without them; nothing is written
  --keep FILE       a run that stops, or has red faults, leaves its results there; the next run with the same built files
                    lets only those faults happen that are red or missing in it`);
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
