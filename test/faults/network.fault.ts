import {expect} from 'vitest';
import {defineFault} from './fault.js';
import {openScene} from './scene.js';
import {answer, loseAnswer} from './steps.js';

defineFault({
  number: 38,
  title: 'the response is lost after the commit',
  layer: 'network',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    chaos.always(loseAnswer());

    await visitor.giveAnswers(5);
    await expect.poll(async () => (await collector.rows()).length).toBeGreaterThan(0);
    await lab.settle(visitor, collector);

    expect(Math.max(...chaos.sends().values())).toBeGreaterThan(1);
  },
});

defineFault({
  number: 40,
  title: 'the endpoint refuses for an hour, then it is put right',
  layer: 'network',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    chaos.always(answer(lab.pick([401, 403, 404])));

    await visitor.giveAnswers(5);
    await visitor.hear(({code}) => code === 'endpoint-misconfigured');
    expect((await visitor.status()).waiting).toBeGreaterThanOrEqual(5);
    await lab.settle(visitor, collector);
  },
});
