import {existsSync, globSync, readFileSync, rmSync} from 'node:fs';
import {dirname, resolve} from 'node:path';

/** Removes the declarations that no entry of the package reaches: nobody could import what they declare. */
export function pruneDeclarations(folder, entries) {
  const kept = new Set();
  for (const entry of entries) keep(resolve(folder, entry), kept);
  for (const file of globSync('**/*.d.ts', {cwd: folder}).map(name => resolve(folder, name))) {
    if (!kept.has(file)) rmSync(file);
  }
}

function keep(file, kept) {
  if (kept.has(file) || !existsSync(file)) return;
  kept.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\(|import|path=)\s*['"](\.[^'"]+)['"]/g)) {
    keep(resolve(dirname(file), path.replace(/\.js$/, '.d.ts')), kept);
  }
}
