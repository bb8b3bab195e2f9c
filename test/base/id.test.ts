import {describe, expect, it} from 'vitest';
import {createId} from '../../src/base/id.js';

describe('an id', () => {
  it('has twenty-one characters that need no escaping anywhere', () => {
    expect(createId()).toMatch(/^[\w-]{21}$/);
  });

  it('is another one each time', () => {
    expect(new Set(Array.from({length: 10_000}, createId)).size).toBe(10_000);
  });

  it('sorts after those of earlier milliseconds', () => {
    const first = createId();
    const start = Date.now();
    while (Date.now() === start);

    expect(createId() > first).toBe(true);
  });
});
