import {createHash} from 'node:crypto';
import {existsSync, globSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {describe, expect, it} from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const readJson = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as unknown;

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly scripts?: Record<string, string>;
}

interface Locked extends Manifest {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly link?: boolean;
}

const {packages} = readJson('package-lock.json') as {packages: Record<string, Locked>};
const own = readJson('package.json') as Manifest;

/** The packages that an installation of ours brings along. */
const brought = Object.entries(packages).filter(([path, {dev}]) => path !== '' && !dev);

describe('what an installation brings along', () => {
  it('is Lit, nanoid and what Lit is made of', () => {
    const names = brought.filter(([, locked]) => !('peer' in locked)).map(([path]) => path.replace(/^.*node_modules\//, ''));

    expect(Object.keys(own.dependencies ?? {})).toEqual(['lit', 'nanoid']);
    expect(names.sort()).toEqual([
      '@lit-labs/ssr-dom-shim',
      '@lit/reactive-element',
      '@types/trusted-types',
      'lit',
      'lit-element',
      'lit-html',
      'nanoid',
    ]);
  });

  it('runs nothing while it is installed', () => {
    expect(brought.filter(([, {hasInstallScript}]) => hasInstallScript)).toEqual([]);
    for (const [path] of brought) {
      const file = join(root, path, 'package.json');
      const scripts = existsSync(file) ? Object.keys((JSON.parse(readFileSync(file, 'utf8')) as Manifest).scripts ?? {}) : [];

      expect(
        scripts.filter(name => /^(pre|post)?install$/.test(name)),
        path,
      ).toEqual([]);
    }
  });
});

describe('the lockfile', () => {
  it('is of the manifest that stands beside it', () => {
    const {dependencies, peerDependencies} = packages['']!;

    expect({dependencies, peerDependencies}).toEqual({dependencies: own.dependencies, peerDependencies: own.peerDependencies});
  });

  it('has the hash of every package, and no address without encryption', () => {
    const others = Object.entries(packages).filter(([path, {link}]) => path.includes('node_modules/') && !link);

    expect(others.length).toBeGreaterThan(100);
    expect(others.filter(([, {integrity}]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')).map(([path]) => path)).toEqual([]);
    expect(others.filter(([, {resolved}]) => resolved !== undefined && !resolved.startsWith('https://'))).toEqual([]);
  });
});

describe('the hashes for the integrity attribute', () => {
  it('are those of the built files, of all of them', () => {
    const files = globSync('**/*.js', {cwd: join(root, 'dist/cdn')}).sort();
    const hashes = files.map(file => [
      file,
      `sha384-${createHash('sha384')
        .update(readFileSync(join(root, 'dist/cdn', file)))
        .digest('base64')}`,
    ]);

    expect(files).toContain('cx.all.js');
    expect(readJson('dist/cdn/integrity.json')).toEqual(Object.fromEntries(hashes));
  });
});

describe('the bundled collector', () => {
  it('loads nothing at run time but Node itself, and pg where it is asked to', () => {
    const loaded = globSync('dist/collector/**/*.js', {cwd: root, exclude: ['dist/collector/dashboard/**']}).flatMap(file =>
      [
        ...readFileSync(join(root, file), 'utf8').matchAll(
          /^(?:import|export)[^'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
        ),
      ].map(([, from, lazy]) => from ?? lazy ?? ''),
    );

    expect([...new Set(loaded.filter(name => !name.startsWith('node:') && !name.startsWith('.')))].sort()).toEqual(['pg']);
  });
});
