import {globSync, readFileSync} from 'node:fs';
import {basename} from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import minifyLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import {browserFloor} from './scripts/browser-floor.mjs';
import {buildHash, built, linkChunks, out, recordChunks} from './scripts/cdn-links.mjs';
import {litNames} from './scripts/lit-names.mjs';
import {linkLocales, localeInputs, localeNames, splitLocales} from './scripts/locale-files.mjs';

const {version} = JSON.parse(readFileSync('package.json', 'utf8'));

/** The words of each language but English, which comes with the elements. */
const locales = localeNames(globSync('src/locales/*.ts').sort());

/** Parts that a page loads later, each a bundle of its own: name → module. One that loads another comes after it. */
const lazyParts = {
  field: 'elements/rating/field.js',
  problems: 'elements/problems.js',
  languages: 'elements/languages.js',
  picture: 'elements/rating/picture.js',
  photos: 'elements/review/photos.js',
  desk: 'elements/review/desk.js',
  reviews: 'elements/review-list/list.js',
  uploads: 'delivery/photos.js',
  prefill: 'elements/prefill.js',
  'moment-problems': 'showing/moment-problems.js',
  'rule-problems': 'showing/rule-problems.js',
  explain: 'showing/explain.js',
  'debug-panel': 'showing/debug-panel.js',
  moments: 'showing/moments.js',
  rare: 'showing/rare.js',
  'make-way': 'showing/surfaces/make-way.js',
  stage: 'showing/stage.js',
  rules: 'showing/rules.js',
  surface: 'showing/surfaces/surface.js',
  news: 'elements/follow-up/news.js',
  'follow-up': 'elements/follow-up/why.js',
  'call-code': 'elements/call/code.js',
  callback: 'elements/call/callback.js',
  'call-more': 'elements/call/more.js',
  'page-calls': 'delivery/page-calls.js',
  trouble: 'delivery/trouble.js',
  setbacks: 'delivery/setbacks.js',
  mirror: 'delivery/mirror.js',
  delivery: 'delivery/start.js',
  client: 'client.js',
};

/** Beside `cx.all.js`, which works without: what few pages ask for, and what only the author of a page reads. */
const beside = [
  'showing/surfaces/make-way.js',
  'elements/rating/picture.js',
  'elements/rating/field.js',
  'elements/call/code.js',
  'elements/call/callback.js',
  'elements/call/more.js',
  'elements/review/desk.js',
  'elements/review/photos.js',
  'elements/review-list/list.js',
  'delivery/photos.js',
  'delivery/mirror.js',
  'elements/prefill.js',
  'elements/problems.js',
  'elements/languages.js',
  'delivery/trouble.js',
  'showing/explain.js',
  'showing/rule-problems.js',
  'showing/moment-problems.js',
  'showing/debug-panel.js',
];

/** Tags that have a one-file entry each. */
const asking = ['nps', 'rating', 'effort', 'review', 'call'];

/** Tags that the lazy entries load on demand. */
const elements = [...asking, 'review-list'];

const moduleEntries = globSync(
  'src/{index,all,client,autoloader,classic,{define,elements,entry,locales}/**/*,delivery/start,events/{catalogue,schema}}.ts',
);
const workers = globSync('src/collector/*worker*.{ts,js}');

const stampVersion = {
  name: 'stamp-version',
  renderChunk: code =>
    code.includes('__CX_VERSION__') ? {code: code.replaceAll('__CX_VERSION__', JSON.stringify(version)), map: null} : null,
};

// The types are checked, and the declarations written, by `tsc` in a process of its own.
const compile = () => typescript({tsconfig: './tsconfig.json', compilerOptions: {noCheck: true, noEmitOnError: false}});

/** A bug for the fault lab to find, in a build that goes elsewhere; else nothing. */
const plant = process.env.CX_PLANTED ? (await import('./test/faults/planted.mjs')).planted(process.env.CX_PLANTED) : null;

const browser = ({mangle = {}} = {}) => [
  browserFloor,
  resolve({browser: true, exportConditions: ['production'], ignoreSideEffectsForRoot: true}),
  terser({
    ecma: 2022,
    module: true,
    compress: {inline: 1, passes: 2, unsafe_arrows: true, unsafe_methods: true},
    mangle,
    // One kind of quotes compresses better than the shorter one of each string.
    format: {comments: false, quote_style: 2},
  }),
];

/** The elements extend ReactiveElement: LitElement, which comes with it and only makes itself known, is left out. */
const treeshake = {moduleSideEffects: id => !id.includes('/lit-element/')};

