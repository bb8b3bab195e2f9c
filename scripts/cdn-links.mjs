import {createHash} from 'node:crypto';
import {globSync, readFileSync} from 'node:fs';
import {basename, resolve} from 'node:path';

/** The folder that is built: `scripts/build.mjs` names another one and swaps it in at the end. */
export const out = process.env.CX_OUT ?? 'dist';

/** A built module, as the absolute path by which rollup knows it; the script-tag files are bundled from these. */
export const built = name => resolve(out, name);

/** Module id → its file and the files that it imports; filled while the earlier steps are written. */
const chunks = new Map();

/**
 * Stands in the name of every part: whatever goes into a build makes it another one.
 *
 * One for all, because hashes cannot be compressed: with one of its own for each part, they were most of what the smallest
 * entry held.
 */
export const buildHash = globSync(['src/**/*.ts', 'scripts/*.mjs', 'rollup.config.mjs', 'tsconfig.json', 'package*.json'])
  .sort()
  .reduce((hash, file) => hash.update(readFileSync(file)), createHash('sha256').update(process.env.CX_PLANTED ?? ''))
  .digest('base64url')
  .slice(0, 6);

/** Remembers under which hashed names the entries of this build were written. */
export function recordChunks() {
  return {
    name: 'record-chunks',
    generateBundle(_options, bundle) {
      for (const {isEntry, facadeModuleId, fileName, imports} of Object.values(bundle)) {
        if (isEntry) chunks.set(facadeModuleId, {file: basename(fileName), imports: imports.map(file => basename(file))});
      }
    },
  };
}

/**
 * Points dynamic imports at the hashed files, so that no bundle holds a lazy part and no lazy part imports a bundle.
 *
 * A dynamic import that is in no table stops the build: it would otherwise be inlined without a word.
 */
export function linkChunks({folder = './chunks/', inline = []} = {}) {
  return {
    name: 'link-chunks',
    async resolveDynamicImport(specifier, importer) {
      if (typeof specifier !== 'string') return null;
      const target = await this.resolve(specifier, importer);
      if (!target || inline.includes(target.id)) return target;
      const chunk = chunks.get(target.id);
      if (!chunk) return this.error(`${importer} imports ${specifier} later, but rollup.config.mjs makes no chunk of it.`);
      return {id: folder + chunk.file, external: true};
    },
    // The autoloader finds the files of a tag by its name.
    renderChunk: code =>
      code.includes('__CX_ELEMENTS__') ? {code: code.replaceAll('__CX_ELEMENTS__', JSON.stringify(buildHash)), map: null} : null,
    renderDynamicImport: ({format}) => (format === 'es' ? null : {left: 'cxImport(', right: ')'}),
  };
}
