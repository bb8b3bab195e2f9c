import {expect} from 'vitest';
import {defineFault} from './fault.js';
import {crashTab, pressMany} from './page-steps.js';
import {openScene} from './scene.js';
import {reset} from './steps.js';

defineFault({
  number: 66,
  title: 'two tabs answer at the same time, and both are killed',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    chaos.always(reset());
    const tabs = [visitor.page, await visitor.newPage()];

    // From the second round on all is loaded, and both press in the same instant.
    for (let round = 1; round <= 4; round++) {
      const scores = [lab.between(0, 10), lab.between(0, 10)];
      await Promise.all(tabs.map(page => pressMany(page, scores)));
      const promised = (): number => lab.ledger.durableIds.size;
      await expect.poll(promised, {timeout: 30_000}).toBeGreaterThanOrEqual(round * tabs.length * scores.length);
    }
    for (const page of tabs) await crashTab(page);
    lab.fired();
    visitor.page = await visitor.context.newPage();

    await lab.settle(visitor, collector);
  },
});