const unless = ids => (warning, warn) => ids.includes(warning.code) || warn(warning);

const modules = {
  input: Object.fromEntries(moduleEntries.map(file => [file.slice('src/'.length, -'.ts'.length), file])),
  external: [/^lit(\/|$)/, /^nanoid/],
  output: {dir: out, format: 'es', preserveModules: true, preserveModulesRoot: 'src', sourcemap: true},
  plugins: [plant, minifyLiterals({include: ['src/elements/**']}), compile(), stampVersion],
};

/** What a part needs soon after it has come, and therefore brings along. */
const brings = {'follow-up': ['elements/follow-up/news.js']};

const lazyPart = ([name, module]) => ({
  input: {[name]: built(module)},
  output: {dir: `${out}/cdn`, format: 'es', entryFileNames: `chunks/[name]-${buildHash}.js`, inlineDynamicImports: true},
  plugins: [
    linkLocales(locales),
    linkChunks({folder: './', inline: (brings[name] ?? []).map(built)}),
    ...browser(),
    recordChunks(),
  ],
});

const elementChunks = {
  treeshake,
  input: Object.fromEntries(elements.map(name => [name, built(`define/${name}.js`)])),
  output: {
    dir: `${out}/cdn`,
    format: 'es',
    entryFileNames: `chunks/[name]-${buildHash}.js`,
    chunkFileNames: `chunks/shared-${buildHash}.js`,
    manualChunks: (id, {getModuleInfo}) => (usedBy(id, getModuleInfo).size > 1 ? 'shared' : undefined),
  },
  plugins: [linkChunks({folder: './'}), ...browser(), recordChunks()],
};

const localeChunks = {
  input: localeInputs(locales),
  output: {dir: `${out}/cdn`, format: 'es', entryFileNames: `chunks/locale-[name]-${buildHash}.js`},
  plugins: [splitLocales, ...browser()],
};

/** The entries of the build that reach a module. */
function usedBy(id, getModuleInfo, seen = new Set(), entries = new Set()) {
  if (seen.has(id)) return entries;
  seen.add(id);
  const {isEntry, importers} = getModuleInfo(id);
  if (isEntry) entries.add(id);
  for (const importer of importers) usedBy(importer, getModuleInfo, seen, entries);
  return entries;
}

/**
 * The address of a classic script, from which it finds its parts.
 *
 * Asked of the prototype: `document.currentScript` may be an `<img name=currentScript>` of the page, and the part would be
 * loaded from wherever that points.
 */
const scriptBase = `const cxBase = Reflect.get(Document.prototype, 'currentScript', document).src;
// The imports of a classic script from another origin have about:blank as their base, so their address is made absolute:
// https://html.spec.whatwg.org/multipage/webappapis.html#creating-a-classic-script
const cxImport = file => import(new URL(file, cxBase));`;

const tagFile = (file, module, {format = 'es', inline = []} = {}) => ({
  treeshake,
  input: built(module),
  output: {
    file: `${out}/cdn/${file}`,
    format,
    inlineDynamicImports: true,
    ...(format === 'iife' && {intro: scriptBase}),
  },
  plugins: [linkChunks({inline: inline.map(built)}), ...browser({mangle: {properties: {regex: litNames}}})],
});

const collector = {
  input: {
    index: 'src/collector/index.ts',
    cli: 'src/collector/cli.ts',
    ...Object.fromEntries(workers.map(file => [basename(file).replace(/\.[jt]s$/, ''), file])),
  },
  external: [/^node:/, 'pg'],
  output: {
    dir: `${out}/collector`,
    format: 'es',
    chunkFileNames: 'chunks/[name]-[hash].js',
    banner: chunk => (chunk.name === 'cli' ? '#!/usr/bin/env node' : ''),
  },
  onwarn: unless(['CIRCULAR_DEPENDENCY']),
  plugins: [plant, resolve({preferBuiltins: true, exportConditions: ['node']}), commonjs(), json(), compile(), stampVersion],
};

/** In this order: the files that a script tag may name are leaves, so what they load later is written before them. */
export default [
  modules,
  localeChunks,
  ...Object.entries(lazyParts).map(lazyPart),
  elementChunks,
  tagFile('cx.js', 'autoloader.js'),
  tagFile('cx.classic.js', 'classic.js', {format: 'iife'}),
  ...asking.map(name => tagFile(`${name}.js`, `entry/${name}.js`)),
  tagFile('cx.all.js', 'entry/all.js', {inline: Object.values(lazyParts).filter(module => !beside.includes(module))}),
  collector,
];
