import {execFileSync} from 'node:child_process';
import {describe, expect, it} from 'vitest';

const module = new URL('../../src/collector/young-memory.ts', import.meta.url).href;

/** Makes and forgets objects until V8 would long have doubled its room again, and tells how large the room has become. */
const strain = `
  import {getHeapSpaceStatistics} from 'node:v8';
  import {setTimeout} from 'node:timers/promises';
  import {boundYoungMemory} from '${module}';
  if (process.argv[1] === 'bound') boundYoungMemory();
  const young = () => getHeapSpaceStatistics().find(space => space.space_name === 'new_space').space_size / 2 ** 20;
  const ring = [];
  const churn = () => { for (let n = 0; n < 2e5; n++) ring[n % 1e5] = {n, text: 'x' + n}; };
  for (let round = 0; round < 40 && young() < 30; round++) churn();
  await setTimeout(300);
  for (let round = 0; round < 40 && young() < 65; round++) churn();
  console.log(young());`;

const roomAfter = (how: 'bound' | 'free') =>
  Number(execFileSync(process.execPath, ['--input-type=module', '-e', strain, how], {encoding: 'utf8'}));

describe('boundYoungMemory', () => {
  it('ends the growth of the room for new objects', () => {
    expect(roomAfter('bound')).toBeLessThanOrEqual(64);
    expect(roomAfter('free')).toBeGreaterThan(64);
  }, 30_000);
});
