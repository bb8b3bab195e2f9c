import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {startPurge} from '../../src/collector/purge.js';
import {SqliteStore} from '../../src/collector/sqlite-store.js';
import {temporaryFolder} from './engines.js';
import {answer, listed, noon, openCollector, post} from './harness.js';

const [hour, day] = [60 * 60 * 1000, 24 * 60 * 60 * 1000];

beforeEach(() => void vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']}));
afterEach(() => void vi.useRealTimers());

/** A database with one answer of noon, and a purge with a retention of ten days whose clocks the test turns. */
async function keepTenDays() {
  const database = `${temporaryFolder()}/cx.sqlite`;
  const collector = openCollector({database});
  await post(collector, [answer('a')]);
  const clock = {wall: noon, counted: 5000};
  const store = new SqliteStore(database);
  const stop = startPurge(
    store,
    10 * day,
    () => clock.wall,
    entry => expect.fail(entry.message),
    () => clock.counted,
  );
  /** Lets the hourly purge run, and waits for its end. */
  const tick = async () => {
    vi.advanceTimersByTime(hour);
    await new Promise(resolve => setImmediate(resolve));
    return (await listed(collector)).length;
  };
  const close = async () => {
    await stop();
    await store.close();
  };
  return {clock, tick, close};
}

describe('retention', () => {
  it('deletes nothing when the clock jumps ten years ahead', async () => {
    const {clock, tick, close} = await keepTenDays();

    clock.wall += 3650 * day;
    clock.counted += hour;

    expect(await tick()).toBe(1);
    await close();
  });

  it('deletes nothing more when the clock is put back, and goes on when it is right again', async () => {
    const {clock, tick, close} = await keepTenDays();
    clock.counted += 11 * day;

    clock.wall -= 365 * day;
    expect(await tick()).toBe(1);
    clock.wall = noon + 11 * day;

    expect(await tick()).toBe(0);
    await close();
  });
});

describe('a server clock that jumps back', () => {
  it('loses no answer, refuses none, and keeps the order in which they came', async () => {
    let now = noon;
    const collector = openCollector({now: () => now, rateLimit: 1000, database: `${temporaryFolder()}/cx.sqlite`});
    await post(collector, [answer('before', {response: 'r', seq: 1, score: 1})]);

    now -= 365 * day;
    const response = await post(collector, [answer('after', {response: 'r', seq: 2, score: 2})]);

    expect(await response.json()).toEqual({results: [{id: 'after', status: 'stored'}]});
    expect(await listed(collector)).toMatchObject([{score: 2}]);
  });
});
