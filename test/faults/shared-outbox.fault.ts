import {expect} from 'vitest';
import {defineFault} from './fault.js';
import {crashTab, giveMany} from './page-steps.js';
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

    await Promise.all(tabs.map(page => giveMany(visitor, lab.between(2, 4), page)));
    const promised = lab.ledger.durableIds.size;
    for (const page of tabs) await crashTab(page);
    lab.fired();
    visitor.page = await visitor.context.newPage();

    await lab.settle(visitor, collector);
    expect(promised).toBeGreaterThanOrEqual(4);
  },
});
