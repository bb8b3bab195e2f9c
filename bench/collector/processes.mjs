/** The processes of a measurement: servers on one core, those who send on another. */

import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {fileURLToPath} from 'node:url';

const here = name => fileURLToPath(new URL(name, import.meta.url));
const cli = here('../../dist/collector/cli.js');

/** Whether servers and senders get a core each. */
export const isPinned = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0;

/** The admin token of every collector that is measured. */
export const token = 'bench-token';

function onCore(core, args) {
  return isPinned ? ['taskset', ['-c', String(core), process.execPath, ...args]] : [process.execPath, args];
}

/** Starts the collector as its users do; resolves when it listens. */
export function startCollector(database, {port = 0, more = []} = {}) {
  return start([cli, '--port', String(port), '--database', database, '--admin-token', token, ...more]);
}

/** Starts the floor: a handler that does the same inserts and nothing else. */
export function startBare(database) {
  return start([here('bare.mjs'), database]);
}

async function start(args) {
  const begin = performance.now();
  const child = spawn(...onCore(0, args), {stdio: ['ignore', 'pipe', 'inherit']});
  const closed = once(child, 'close');
  const url = await new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
      const [, found] = /listens on (\S+)/.exec(output) ?? [];
      if (found) resolve(found);
    });
    child.once('close', () => reject(new Error(`The server did not start: ${output}`)));
  });
  const stop = async (signal = 'SIGTERM') => {
    child.kill(signal);
    await closed;
  };
  return {url, pid: child.pid, begin, stop};
}

/** Starts a process that sends, and hands it its plan; `result` resolves to what it found, `tell` has it end. */
export function startSender(module, plan, {isPatient = false} = {}) {
  const child = spawn(...onCore(1, [here(module), JSON.stringify(plan)]), {stdio: ['ignore', 'inherit', 'inherit', 'ipc']});
  // What is measured comes first: a flood must not take the core from whoever looks at the clock.
  if (isPatient) spawnSync('renice', ['-n', '19', '-p', String(child.pid)], {stdio: 'ignore'});
  const messages = [];
  const waiting = [];
  child.on('message', message => (waiting.length ? waiting.shift().resolve(message) : messages.push(message)));
  child.on('exit', code => waiting.forEach(({reject}) => reject(new Error(`${module} ended with ${code}.`))));
  const next = () => (messages.length ? messages.shift() : new Promise((resolve, reject) => waiting.push({resolve, reject})));
  return {next, tell: word => child.send(word)};
}

/** Sends a plan of posts and resolves to how they went. */
export function runLoad(plan) {
  return startSender('load.mjs', plan).next();
}

/** The processor time a process has used, in seconds: the figure that a busy machine spoils least. */
export function cpuSeconds(pid) {
  if (!existsSync(`/proc/${pid}/stat`)) return NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The most memory a process has held, in mebibytes. */
export function peakMemory(pid) {
  if (!existsSync(`/proc/${pid}/status`)) return NaN;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
