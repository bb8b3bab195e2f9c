import {afterEach, beforeAll, describe, expect, it} from 'vitest';
import type {CxNps} from '../../src/elements/nps/cx-nps.js';
import {clearPage, defineAll, mount} from './harness.js';

beforeAll(defineAll);
afterEach(clearPage);

describe('theme', () => {
  it('holds when a framework sets the property', async () => {
    const el = await mount<CxNps>('<cx-nps></cx-nps>');

    el.theme = 'dark';
    await el.updateComplete;

    expect(el.getAttribute('theme')).toBe('dark');
  });

  it('writes no attribute of its own', async () => {
    const el = await mount<CxNps>('<cx-nps></cx-nps>');

    expect(el.hasAttribute('theme')).toBe(false);
  });
});
