import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {chmodSync, cpSync, globSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {pruneDeclarations} from './declarations.mjs';
import {completeManifest} from './manifest.mjs';

const root = resolve(import.meta.dirname, '..');
const bin = resolve(root, 'node_modules/.bin');

// Built beside `dist` and swapped in at the end: a running server or test never meets half a build.
const out = `.build-${process.pid}`;
// A build with a planted bug is for the fault lab alone: bundles without declarations, in a folder of its own.
const {CX_PLANTED: planted} = process.env;
const dist = resolve(root, planted ? `dist-planted-${planted}` : 'dist');
const inOut = name => resolve(root, out, name);
const env = {...process.env, PATH: `${bin}:${process.env.PATH}`, CX_OUT: out};

/** Runs a tool of `node_modules` and fails with its exit code. */
function run(tool, ...args) {
  return new Promise((done, fail) => {
    const child = spawn(resolve(bin, tool), args, {cwd: root, env, stdio: 'inherit'});
    child.on('error', fail);
    child.on('exit', code => (code === 0 ? done() : fail(new Error(`${tool} failed with exit code ${code}`))));
  });
}

async function writeSchema() {
  const {eventSchema} = await import(inOut('events/schema.js'));
  writeFileSync(inOut('schema.json'), JSON.stringify(eventSchema(), null, 2) + '\n');
}

/** Lists the hash of every file that a page may load, for the `integrity` attribute. */
function writeIntegrity() {
  const hashes = globSync('**/*.js', {cwd: inOut('cdn')})
    .sort()
    .map(file => [
      file,
      `sha384-${createHash('sha384')
        .update(readFileSync(inOut(`cdn/${file}`)))
        .digest('base64')}`,
    ]);
  writeFileSync(inOut('cdn/integrity.json'), JSON.stringify(Object.fromEntries(hashes), null, 2) + '\n');
}

/** Joins what the sources say about the elements with what the built classes know. */
async function writeManifest() {
  const file = inOut('custom-elements.json');
  const manifest = completeManifest(JSON.parse(readFileSync(file, 'utf8')), await import(inOut('index.js')));
  writeFileSync(file, JSON.stringify(manifest, null, 2) + '\n');
}

async function bundle() {
  await run('rollup', '-c', '--silent');
  cpSync(resolve(root, 'src/collector/dashboard'), inOut('collector/dashboard'), {recursive: true});
  chmodSync(inOut('collector/cli.js'), 0o755);
  writeIntegrity();
  await writeSchema();
}

const declare = () =>
  run('tsc', '-p', '.', '--declaration', '--emitDeclarationOnly', '--noEmitOnError', 'false', '--outDir', out);

const analyse = () => run('cem', 'analyze', '--config', 'custom-elements-manifest.config.mjs', '--outdir', out, '--quiet');

/** The declarations that `package.json` names, relative to the built folder. */
function typeEntries() {
  const {exports} = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
  return Object.values(exports).flatMap(({types}) => (types ? types.replace('./dist/', '') : []));
}

const started = Date.now();
try {
  const results = await Promise.allSettled([bundle(), ...(planted ? [] : [declare(), analyse()])]);
  if (results[0].status === 'fulfilled' && results[2]?.status === 'fulfilled') await writeManifest();
  if (!planted) pruneDeclarations(resolve(root, out), typeEntries());
  const failed = results.filter(({status}) => status === 'rejected');
  for (const {reason} of failed) console.error(`build: ${reason.message}`);
  // A type error fails the build, but what was bundled can still be looked at.
  if (results[0].status === 'fulfilled') {
    rmSync(dist, {recursive: true, force: true});
    if (failed.length === 0) writeFileSync(inOut('.built'), String(started));
    renameSync(resolve(root, out), dist);
  }
  if (failed.length > 0) process.exitCode = 1;
  else console.log(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
} finally {
  rmSync(resolve(root, out), {recursive: true, force: true});
}
