import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {Waiting} from '../../src/delivery/event-store.js';
import type {DeliveryPorts} from '../../src/delivery/ports.js';
import {tellProblem} from '../../src/delivery/tell-problem.js';
import {tellTrouble} from '../../src/delivery/trouble.js';
import {registry} from '../../src/page/registry.js';
import {configure, mayRemember, setting} from '../../src/page/settings.js';

describe('delivery tells the page', () => {
  let heard: string[];
  const listen = (event: Event) => heard.push((event as CustomEvent<{code: string}>).detail.code);

  const waiting = (...more: Partial<Waiting>[]) => more.map((one, index) => ({id: String(index), endpoint: '', isAct: true, ...one}) as Waiting); // prettier-ignore
  const tell = (events: readonly Waiting[]) => {
    const targets = new Map(events.map(({id}) => [id, document.body] as const));
    tellTrouble({targets, setting, mayRemember} as unknown as DeliveryPorts, {own: () => [...events], isDurable: () => true});
  };

  beforeEach(() => {
    heard = [];
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.spyOn(console, 'error').mockImplementation(() => {});
    document.addEventListener('cx-problem', listen);
  });

  afterEach(() => {
    document.removeEventListener('cx-problem', listen);
    const {configured, reported} = registry();
    for (const key of Object.keys(configured)) delete configured[key as 'site'];
    reported?.clear();
    vi.restoreAllMocks();
  });

  it('once that there is no endpoint, however many answers wait and however often it looks', () => {
    tell(waiting({}, {}, {}));
    tell(waiting({}));

    expect(heard).toEqual(['endpoint-missing']);
  });

  it('once of a site that is none', () => {
    configure({site: 'Not A Site', endpoint: '/events'});

    tell(waiting({}, {}));
    tell([]);

    expect(heard).toEqual(['site-invalid']);
  });

  it.each([
    ['blocked-by-csp', 0],
    ['rate-limited', 429],
    ['endpoint-misconfigured', 404],
    ['unreachable', 0],
  ])('once of an endpoint that is %s', (code, status) => {
    tellProblem(document.body, code, {endpoint: 'https://c.example/events', status});
    tellProblem(document.body, code, {endpoint: 'https://c.example/events', status});

    expect(heard).toEqual([code]);
    expect(console.warn).toHaveBeenCalledTimes(1);
  });

  it('of each answer that is lost', () => {
    tellProblem(document.body, 'rejected', {id: '1', response: 'r1', element: 'cx-nps', reason: 'score'});
    tellProblem(document.body, 'rejected', {id: '2', response: 'r2', element: 'cx-nps', reason: 'score'});

    expect(heard).toEqual(['rejected', 'rejected']);
    expect(console.error).toHaveBeenCalledWith(
      'cx-nps: expected "answer" to be accepted by the endpoint, got "score". (rejected)',
    );
  });

  it.each([
    [
      {consent: 'yes'},
      'cx-elements: expected "consent" to be one of unset, granted, denied, got "yes". Using "denied". (choice-invalid)',
    ],
    [{remember: 'all'}, 'cx-elements: expected "remember" to be one of acts, none, got "all". Using "none". (choice-invalid)'],
  ])('of %j', (settings, message) => {
    configure(settings as object);

    tell([]);
    tell([]);

    expect(heard).toEqual(['choice-invalid']);
    expect(console.warn).toHaveBeenCalledWith(message);
  });

  it('of a visitor that is no object', () => {
    configure({endpoint: '/events'});

    tell(waiting({isBare: true}, {isBare: true}));

    expect(heard).toEqual(['visitor-invalid']);
  });
});
