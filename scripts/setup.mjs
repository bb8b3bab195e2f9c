import {spawn, spawnSync} from 'node:child_process';
import {existsSync, readFileSync, readdirSync, statSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

// Runs on the machine's own Node, before anything is installed: nothing but Node 20 is taken for granted.

/** The folder of the repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Where the tools of the project are. */
export const bin = join(root, 'node_modules/.bin');

/** The project's own Node, which is newer than many machines have; it comes with the dependencies. */
export const projectNode = () => {
  const own = join(root, 'node_modules/node/bin/node');
  return existsSync(own) ? own : process.execPath;
};

/** The environment of every program that is started: the project's tools and its Node come first. */
export const env = {...process.env, PATH: `${bin}:${process.env.PATH}`};

/** Installs the locked dependencies where they are missing or are not those of the lock file. Answers whether they are there. */
export function installDependencies() {
  if (areInstalled()) return true;
  console.log('installing the locked dependencies (npm ci)');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const options = {cwd: root, stdio: 'inherit'};
  const {status} = npm ? spawnSync(process.execPath, [npm, ...args], options) : spawnSync('npm', args, options);
  return status === 0;
}

function areInstalled() {
  const [locked, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map(readPackages);
  return Object.entries(locked).every(
    ([path, {version, optional}]) => path === '' || optional || installed[path]?.version === version,
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return {}; // no file yet: nothing is installed
  }
}

/** Builds where `dist` is missing or older than its sources. Answers whether there is a build. */
export function build() {
  const sources = ['src', 'scripts', 'package.json', 'rollup.config.mjs', 'tsconfig.json', 'custom-elements-manifest.config.mjs'];
  const newest = Math.max(...sources.map(name => changedAt(join(root, name))));
  if (builtAt() > newest) return true;
  return spawnSync(projectNode(), [join(root, 'scripts/build.mjs')], {cwd: root, env, stdio: 'inherit'}).status === 0;
}

/** When the build that lies in `dist` was started; 0 when there is none, or none without errors. */
function builtAt() {
  const marker = join(root, 'dist/.built');
  return existsSync(marker) ? Number(readFileSync(marker, 'utf8')) : 0;
}

function changedAt(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map(name => changedAt(join(path, name))));
}

/**
 * Runs a program to its end, hands signals on to it, and answers its exit code.
 *
 * With `timeoutMs` it gets a process group of its own, which is killed whole when the time is over.
 */
export function run(program, args, {timeoutMs, ...options} = {}) {
  return new Promise(done => {
    const child = spawn(program, args, {cwd: root, env, stdio: 'inherit', detached: Boolean(timeoutMs), ...options});
    const tell = signal => {
      try {
        process.kill(timeoutMs ? -child.pid : child.pid, signal);
      } catch {
        // it has ended meanwhile
      }
    };
    // A terminal sends Ctrl-C to the whole group itself: told twice, a program gives up its orderly end.
    const hand = signal => (signal === 'SIGINT' && process.stdin.isTTY && !timeoutMs ? undefined : tell(signal));
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, hand);
    const timer = timeoutMs && setTimeout(() => tell('SIGKILL'), timeoutMs);
    // npm passes a signal to the shell between it and this process, which ends without passing it on.
    const parent = process.ppid;
    const watch = process.env.npm_lifecycle_event && setInterval(() => process.ppid !== parent && tell('SIGTERM'), 500);
    const settle = code => {
      clearInterval(watch);
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, hand);
      done(code);
    };
    child.on('error', error => {
      console.error(error.message);
      settle(1);
    });
    child.on('exit', (code, signal) => settle(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
