import {describe, expect, test} from 'vitest';
import {byteLength, cutBatch} from '../../src/delivery/batch.js';

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

  test('is empty when nothing waits', () => {
    expect(cutBatch([])).toEqual([]);
  });
});

describe('byteLength', () => {
  test('counts UTF-8 bytes, not letters', () => {
    expect(byteLength('é😀')).toBe(6);
  });
});
