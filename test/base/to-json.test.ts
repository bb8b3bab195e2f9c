import {afterEach, describe, expect, it} from 'vitest';
import {toJson} from '../../src/base/to-json.js';

const patched = Array.prototype as {toJSON?: () => string};

afterEach(() => {
  delete patched.toJSON;
});

describe('toJson', () => {
  it('keeps a list a list, however deep, where a library of the page would make text of it', () => {
    patched.toJSON = () => 'a text';

    const text = toJson({reasons: ['price'], inner: {list: [[1], {more: [2]}]}});

    expect(text).toBe('{"reasons":["price"],"inner":{"list":[[1],{"more":[2]}]}}');
  });

  it('writes everything else as JSON.stringify() does', () => {
    const value = {at: new Date(0), none: undefined, text: 'é', list: [undefined, null], own: {toJSON: () => 1}};

    expect(toJson(value)).toBe(JSON.stringify(value));
  });
});
