import {expect} from 'vitest';
import type {ChaosServer} from './chaos-server.js';
import {defineFault} from './fault.js';
import {openScene} from './scene.js';
import {answer} from './steps.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What a wait may be longer than it should: the page works meanwhile. */
const slackMs = 5 * second;

/** No impressions: each post is about an answer, so the times between posts say what answers wait. */
const quiet = {clock: true, shop: {attributes: 'data-cx-consent="denied"'}};

/** The posts' times by the page's clock, oldest first. */
const sentTimes = (chaos: ChaosServer): number[] => chaos.requests.map(({sentAt}) => sentAt).sort((a, b) => a - b);

const isDelivered = (chaos: ChaosServer, ids: readonly (string | undefined)[]) => () => {
  const confirmed = new Set(chaos.requests.filter(({status}) => status === 200).flatMap(one => one.ids));
  return ids.every(id => id && confirmed.has(id));
};

defineFault({
  number: 35,
  title: 'the endpoint fails some times, then it answers',
  layer: 'network',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab, quiet);
    const failures = lab.between(4, 7);
    chaos.next(...Array.from({length: failures}, () => answer(lab.pick([500, 502, 503, 504]))));

    await visitor.giveAnswers(4);
    await visitor.passTime(chaos, () => chaos.requests.length > failures, hour);

    const times = sentTimes(chaos);
    for (let n = 1; n <= failures; n++)
      expect(times[n]! - times[n - 1]!, `wait ${n}`).toBeLessThanOrEqual(Math.min(5 * minute, second * 3 ** n) + slackMs);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 36,
  title: 'the endpoint asks to be left alone for a while',
  layer: 'network',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab, quiet);
    const variants = [
      {header: '90', leastMs: 90 * second, mostMs: 90 * second},
      {header: new Date(Date.now() + 2 * minute).toUTCString(), leastMs: 110 * second, mostMs: 2 * minute},
      {header: '0', leastMs: second, mostMs: 3 * second},
      {header: '-5', leastMs: 0, mostMs: 3 * second},
      {header: 'soon', leastMs: 0, mostMs: 3 * second},
      {header: '315360000', leastMs: day, mostMs: day},
    ];
    const {header, leastMs, mostMs} = variants[lab.seed % variants.length]!;
    chaos.next(answer(429, {'retry-after': header}));
    const first = await visitor.giveAnswer(5);
    await expect.poll(() => chaos.requests[0]?.isOver).toBe(true);
    await visitor.status();

    const other = await visitor.newPage();
    const later = await visitor.giveAnswer(3, {page: other});
    await visitor.passTime(chaos, isDelivered(chaos, [first.id, later.id]), 2 * day);

    const [refusedAt = 0, nextAt = 0] = sentTimes(chaos);
    expect(nextAt - refusedAt).toBeGreaterThanOrEqual(leastMs - second);
    expect(nextAt - refusedAt).toBeLessThanOrEqual(mostMs + slackMs);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 37,
  title: 'the endpoint is unavailable for a day',
  layer: 'network',
  full: true,
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab, quiet);
    const hours = 24;
    // The collector itself asks for five seconds when its database is away.
    chaos.always(answer(503, lab.seed % 2 ? {'retry-after': '5'} : {}));
    await visitor.giveAnswers(3);
    const from = sentTimes(chaos)[0] ?? 0;

    const most = 20 * hours;
    await visitor.passTime(
      chaos,
      () => (sentTimes(chaos).at(-1) ?? 0) - from > hours * hour || chaos.requests.length > most,
      2 * day,
    );

    expect(chaos.requests.length).toBeLessThanOrEqual(most);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 44,
  title: 'the endpoint says that it is gone for good',
  layer: 'network',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab, quiet);
    chaos.always(answer(410));
    await visitor.giveAnswers(2);
    await visitor.hear(({code}) => code === 'endpoint-misconfigured');
    const before = chaos.requests.length;
    await visitor.page.reload();
    await visitor.giveAnswers(3);
    const stoppedAt = sentTimes(chaos)[0]!;
    chaos.heal();

    await visitor.passTime(chaos, () => chaos.requests.length > before, 2 * day);

    expect(sentTimes(chaos)[before]! - stoppedAt).toBeGreaterThanOrEqual(day - second);
    await lab.settle(visitor, collector);
  },
});
