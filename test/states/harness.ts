import {afterEach, beforeAll, beforeEach} from 'vitest';
import type {Client} from '../../src/page/client-port.js';
import {registry} from '../../src/page/registry.js';
import {clearPage, defineAll} from '../elements/harness.js';
import {states} from './states.mjs';

const isWhole = (import.meta as {env?: {[name: string]: string}}).env?.['VITE_ALL_STATES'] === '1';

/**
 * One state of an element and mode, the same in each engine: `states.e2e.ts` shows Chromium all of them, and
 * `npm run test:full` shows them to every engine.
 */
export const shownStates = states.filter(({isFirst}) => isWhole || isFirst);

/** Registers all elements, beside a client that never delivers. */
export function useElements(): void {
  beforeAll(defineAll);
  beforeEach(() => {
    registry().client = {flush() {}, later: () => () => new Promise(() => {})} as unknown as Client;
  });
  afterEach(() => {
    clearPage();
    delete registry().client;
  });
}
