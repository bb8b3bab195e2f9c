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
    name: 'delete-before-confirmation',
    what: 'an answer is taken out of the outbox in order to be sent',
    faults: [35, 43],
    edits: [
      {
        file: 'delivery/courier.ts',
        find: `for (const {id} of batch) underWay.set(id, batch);`,
        replace: `await store.remove(batch);`,
      },
    ],
  },
  {
    name: 'one-shared-array-key',
    what: 'all that waits is one array, read and written anew for each answer',
    faults: [66],
    edits: [
      {
        file: 'delivery/event-store.ts',
        find: `mayRemember(isAct)), ...stored()];`,
        replace: `mayRemember(isAct))];`,
      },
      {
        file: 'delivery/event-store.ts',
        find: `await put().catch(() => transact(true, makeRoom).then(put));`,
        replace: `shared = await readShared(transact);
        await new Promise(resolve => setTimeout(resolve, 400));
        await put();`,
      },
      {
        file: 'delivery/event-store.ts',
        find: `for (const {key, record} of found) queue.put(record, key);`,
        replace: `queue.put([...shared, ...found.map(({record}) => record)], 'all');`,
      },
      {
        file: 'delivery/event-store.ts',
        find: `for (const {key} of gone) queue.delete(key);`,
        replace: `queue.get('all').onsuccess = ({target}) =>
          queue.put((target.result ?? []).filter(record => !gone.some(one => one.record === record)), 'all');`,
      },
      {
        file: 'delivery/event-store.ts',
        find: `while (last !== undefined && kept.length < pageSize) {`,
        replace: `kept.push(...toWaiting(await readShared(transact)));
      while (false) {`,
      },
      {
        file: 'delivery/event-store.ts',
        find: `function byKey(`,
        replace: `let shared = [];
async function readShared(transact) {
  return (await transact(false, queue => queue.get('all')).catch(() => [])) ?? [];
}

function byKey(`,
      },
    ],
  },
  {
    name: 'drop-on-404',
    what: 'what an endpoint refuses is dropped',
    faults: [40],
    edits: [
      {
        file: 'delivery/policy.ts',
        find: `return isAct || tries < impressionTries.park ? 'park' : 'drop';`,
        replace: `return 'drop';`,
      },
    ],
  },
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
