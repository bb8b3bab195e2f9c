import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import ts from 'typescript';

const sources = resolve(import.meta.dirname, '../../src');

/**
 * Bugs that the lab must find, each with the faults that must turn red.
 *
 * An edit is exact text of one source file, there once; the build stops where it is not.
 */
export const plants = [
  {
    name: 'no-tombstone',
    what: 'an erased response may come back',
    faults: [64],
    edits: [
      {
        file: 'collector/tombstones.ts',
        find: `return at !== undefined && (key[1] === 'response' || at >= row.occurredAt);`,
        replace: `return at === -1;`,
      },
    ],
  },
  {
    name: 'answer-before-commit',
    what: 'the collector confirms first and commits a moment later',
    faults: [46],
    edits: [
      {
        file: 'collector/group-commit.ts',
        find: `const statuses = await this.#store.write(group.flatMap(({rows}) => rows));`,
        replace: `for (const {rows, resolve} of group) resolve(rows.map(() => 'stored'));
      await new Promise(resolve => setTimeout(resolve, 50));
      const statuses = await this.#store.write(group.flatMap(({rows}) => rows));`,
      },
    ],
  },
];

/** The sources of one plant as they are built: file → code. Throws where the text to replace is not there exactly once. */
function edited({name, edits}) {
  const files = new Map();
  for (const {file, find, replace} of edits) {
    const path = resolve(sources, file);
    const [before, after, ...more] = (files.get(path) ?? readFileSync(path, 'utf8')).split(find);
    if (after === undefined || more.length > 0)
      throw new Error(
        `planted ${name}: expected this text once in src/${file}, got it ${after === undefined ? 0 : more.length + 1} times: ${find}`,
      );
    files.set(path, before + replace + after);
  }
  return files;
}

/** A rollup plugin that builds the sources with one bug planted. It comes before the one that compiles. */
export function planted(name) {
  const plant = plants.find(one => one.name === name);
  if (!plant) throw new Error(`CX_PLANTED: expected one of ${plants.map(one => one.name).join(', ')}, got "${name}".`);
  const files = edited(plant);
  const compilerOptions = {target: 'ES2022', module: 'ESNext', verbatimModuleSyntax: true, useDefineForClassFields: true};
  return {
    name: 'planted',
    load: id => (files.has(id) ? ts.transpileModule(files.get(id), {compilerOptions}).outputText : null),
  };
}
