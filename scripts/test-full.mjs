/**
 * Everything there is to try: the tests, the fault lab with its twenty seeds and its planted bugs, and the benchmarks.
 * Takes about two hours on two cores, which nothing else should use meanwhile.
 */

import {run} from './setup.mjs';

// Every engine is to see every state of every element.
const env = {...process.env, VITE_ALL_STATES: '1'};

const steps = ['test', 'faults', 'bench', 'bench:photos', 'bench:delivery', 'bench:collector'];
const failed = [];
for (const step of steps) {
  const began = Date.now();
  const code = await run('npm', ['run', '--silent', step], {env});
  console.log(`\n${step}: ${code === 0 ? 'passed' : `exit code ${code}`}, ${Math.round((Date.now() - began) / 1000)} s\n`);
  if (code !== 0) failed.push(step);
}
console.log(failed.length ? `failed: ${failed.join(', ')}` : 'all passed');
process.exitCode = failed.length ? 1 : 0;
