import {afterEach, describe, expect, test, vi} from 'vitest';
import {startDelivery} from '../../src/delivery/start.js';

const record = JSON.stringify({
  endpoint: 'https://cx.example/events',
  own: true,
  id: 'a',
  name: 'cx-submit',
  time: new Date().toISOString(),
  source: location.href,
  data: {site: 'shop', element: 'cx-nps', survey: 'nps', response: 'r', answers: {score: 9}},
});

describe('delivery on a page', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  test('tries again what failed on the way out of a page that was not left after all', async () => {
    const requests: {isLeaving: boolean; fail: () => void}[] = [];
    const hide = (isHidden: boolean) => {
      vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
      document.dispatchEvent(new Event('visibilitychange'));
    };
    vi.spyOn(Math, 'random').mockReturnValue(0);
    vi.stubGlobal(
      'fetch',
      (_url: string, {keepalive = false}: RequestInit) =>
        new Promise((_done, reject) => requests.push({isLeaving: keepalive, fail: () => reject(new TypeError('cut off'))})),
    );
    startDelivery({
      page: {configured: {}, memory: new Map([['a', record]]), scripts: new Set(), seen: new Set()},
      targets: new Map([['a', undefined]]),
      shown: [],
      take: async () => ({id: '', response: '', durable: false}),
      fire: () => true,
      setting: () => '',
      siteName: () => 'shop',
      isDenied: () => false,
      mayRemember: () => true,
    });

    hide(true);
    hide(false);
    expect(requests.map(({isLeaving}) => isLeaving)).toEqual([true]);
    requests[0]?.fail();

    await vi.waitFor(() => expect(requests.map(({isLeaving}) => isLeaving)).toEqual([true, false]));
  });
});
