import axe from 'axe-core';
import {describe, expect, it} from 'vitest';
import {shownStates, useElements} from './harness.js';
import {looks, stage} from './states.mjs';

useElements();

describe.each(Object.entries(looks))('in %s', (_name, look) => {
  it.each(shownStates)('$name has no fault that axe finds', async state => {
    await stage(state, look);

    const {violations} = await axe.run(document.querySelector('main')!, {rules: {region: {enabled: false}}});

    expect(
      violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => `${id}: ${html} ${failureSummary}`)),
    ).toEqual([]);
  });
});
