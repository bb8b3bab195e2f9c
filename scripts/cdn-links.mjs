import {createHash} from 'node:crypto';
import {basename, resolve} from 'node:path';

/** The folder that is built: `scripts/build.mjs` names another one and swaps it in at the end. */
export const out = process.env.CX_OUT ?? 'dist';

/** A built module, as the absolute path by which rollup knows it; the script-tag files are bundled from these. */
export const built = name => resolve(out, name);

/** Module id → its hashed file and the files that it imports; filled while the earlier steps are written. */
const chunks = new Map();

/** Stand in the names of the files of all elements, and of all languages, until the hash that they share is known. */
export const elementsHash = 'ELEMENTS';
export const localesHash = 'LOCALES';

/**
 * Gives the files of all elements, or of all languages, one hash in their names, so that who loads them need hold no more
 * than that: a table of hashes, which cannot be compressed, would be the largest thing in it.
 */
export function shareHash(placeholder) {
  return {
    name: 'share-hash',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const hash = createHash('sha256');
      for (const {code} of files) hash.update(code);
      const shared = hash.digest('base64url').slice(0, 6);
      hashes.set(placeholder, shared);
      for (const chunk of files) {
        const name = text => text.replaceAll(placeholder, shared);
        chunk.code = name(chunk.code);
        chunk.imports = chunk.imports.map(name);
        chunk.fileName = name(chunk.fileName);
      }
    },
  };
}

/** Placeholder → the hash that has taken its place. */
export const hashes = new Map();

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
      code.includes('__CX_ELEMENTS__')
        ? {code: code.replaceAll('__CX_ELEMENTS__', JSON.stringify(hashes.get(elementsHash))), map: null}
        : null,
    renderDynamicImport: ({format}) => (format === 'es' ? null : {left: 'cxImport(', right: ')'}),
  };
}
