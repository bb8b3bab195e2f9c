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
  const preloads = new Map();
  return {
    name: 'link-chunks',
    async resolveDynamicImport(specifier, importer) {
      if (typeof specifier !== 'string') return null;
      const target = await this.resolve(specifier, importer);
      if (!target || inline.includes(target.id)) return target;
      const chunk = chunks.get(target.id);
      if (!chunk) return this.error(`${importer} imports ${specifier} later, but rollup.config.mjs makes no chunk of it.`);
      const id = folder + chunk.file;
      preloads.set(
        id,
        chunk.imports.map(file => folder + file),
      );
      return {id, external: true};
    },
    renderDynamicImport: ({format, targetModuleId}) => importOf(format, preloads.get(targetModuleId) ?? []),
  };
}

/** The text around the address of a dynamic import; what the file imports itself is asked for at the same time. */
function importOf(format, preload) {
  // The imports of a classic script from another origin have `about:blank` as their base, so their address is made absolute:
  // https://html.spec.whatwg.org/multipage/webappapis.html#creating-a-classic-script
  const [open, close] = format === 'es' ? ['import(', ')'] : ['import(new URL(', ', cxBase))'];
  const first = preload.map(file => `${open}'${file}'${close}.catch(() => {}), `).join('');
  return {left: `(${first}${open}`, right: `${close})`};
}
