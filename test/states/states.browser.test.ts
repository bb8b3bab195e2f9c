import axe from 'axe-core';
import {afterEach, beforeAll, describe, expect, it} from 'vitest';
import type {Client} from '../../src/page/client-port.js';
import {registry} from '../../src/page/registry.js';
import {clearPage, defineAll} from '../elements/harness.js';
import {looks, stage, states} from './states.mjs';

beforeAll(defineAll);
afterEach(() => {
  clearPage();
  delete registry().client;
});

const idle = {flush() {}, later: () => () => new Promise(() => {})} as unknown as Client;

// One state of an element and mode, the same in each engine: `states.e2e.ts` shows Chromium all of them, and
// `npm run test:full` shows them to every engine.
const isWhole = (import.meta as {env?: {[name: string]: string}}).env?.['VITE_ALL_STATES'] === '1';

describe.each(Object.entries(looks))('in %s', (_name, look) => {
  it.each(states.filter(({isFirst}) => isWhole || isFirst))('$name has no fault that axe finds', async state => {
    registry().client = idle;
    await stage(state, look);

    const {violations} = await axe.run(document.querySelector('main')!, {rules: {region: {enabled: false}}});

    expect(
      violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => `${id}: ${html} ${failureSummary}`)),
    ).toEqual([]);
  });
});
