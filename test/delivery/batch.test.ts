import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {byteLength, cutBatch, maxBatchBytes, maxBatchEvents, maxEventBytes} from '../../src/delivery/batch.js';

const events = (count: number, bytes: number) => Array.from({length: count}, (_, index) => ({index, bytes}));

describe('cutBatch', () => {
  test('takes at most fifty events', () => {
    expect(cutBatch(events(60, 100))).toHaveLength(50);
  });

  test('takes at most 48 KiB', () => {
    expect(cutBatch(events(60, 10_000))).toHaveLength(4);
  });

  test('takes one event of the greatest size', () => {
    expect(cutBatch(events(1, 32 * 1024))).toHaveLength(1);
  });

  test('keeps the order', () => {
    expect(cutBatch(events(3, 10)).map(({index}) => index)).toEqual([0, 1, 2]);
  });

  test('sends all in order, in as few requests of bounded size as go, and what is too large always alone', () => {
    fc.assert(
      fc.property(fc.array(fc.record({bytes: fc.nat({max: 40_000})}), {maxLength: 200}), all => {
        const sent: {bytes: number}[] = [];
        for (let rest = all; rest.length;) {
          const batch = cutBatch(rest);
          const bytes = batch.reduce((sum, one) => sum + one.bytes + 48, 2);
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(maxBatchEvents);
          if (batch.some(one => one.bytes > maxEventBytes)) expect(batch).toHaveLength(1);
          else expect(bytes).toBeLessThanOrEqual(maxBatchBytes);
          sent.push(...batch);
          rest = rest.slice(batch.length);
        }
        expect(sent).toEqual(all);
      }),
    );
  });

  test('is empty when nothing waits', () => {
    expect(cutBatch([])).toEqual([]);
  });
});

describe('byteLength', () => {
  test('counts UTF-8 bytes, not letters', () => {
    expect(byteLength('é😀')).toBe(6);
  });
});
