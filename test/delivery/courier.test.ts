import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {Endpoint, Page} from './harness.js';

const hourMs = 3_600_000;

describe('createCourier', () => {
  let endpoint: Endpoint;
  let page: Page;

  beforeEach(async () => {
    endpoint = new Endpoint();
    await endpoint.open();
    page = new Page();
    page.endpoint = endpoint.url;
  });

  afterEach(() => endpoint.close());

  const ids = () => endpoint.posts.map(({events}) => events.map(({id}) => id));
  const results = (result: object) => {
    endpoint.answer = ({events}, response) =>
      response
        .writeHead(200, {'content-type': 'application/json'})
        .end(JSON.stringify({results: events.map(({id}) => ({id, ...result}))}));
  };

  test('erases an answer once the endpoint has named it as stored', async () => {
    results({status: 'stored'});
    await page.act('a');

    await page.courier.drain(true);

    expect(await page.waiting()).toEqual([]);
    expect(page.heard).toEqual([{name: 'cx-accepted', id: 'a', response: 'r-a', status: 'stored'}]);
  });

  test('sends a batch as plain text to another origin, each event with the time of this attempt', async () => {
    await page.act('a');

    await page.courier.drain(true);

    expect(endpoint.posts[0]).toMatchObject({
      type: 'text/plain;charset=utf-8',
      events: [{id: 'a', type: 'cx.submitted', subject: 'nps', specversion: '1.0', senttime: '2026-03-01T12:00:00.000Z'}],
    });
  });

  test('sends answers before impressions and all in one request', async () => {
    await page.act('seen', {name: 'cx-show'});
    await page.act('a');

    await page.courier.drain(true);

    expect(ids()).toEqual([['a', 'seen']]);
  });

  test('waits no longer than it set out to when the clock is set back meanwhile', async () => {
    endpoint.answer = (_post, response) => response.writeHead(503).end();
    await page.act('a');
    await page.courier.drain(true);
    endpoint.answer = (_post, response) => response.writeHead(204).end();
    page.clock.time -= 365 * 24 * hourMs;

    await page.courier.drain(true);

    expect(ids()).toEqual([['a'], ['a']]);
    expect(await page.waiting()).toEqual([]);
  });

  test('keeps an answer through a refused connection and sends it when the page comes back online', async () => {
    const {url} = endpoint;
    page.endpoint = 'http://127.0.0.1:1/events';
    await page.act('a');
    await page.courier.drain(true);

    page.endpoint = url;
    page.courier.hurry(() => true);
    await page.courier.drain(true);

    expect(ids()).toEqual([['a']]);
  });

  test('sends what an earlier page left', async () => {
    endpoint.answer = (_post, response) => response.writeHead(500).end();
    await page.act('a');
    await page.courier.drain(true);
    endpoint.answer = (_post, response) => response.writeHead(204).end();

    page.reload();
    page.clock.time += 2000;
    await page.courier.drain(true);

    expect(ids()).toEqual([['a'], ['a']]);
    expect(await page.waiting()).toEqual([]);
  });

  test('leaves an endpoint alone for as long as it asks, on the next page too', async () => {
    endpoint.answer = (_post, response) => response.writeHead(429, {'retry-after': '600'}).end();
    await page.act('a');
    await page.courier.drain(true);

    page.reload();
    await page.courier.drain(true);
    const early = endpoint.posts.length;
    page.clock.time += 601_000;
    await page.courier.drain(true);

    expect([early, endpoint.posts.length]).toEqual([1, 2]);
    expect(page.heard[0]).toMatchObject({name: 'cx-problem', code: 'rate-limited'});
  });

  test('parks an answer at a wrong address, tries hourly and delivers once that is right', async () => {
    endpoint.answer = (_post, response) => response.writeHead(404).end();
    await page.act('a');
    await page.courier.drain(true);
    await page.courier.drain(true);
    expect(endpoint.posts).toHaveLength(1);
    expect(await page.parked()).toBe(1);
    expect(page.heard[0]).toMatchObject({code: 'endpoint-misconfigured', status: 404});

    endpoint.answer = (_post, response) => response.writeHead(204).end();
    page.clock.time += hourMs;
    await page.courier.drain(true);

    expect(await page.waiting()).toEqual([]);
  });

  test('does not follow a redirect', async () => {
    endpoint.answer = (_post, response) => response.writeHead(307, {location: 'http://127.0.0.1:1/elsewhere'}).end();
    await page.act('a');

    await page.courier.drain(true);

    expect(await page.waiting()).toEqual(['a']);
    expect(await page.parked()).toBe(1);
  });

  test('takes a page of HTML for no confirmation', async () => {
    endpoint.answer = (_post, response) => response.writeHead(200, {'content-type': 'text/html'}).end('<p>Welcome');
    await page.act('a');

    await page.courier.drain(true);

    expect(await page.waiting()).toEqual(['a']);
  });

  test('finds the one refused event among eight, buries it and has the loss counted', async () => {
    endpoint.answer = ({events}, response) => response.writeHead(events.some(({id}) => id === 'bad') ? 400 : 204).end();
    for (const id of ['a', 'b', 'c', 'bad', 'd', 'e', 'f', 'g']) await page.act(id);

    await page.courier.drain(true);

    expect(await page.waiting()).toEqual([]);
    expect(page.deadLetters()).toMatchObject([{id: 'bad', code: 'rejected'}]);
    expect(endpoint.posts.at(-1)?.events[0]).toMatchObject({id: 'lost-bad', type: 'cx.lost', data: {code: 'rejected', count: 1}});
    expect(endpoint.posts.length).toBeLessThanOrEqual(8);
  });

  test('buries what the collector calls invalid, and says why', async () => {
    results({status: 'invalid', reason: 'score'});
    await page.act('a');

    await page.courier.drain(true);

    expect(page.deadLetters()).toMatchObject([{id: 'a', reason: 'score'}]);
    expect(page.heard[0]).toMatchObject({name: 'cx-problem', code: 'rejected', reason: 'score'});
  });

  test('parks an event of a type that an older collector does not know', async () => {
    results({status: 'invalid', reason: 'type-unknown'});
    await page.act('a');

    await page.courier.drain(true);

    expect(await page.parked()).toBe(1);
  });

  test('halves a batch that is too large until it passes', async () => {
    endpoint.answer = ({events}, response) => response.writeHead(events.length > 1 ? 413 : 204).end();
    for (const id of ['a', 'b', 'c', 'd']) await page.act(id);

    await page.courier.drain(true);

    expect(await page.waiting()).toEqual([]);
  });

  test('never sends an event over 32 KiB', async () => {
    await page.act('a', {comment: 'x'.repeat(33_000)});

    await page.courier.drain(true);

    expect(page.deadLetters().map(({code}) => code)).toEqual(['too-large']);
    expect(ids()).toEqual([['lost-a']]);
  });

  test('drops an impression after five failures and keeps the answer', async () => {
    endpoint.answer = (_post, response) => response.writeHead(500).end();
    await page.act('seen', {name: 'cx-show'});
    await page.act('a');

    for (let round = 0; round < 5; round++) {
      await page.courier.drain(true);
      page.clock.time += hourMs;
    }

    expect(await page.waiting()).toEqual(['a']);
  });

  test('sends no impression once consent is denied', async () => {
    page.isDenied = true;
    await page.act('seen', {name: 'cx-show'});

    await page.courier.drain(true);

    expect(endpoint.posts).toEqual([]);
    expect(await page.waiting()).toEqual([]);
  });

  test('stops for a day where the endpoint is gone for good', async () => {
    endpoint.answer = (_post, response) => response.writeHead(410).end();
    await page.act('a');
    await page.courier.drain(true);

    page.clock.time += 23 * hourMs;
    page.reload();
    await page.courier.drain(true);

    expect(endpoint.posts).toHaveLength(1);
  });

  test('keeps answers while no endpoint is configured and sends them when one is', async () => {
    const {url} = endpoint;
    page.endpoint = '';
    await page.act('a', {endpoint: ''});
    await page.courier.drain(true);
    expect(await page.waiting()).toEqual(['a']);

    page.endpoint = url;
    await page.courier.drain(true);

    expect(await page.waiting()).toEqual([]);
  });

  test('sends an answer for an address of old to the one now configured', async () => {
    await page.act('a', {endpoint: 'http://127.0.0.1:1/old'});

    await page.courier.drain(true);

    expect(ids()).toEqual([['a']]);
  });

  test('gives up an address that an element named only when it fails', async () => {
    await page.act('a', {endpoint: 'http://127.0.0.1:1/own', own: true});
    await page.courier.drain(true);

    expect(ids()).toEqual([['a']]);
    expect(page.heard.map(({name}) => name)).toEqual(['cx-accepted']);
  });

  test('keeps an answer of another site for its own address', async () => {
    page.site = 'other.example';
    await page.act('a', {endpoint: ''});

    await page.courier.drain(true);

    expect(endpoint.posts).toEqual([]);
    expect(await page.waiting()).toEqual(['a']);
  });

  test('leaves a record alone that it cannot read, and sends the others', async () => {
    page.storage.setItem('cx:queue:broken', '{"endpoint"');
    page.storage.setItem('cx:queue:null', 'null');
    await page.act('a');

    await page.courier.drain(true);

    expect(ids()).toEqual([['a']]);
    expect(page.storage.getItem('cx:queue:broken')).toBe('{"endpoint"');
  });

  test('leaves to another tab what happened there, while that tab may send it or another one is sending', async () => {
    await page.act('a');
    page.reload();

    const next = await page.courier.drain(true);
    page.clock.time = next;
    await page.courier.drain(false);
    const before = endpoint.posts.length;
    await page.courier.drain(true);

    expect([before, endpoint.posts.length]).toEqual([0, 1]);
  });

  test('sends nothing twice that is still under way from when the page was left', async () => {
    endpoint.answer = () => {};
    await page.act('a');
    const first = page.courier.drain(true);
    await vi.waitFor(() => expect(endpoint.posts).toHaveLength(1));

    const left = page.courier.leave(true);
    await first;
    await page.courier.drain(true);

    await vi.waitFor(() => expect(endpoint.posts).toHaveLength(2));
    await endpoint.close();
    expect(await left).toBe(true);
    expect(ids()).toEqual([['a'], ['a']]);
    expect(await page.waiting()).toEqual(['a']);
  });

  test('comes back when the endpoint is due again', async () => {
    endpoint.answer = (_post, response) => response.writeHead(503, {'retry-after': '120'}).end();
    await page.act('a');

    expect(await page.courier.drain(true)).toBe(page.clock.time + 120_000);
  });

  test('backs off from an endpoint that asks for a short wait again and again', async () => {
    endpoint.answer = (_post, response) => response.writeHead(503, {'retry-after': '5'}).end();
    await page.act('a');
    for (let n = 0; n < 10; n++) page.clock.time = await page.courier.drain(true);

    expect((await page.courier.drain(true)) - page.clock.time).toBe(300_000);
  });

  test('backs off where the part that sorts out setbacks is out of reach too', async () => {
    page.hasSetbacks = false;
    endpoint.answer = (_post, response) => response.writeHead(500).end();
    await page.act('a');

    const next = await page.courier.drain(true);

    expect(next).toBeGreaterThan(page.clock.time);
    expect(await page.waiting()).toEqual(['a']);
  });

  test('sends more than one page of events, acts first', async () => {
    for (let n = 0; n < 70; n++) await page.act(`seen-${n}`, {name: 'cx-show'});
    for (let n = 0; n < 70; n++) await page.act(`a-${n}`);

    await page.courier.drain(true);

    expect(ids().flat()).toHaveLength(140);
    expect(new Set(ids().flat()).size).toBe(140);
    expect(ids().flat().slice(0, 70).every(id => id.startsWith('a-'))).toBe(true); // prettier-ignore
  });

  test('sends what the page still knows after its storage was wiped', async () => {
    await page.act('a');
    for (const key of Object.keys(page.storage)) page.storage.removeItem(key);

    await page.courier.drain(true);

    expect(ids()).toEqual([['a']]);
  });

  test('asks after an event for which the endpoint wants more time, not for the others', async () => {
    endpoint.answer = ({events}, response) => {
      const results = events.map(({id}) => ({id, status: id === 'b' ? 'retry' : 'stored'}));
      response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({results}));
    };
    for (const id of ['a', 'b', 'c']) await page.act(id);

    await page.courier.drain(true);

    expect(await page.waiting()).toEqual(['b']);
  });

  test('gives up an answer after seven days only when it has just failed again', async () => {
    endpoint.answer = (_post, response) => response.writeHead(500).end();
    await page.act('a');
    page.clock.time += 8 * 24 * hourMs;
    expect(await page.waiting()).toEqual(['a']);

    await page.courier.drain(true);

    expect(page.deadLetters().map(({id}) => id)).toEqual(['a']);
  });
});
