import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const tool = (name: string) => join(root, 'node_modules/.bin', name);

interface Packed {
  readonly filename: string;
  readonly files: readonly {readonly path: string}[];
}

interface Exports {
  readonly [entry: string]: string | {readonly types: string; readonly default: string};
}

let folder: string;
let packed: Packed;
let exported: Exports;

/** Runs a module in the shop's folder and answers what it printed. */
async function inShop(code: string): Promise<string> {
  const {stdout} = await run(process.execPath, ['--input-type=module', '-e', code], {cwd: folder});
  return stdout.trim();
}

/** An empty folder with the packed file installed, as a shop would; Lit and nanoid come from this machine, so that no network is needed. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cx-package-'));
  const {stdout} = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {cwd: root});
  const [first] = Object.values(JSON.parse(stdout) as Packed[]);
  packed = first!;
  exported = (JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {exports: Exports}).exports;
  const dependency = (name: string) => `file:${join(root, 'node_modules', name)}`;
  const manifest = {
    private: true,
    type: 'module',
    dependencies: {'cx-elements': `file:${packed.filename}`},
    overrides: {lit: dependency('lit'), nanoid: dependency('nanoid')},
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund'], {cwd: folder});
}, 60_000);

afterAll(() => rm(folder, {recursive: true, force: true}));

describe('the package', () => {
  it('contains only what users need', () => {
    const needed = /^(package\.json|LICENSE|README\.md|CHANGELOG\.md|dist\/[\w./-]+\.(js|js\.map|d\.ts|json|html|css|svg))$/;
    const unneeded = packed.files.map(({path}) => path).filter(path => !needed.test(path) || /\/entry\/|\.test\./.test(path));

    expect(unneeded).toEqual([]);
  });

  it('has every file that its exports name', () => {
    const paths = new Set(packed.files.map(({path}) => `./${path}`));
    const named = Object.values(exported).flatMap(target => (typeof target === 'string' ? target : Object.values(target)));

    expect(named.filter(path => !path.includes('*') && !paths.has(path))).toEqual([]);
  });

  it('has no script that runs at installation', async () => {
    const {scripts} = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {scripts: Record<string, string>};

    expect(Object.keys(scripts).filter(name => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });

  it('imports in plain Node without a crash', async () => {
    const entries = Object.keys(exported).filter(entry => /^\.(\/.*\.js|\/collector)?$/.test(entry) && !entry.includes('*'));
    const names = entries.map(entry => entry.replace('.', 'cx-elements'));

    const told = await inShop(`${names.map(name => `await import('${name}');`).join('\n')} console.log('all there')`);

    expect(told).toBe('all there');
  });

  it('registers no tag when only a class is imported', async () => {
    const told = await inShop(`
      const tags = [];
      globalThis.customElements = {get() {}, define(tag) { tags.push(tag); }};
      const {CxNps} = await import('cx-elements');
      const before = tags.length;
      CxNps.define('shop-nps');
      console.log(before, ...tags);`);

    expect(told).toBe('0 shop-nps');
  });

  it('has types that a strict project compiles against', async () => {
    await writeFile(
      join(folder, 'shop.ts'),
      `import {CxNps, CxRating, CxReview, CxCall, CxEffort} from 'cx-elements';
       import {configure, connect, send} from 'cx-elements/client.js';
       import 'cx-elements/define/nps.js';
       import {createCollector} from 'cx-elements/collector';
       CxNps.define('shop-nps');
       configure({endpoint: '/events', consent: 'granted'});
       connect();
       const nps: CxNps = document.createElement('cx-nps');
       nps.addEventListener('cx-submit', event => { const score: number | undefined = event.detail.score; void score; });
       // @ts-expect-error: no such consent
       configure({consent: 'maybe'});
       const handle: (request: Request) => Promise<Response> = createCollector({database: 'x.sqlite'});
       void [CxRating, CxReview, CxCall, CxEffort, send, handle];`,
    );
    const compile = (...options: string[]) =>
      run(tool('tsc'), ['--noEmit', '--strict', '--target', 'es2022', ...options, 'shop.ts'], {cwd: folder}).then(
        () => '',
        (error: {stdout: string}) => error.stdout,
      );

    const results = await Promise.all([
      compile('--module', 'nodenext'),
      compile('--module', 'esnext', '--moduleResolution', 'bundler'),
    ]);

    expect(results).toEqual(['', '']);
  }, 30_000);

  it('brings the command cx-collector', async () => {
    const {stdout} = await run('npx', ['--offline', '--no-install', 'cx-collector', '--help'], {cwd: folder});

    expect(stdout).toContain('--port');
  });

  it('tells an old Node in one line and exits with 78', async () => {
    const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.1.0'}})`;
    const cli = join(folder, 'node_modules/cx-elements/dist/collector/cli.js');

    const ended = await run(process.execPath, ['--import', old, cli], {cwd: folder}).catch((error: unknown) => error);

    expect(ended).toMatchObject({
      code: 78,
      stdout: '',
      stderr: expect.stringMatching(/^[^\n]*Node[^\n]*20\.1\.0[^\n]*\n$/) as unknown,
    });
  });

  it('passes publint', async () => {
    const {stdout} = await run(tool('publint'), ['--strict', join(folder, packed.filename)]);

    expect(stdout).toContain('All good');
  });

  it('passes attw', async () => {
    const checked = await run(tool('attw'), [join(folder, packed.filename), '--profile', 'esm-only', '--format', 'json']);
    const {analysis} = JSON.parse(checked.stdout) as {analysis: {problems: readonly {kind: string; resolutionKind?: string}[]}};

    expect(analysis.problems.filter(({resolutionKind}) => /^(node16-esm|bundler)$/.test(resolutionKind ?? 'bundler'))).toEqual(
      [],
    );
  }, 30_000);
});
