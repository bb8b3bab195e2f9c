import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {configure, connect, send} from '../src/client.js';
import type {WireEventName} from '../src/events/catalogue.js';
import {fire as fireOurs} from '../src/page/fire.js';
import {registry} from '../src/page/registry.js';
import {exposeApi} from '../src/page/script-api.js';

const answer = {
  site: 'shop.example',
  element: 'cx-nps',
  survey: 'nps',
  response: 'r1',
  seq: 1,
  partial: false,
  answers: {score: 9},
};

/** The window has one client for good, as a page has; each test leaves its device and settings as it found them. */
connect();

describe('the client', () => {
  let heard: CustomEvent[];
  const listen = (event: Event) => heard.push(event as CustomEvent);
  const events = ['cx-stored', 'cx-problem'];

  const fire = (target: EventTarget, name: WireEventName, detail: object = answer) =>
    target.dispatchEvent(new CustomEvent(name, {bubbles: true, composed: true, cancelable: true, detail}));
  const records = () =>
    Object.keys(localStorage)
      .filter(key => key.startsWith('cx:queue:'))
      .map(key => JSON.parse(localStorage.getItem(key) ?? '') as {[name: string]: unknown});
  const settle = () => new Promise<void>(queueMicrotask);

  beforeEach(() => {
    heard = [];
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('No network in this test.')));
    for (const name of events) document.addEventListener(name, listen);
    document.body.innerHTML = '<cx-nps></cx-nps>';
  });

  afterEach(() => {
    for (const name of events) document.removeEventListener(name, listen);
    for (const key of Object.keys(registry().configured)) delete registry().configured[key as 'site'];
    registry().memory?.clear();
    registry().facts.clear();
    registry().scripts.clear();
    localStorage.clear();
    document.body.innerHTML = '';
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  test('writes an answer to the device before anything is sent, and says so on the element', async () => {
    const el = document.querySelector('cx-nps') as HTMLElement;

    fire(el, 'cx-submit');
    await settle();

    expect(records()).toMatchObject([{name: 'cx-submit', endpoint: '', own: false, data: answer}]);
    await vi.waitFor(() =>
      expect(heard[0]).toMatchObject({type: 'cx-stored', target: el, detail: {response: 'r1', durable: true}}),
    );
  });

  test('keeps nothing of an event that the page cancels, however late', async () => {
    const el = document.querySelector('cx-nps') as HTMLElement;
    el.addEventListener('cx-submit', event => event.preventDefault());

    fire(el, 'cx-submit');
    await settle();

    expect(records()).toEqual([]);
  });

  test('loses no answer to stopImmediatePropagation', async () => {
    const el = document.querySelector('cx-nps') as HTMLElement;
    el.addEventListener('cx-submit', event => event.stopImmediatePropagation());

    fire(el, 'cx-submit');
    await settle();

    expect(records()).toHaveLength(1);
  });

  test('freezes the answer at once, whatever the page does to it later', async () => {
    const el = document.querySelector('cx-nps') as HTMLElement;
    el.addEventListener('cx-submit', event => ((event as CustomEvent).detail.answers = {score: 0}));

    fire(el, 'cx-submit', {...answer});
    await settle();

    expect(records()).toMatchObject([{data: {answers: {score: 9}}}]);
  });

  test('leaves events of the same name alone that are not of this library', async () => {
    fire(document.body, 'cx-submit', {anything: 1});
    document.body.dispatchEvent(new Event('cx-submit', {bubbles: true}));
    await settle();

    expect(records()).toEqual([]);
  });

  test.each([
    ['a dismissal', 'cx-dismiss', {}, 1],
    ['a call', 'cx-call', {}, 1],
    ['an answer where nothing may be remembered', 'cx-submit', {remember: 'none'}, 0],
  ] as const)('writes %s to the device as consent allows', async (_what, name, settings, count) => {
    configure(settings);

    fire(document.body, name);
    await settle();

    expect(records()).toHaveLength(count);
  });

  test.each([
    ['no impression to the device without consent', {}, 0],
    ['an impression to the device with consent', {consent: 'granted'}, 1],
  ] as const)('writes %s', async (_what, settings, count) => {
    configure(settings);

    const {id} = await send('cx-show', {survey: 'own'});

    expect(records()).toHaveLength(count);
    expect(heard.map(({detail}) => (detail as {id?: string}).id)).not.toContain(id);
  });

  test('counts no impression of what has only just opened', async () => {
    configure({consent: 'granted'});

    fire(document.querySelector('cx-nps') as HTMLElement, 'cx-show');
    await settle();

    expect(records()).toEqual([]);
  });

  test('adds the visitor to answers only, and not once consent is denied', async () => {
    configure({visitor: {id: 'v1'}, consent: 'granted'});
    fire(document.body, 'cx-submit');
    await send('cx-show', {survey: 'nps'});
    configure({consent: 'denied'});
    fire(document.body, 'cx-submit', {...answer, response: 'r2'});
    await settle();

    const visitors = records().map(({data}) => (data as {visitor?: unknown}).visitor);
    expect(visitors.filter(visitor => visitor !== undefined)).toEqual([{id: 'v1'}]);
  });

  test.each([
    ['holds itself', () => { const visitor: {[key: string]: unknown} = {id: 'v1'}; visitor['self'] = visitor; return visitor; }], // prettier-ignore
    ['holds a BigInt', () => ({id: 4711n})],
  ])('keeps an answer without the visitor, where that %s', async (_what, visitor) => {
    configure({visitor: visitor() as {}}); // eslint-disable-line @typescript-eslint/no-empty-object-type

    fire(document.body, 'cx-submit');
    await settle();

    expect(records()).toMatchObject([{data: {...answer, visitor: 0}}]);
  });

  test('reads no visitor from a script tag', async () => {
    document.body.innerHTML = '<script type="text/x-none" data-cx-visitor="x" data-cx-site="shop"></script>';

    fire(document.body, 'cx-submit');
    await settle();

    expect((records()[0]?.['data'] as object) ?? {}).not.toHaveProperty('visitor');
  });

  test('keeps the endpoint of an element that has left the page with its last answer', async () => {
    const el = Object.assign(document.createElement('p'), {endpoint: '/own'});

    fireOurs(el, 'cx-partial', {...answer, partial: true} as never);
    await settle();

    expect(records()).toMatchObject([{endpoint: '/own', own: true}]);
  });

  test('forgets what waits, what was refused and who the visitor is', async () => {
    configure({visitor: {id: 'v1'}, remember: 'none'});
    fire(document.body, 'cx-submit');
    await settle();
    localStorage.setItem('cx:dead:1', '{}');
    exposeApi(connect()!.later);

    await registry().api?.forget();

    expect([registry().memory?.size, localStorage.length, registry().configured.visitor]).toEqual([0, 0, undefined]);
  });

  test('sends the acts of an own user interface with what is missing filled in', async () => {
    const stored = await send('cx-submit', {survey: 'own', score: 4, scale: {min: 1, max: 5}});

    expect(stored.durable).toBe(true);
    expect(records()).toMatchObject([{data: {element: 'custom', survey: 'own', seq: 1, partial: false, answers: {score: 4}}}]);
  });

  test('prefers the endpoint of the element, then configure(), then the script tag', async () => {
    document.body.innerHTML = '<script type="text/x-none" data-cx-endpoint="/tag"></script>';
    fire(document.body, 'cx-submit');
    configure({endpoint: '/configured'});
    fire(document.body, 'cx-submit');
    fire(Object.assign(document.body.appendChild(document.createElement('p')), {endpoint: '/own'}), 'cx-submit');
    await settle();

    expect(
      records()
        .map(({endpoint}) => endpoint)
        .sort(),
    ).toEqual(['/configured', '/own', '/tag']);
  });

  test('makes the calls that were pushed before, once, and those that are pushed later', () => {
    (window as {cxElements?: unknown}).cxElements = [['configure', {site: 'early'}], 'nonsense', ['nonsense', 1], null];
    vi.stubGlobal('reportError', () => {});

    exposeApi(connect()!.later);
    const early = registry().configured.site;
    (window.cxElements as unknown as unknown[][]).push(['configure', {site: 'late'}]);

    expect([early, registry().configured.site]).toEqual(['early', 'late']);
    expect(Object.keys(window.cxElements ?? {}).sort()).toEqual([
      'configure',
      'explain',
      'forget',
      'observe',
      'outbox',
      'registerLocale',
      'show',
      'version',
    ]);
  });

  test('ignores anything but an array where the page may push calls', () => {
    (window as {cxElements?: unknown}).cxElements = document.createElement('form');

    exposeApi(connect()!.later);

    expect(window.cxElements).toBe(registry().api);
  });
});
