import {describe, expect, test} from 'vitest';
import {createSender} from '../../src/delivery/sender.js';
import {StillClock} from './harness.js';

/** What a page that has wrapped `fetch` resolves a request with. */
const post = (answer: unknown) =>
  createSender(async () => answer as Response, new StillClock(), 'https://shop.example').post('https://cx.example/events', []);

describe('createSender', () => {
  test('takes a 2xx of any make for a confirmation', async () => {
    expect(await post(new Response(null, {status: 204}))).toMatchObject({isOk: true, status: 204});
  });

  test.each([[undefined], [null], ['ok'], [{ok: true, status: 200, headers: new Headers(), body: null}]])(
    'takes %j, which is no response, for none',
    async answer => {
      expect(await post(answer)).toEqual({isOk: false});
    },
  );
});
