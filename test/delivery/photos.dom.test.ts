import {describe, expect, it, vi} from 'vitest';
import {createUpload, uploadAddress, type UploadReply} from '../../src/delivery/photos.js';
import type {PhotoUpload} from '../../src/page/client-port.js';

const photo = (more: Partial<PhotoUpload> = {}): PhotoUpload => ({
  endpoint: '',
  site: 'shop.example',
  response: 'r 1',
  photo: 'p1',
  body: new Blob(['x'], {type: 'image/jpeg'}),
  signal: new AbortController().signal,
  onProgress() {},
  ...more,
});

/** Uploads against these replies, in order; waits take no time and are noted. */
const upload = async (replies: UploadReply[], more: Partial<PhotoUpload> = {}) => {
  const urls: string[] = [];
  const waits: number[] = [];
  const clock = {
    now: () => 0,
    random: () => 0.5,
    later(delayMs: number, task: () => void) {
      waits.push(delayMs);
      task();
      return () => {};
    },
  };
  const post = vi.fn(async (url: string) => {
    urls.push(url);
    return Promise.resolve(replies.shift() ?? {status: 0});
  });
  const result = await createUpload('https://c.example/api/events', post, clock, async () => {})(photo(more));
  return {result, urls, waits};
};

describe('uploadAddress', () => {
  it.each([
    ['https://c.example/events', 'https://c.example/uploads?site=shop.example&response=r+1&photo=p1'],
    ['https://c.example/api/events?key=1', 'https://c.example/api/uploads?site=shop.example&response=r+1&photo=p1'],
    ['', undefined],
    ['javascript:alert(1)', undefined],
  ])('is beside %j', (endpoint, expected) => {
    expect(uploadAddress(endpoint, photo())).toBe(expected);
  });
});

describe('createUpload', () => {
  it.each([200, 201])('takes %i for sent', async status => {
    expect(await upload([{status}])).toMatchObject({result: 'sent', waits: []});
  });

  it.each([400, 401, 403, 404, 409, 413, 415, 422])('takes %i for final', async status => {
    expect(await upload([{status}])).toMatchObject({result: 'refused', waits: []});
  });

  it.each([0, 408, 425, 429, 500, 503])('tries again after %i', async status => {
    const {result, urls, waits} = await upload([{status}, {status: 201}]);

    expect(result).toBe('sent');
    expect(urls[0]).toBe(urls[1]);
    expect(waits).toEqual([1500]);
  });

  it('waits as long as it is asked to, and no longer than somebody looks on', async () => {
    const replies = [{status: 429, retryAfter: '7'}, {status: 503, retryAfter: '3600'}, {status: 201}];

    expect((await upload(replies)).waits).toEqual([7000, 30_000]);
  });

  it('gives up after five tries', async () => {
    expect(await upload([])).toMatchObject({result: 'failed', urls: {length: 5}});
  });

  it('sends nothing that was taken out', async () => {
    expect(await upload([], {signal: AbortSignal.abort()})).toMatchObject({result: 'failed', urls: []});
  });

  it('goes to the endpoint of the element where it has one', async () => {
    const {urls} = await upload([{status: 201}], {endpoint: 'https://other.example/events'});

    expect(urls[0]).toMatch(/^https:\/\/other\.example\/uploads\?/);
  });
});
