import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {findEngine} from '../harness/engines.mjs';
import {answer, openCollector, post, read} from './harness.js';

const secret = 'a-secret-of-the-shop-and-the-collector';
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The sample of the README that signs an order. */
const sampleIn = (language: string): string =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))]
    .map(([, code]) => code!)
    .find(code => code.includes('CX_ORDER_SECRET'))!;

const run = (program: string, args: readonly string[]): string => {
  const {stdout, stderr, status} = spawnSync(program, args, {encoding: 'utf8', env: {...process.env, CX_ORDER_SECRET: secret}});
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
};

/** What the collector says about a review of the order of the samples. */
const isVerified = async (orderToken: string, order = 'A1'): Promise<unknown> => {
  const collector = openCollector({orderSecret: secret});
  const answers = {score: 5, product: 'sku-1', order, orderToken};
  await post(collector, [answer('a', {element: 'cx-review', survey: 'review', score: 5, scale: {min: 1, max: 5}, answers})]);
  return (await read(collector, '/api/reviews')).items[0]?.['verified'];
};

describe('an order signed as the README says', () => {
  it('in Node.js makes a review verified', async () => {
    const signed = run(process.execPath, ['-e', `${sampleIn('js')}; process.stdout.write(token)`]);

    expect(await isVerified(signed)).toBe(true);
    expect(await isVerified(signed, 'A2')).toBe(false);
  });

  const php = findEngine('php')?.[0];

  it.skipIf(!php)(`in PHP makes a review verified${php ? '' : ' (skipped: php is not on this machine)'}`, async () => {
    const signed = run(php!, ['-r', `${sampleIn('php')} echo $token;`]);

    expect(await isVerified(signed)).toBe(true);
    expect(await isVerified(signed, 'A2')).toBe(false);
  });
});
