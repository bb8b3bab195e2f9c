import {expect} from 'vitest';
import {countRecords, fillDatabase, fillStorage, lengthOfShopsRecords, limitQuota, queueKeys} from './device.js';
import {defineFault} from './fault.js';
import {openScene, type Scene} from './scene.js';
import {answer} from './steps.js';

/** Room for the database itself and a few hundred answers. */
const littleBytes = 400_000;

/** Waits until the page has sent all it has, what is only in its memory too. */
async function sendAll(visitor: Scene['visitor']): Promise<void> {
  const waiting = (): Promise<number> => visitor.retry().then(async () => (await visitor.status()).waiting);
  await expect.poll(waiting, {timeout: 30_000}).toBe(0);
}

defineFault({
  number: 19,
  title: 'the device is full before the answer',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    chaos.always(answer(503));
    const full = lab.pick(['of impressions', 'at all', 'of impressions, and at all', 'of the shop']);
    const isBlocked = full.endsWith('at all') && lab.random() < 0.7;
    await limitQuota(visitor.page, full.startsWith('of impressions') ? littleBytes : 1);
    const impressions = full.startsWith('of impressions') ? await fillDatabase(visitor.page, 'cx-elements', 'queue') : 0;
    const length = isBlocked || full === 'of the shop' ? await fillStorage(visitor.page) : 0;

    const stored = await visitor.giveAnswers(5);

    // Impressions make room; else localStorage keeps what it can; else the page says that only its memory does.
    const keys = await queueKeys(visitor.page);
    expect(keys.filter(key => key.startsWith('b'))).toEqual([]);
    const isKept = keys.length >= 5 || length === 0;
    expect(stored.map(({durable}) => durable)).toEqual(stored.map(() => isKept));
    if (!isKept) await visitor.hear(({code}) => code === 'storage-blocked');
    expect(await lengthOfShopsRecords(visitor.page)).toBe(length);
    lab.fired(impressions + length);
    chaos.heal();
    await sendAll(visitor);
    expect(lab.ledger.acceptedIds.size).toBeGreaterThanOrEqual(5);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 20,
  title: 'one huge record of the shop fills the device between two answers',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    chaos.always(answer(503));
    await limitQuota(visitor.page, littleBytes);
    const before = await visitor.giveAnswers(2);
    const where = lab.pick(['IndexedDB', 'localStorage', 'both']);
    const records = where === 'localStorage' ? 0 : await fillDatabase(visitor.page, 'shop', 'orders');
    const length = where === 'IndexedDB' ? 0 : await fillStorage(visitor.page);
    lab.fired(records + length);

    const after = await visitor.giveAnswers(3);

    expect(before.every(({durable}) => durable)).toBe(true);
    expect(after.map(({durable}) => durable)).toEqual(after.map(() => where !== 'both'));
    if (where === 'both') await visitor.hear(({code}) => code === 'storage-blocked');
    if (records) expect(await countRecords(visitor.page, 'shop', 'orders')).toBe(records);
    expect(await lengthOfShopsRecords(visitor.page)).toBe(length);
    chaos.heal();
    await sendAll(visitor);
    expect(lab.ledger.acceptedIds.size).toBeGreaterThanOrEqual(5);
    await lab.settle(visitor, collector);
  },
});
