import {describe, expect, it} from 'vitest';
import {commands} from 'vitest/browser';
import {shownStates, useElements} from './harness.js';
import {stage} from './states.mjs';

/** The trees that Chromium gave, which were read and agreed to: `states.e2e.ts` keeps them. */
const trees = (import.meta as unknown as {glob(files: string, how: object): {readonly [file: string]: string}}).glob(
  './trees/*.txt',
  {query: '?raw', import: 'default', eager: true},
);

/** What a person acts on or is told of; how text around it is divided into nodes, each engine has ways of its own. */
const roles = ['button', 'checkbox', 'combobox', 'dialog', 'heading', 'image', 'link', 'radio', 'radiogroup', 'textbox', 'alert'];

interface Named {
  readonly role: string;
  readonly name: string;
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** How many elements the engine itself gives each role and name. */
    accessible: (wanted: readonly Named[]) => Promise<number[]>;
  }
}

/** Each role and name of a tree, and how often it is there. */
function expectedOf(tree: string): Map<string, {named: Named; count: number}> {
  const found = new Map<string, {named: Named; count: number}>();
  for (const [, role = '', quoted = ''] of tree.matchAll(/^ *(\w+) ("(?:[^"\\]|\\.)*")/gm)) {
    if (!roles.includes(role)) continue;
    const named = {role, name: JSON.parse(quoted) as string};
    const key = `${role} ${quoted}`;
    found.set(key, {named, count: (found.get(key)?.count ?? 0) + 1});
  }
  return found;
}

useElements();

describe('roles and names, as the engine computes them', () => {
  // What was asked for is confirmed by a collector, which is there end to end only.
  it.each(shownStates.filter(({name}) => name !== 'call: callback, asked for'))(
    'of $name are those that were agreed to',
    async state => {
      await stage(state);

      const expected = expectedOf(trees[`./trees/${state.name.replace(/[^a-z]+/g, '-')}.txt`]!);
      const counts = await commands.accessible([...expected.values()].map(({named}) => named));

      expect(Object.fromEntries([...expected.keys()].map((key, i) => [key, counts[i]]))).toEqual(
        Object.fromEntries([...expected].map(([key, {count}]) => [key, count])),
      );
    },
  );
});
