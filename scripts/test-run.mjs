import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {installBrowsers} from './browsers.mjs';
import {bin, build, env, installDependencies, run} from './setup.mjs';

/** No test run takes longer: what hangs is ended and counted as a failure. */
const limitMs = 45 * 60_000;

/** Sets everything up, runs all checks and tests, and closes with `N passed, N failed, N skipped`. Answers the failures. */
export async function runTests(args) {
  const total = {passed: 0, failed: 0, skipped: 0};
  try {
    await runAll(args, total);
  } catch (error) {
    console.error(error);
    total.failed++;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed;
}

async function runAll(args, total) {
  if (!installDependencies()) return fail(total, 'the dependencies could not be installed');
  const missing = installBrowsers();
  for (const engine of process.env.CI === 'true' ? missing : []) fail(total, `CI=true, and ${engine} is missing`);
  if (!build()) fail(total, 'the build has errors');
  if (args.length === 0) await checkCode(total);

  const result = await runVitest(args);
  for (const state of ['passed', 'failed', 'skipped']) total[state] += result[state];
  if (args.length === 0) compareEngines(total, result.projects, missing);
}

/** Lint, format and types: each is one check. */
async function checkCode(total) {
  const checks = {
    lint: ['eslint', '.', '--max-warnings=0'],
    format: ['prettier', '--check', '--log-level=warn', '.'],
    types: ['tsc', '--noEmit', '-p', 'test'],
  };
  const codes = await Promise.all(Object.values(checks).map(([tool, ...args]) => run(join(bin, tool), args)));
  for (const [i, name] of Object.keys(checks).entries()) {
    if (codes[i] === 0) total.passed++;
    else fail(total, `the check of ${name} has errors`);
  }
}

async function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'cx-test-'));
  const file = join(folder, 'result.json');
  const code = await run(join(bin, 'vitest'), ['run', ...args], {timeoutMs: limitMs, env: {...env, CX_RESULT: file}});
  const result = readResult(file);
  rmSync(folder, {recursive: true});
  if (code !== 0 && result.failed === 0) fail(result, `vitest ended with exit code ${code}`);
  return result;
}

function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {passed: 0, failed: 0, skipped: 0, projects: {}}; // it ended before its report: the exit code says so
  }
}

/** Prints how many browser tests each engine ran, and fails where one ran fewer than 90 % of Chromium's. */
function compareEngines(total, projects, missing) {
  const ran = name => (projects[name]?.passed ?? 0) + (projects[name]?.failed ?? 0);
  const names = ['chromium', 'firefox', 'webkit'];
  console.log(`\nbrowser tests: ${names.map(name => `${name} ${missing.includes(name) ? 'missing' : ran(name)}`).join(', ')}`);
  const chromium = ran('chromium');
  for (const name of names) {
    if (missing.includes(name)) total.skipped += Math.max(chromium, 1);
    else if (ran(name) === 0 || ran(name) < chromium * 0.9)
      fail(total, `${name} ran fewer than 90 % of Chromium's ${chromium} browser tests`);
  }
}

function fail(total, why) {
  console.error(`failed: ${why}`);
  total.failed++;
}
