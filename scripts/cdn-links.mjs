import {basename, resolve} from 'node:path';

/** The folder that is built: `scripts/build.mjs` names another one and swaps it in at the end. */
export const out = process.env.CX_OUT ?? 'dist';

/** A built module, as the absolute path by which rollup knows it; the script-tag files are bundled from these. */
export const built = name => resolve(out, name);

/** Module id → its hashed file and the files that it imports; filled while the earlier steps are written. */
const chunks = new Map();

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
      code.includes('__CX_PARTS__') ? {code: code.replaceAll('__CX_PARTS__', JSON.stringify(parts())), map: null} : null,
    renderDynamicImport: ({format}) => (format === 'es' ? null : {left: 'cxImport(', right: ')'}),
  };
}

/** The hashed names of all files that tags are made of: `nps-HASH rating-HASH shared-HASH`. */
function parts() {
  const tags = [...chunks].filter(([module]) => module.includes('/define/')).map(([, chunk]) => chunk);
  return [...new Set(tags.flatMap(({file, imports}) => [file, ...imports]))].map(file => basename(file, '.js')).join(' ');
}
