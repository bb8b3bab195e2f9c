import {onTestFinished} from 'vitest';
import {createCollector, type Collector, type CollectorOptions} from '../../src/collector/collector.js';
import {newDatabase} from './engines.js';

/** When the fake clock stands. */
export const noon = Date.parse('2026-11-21T12:00:00Z');

/** The admin token of every collector made here. */
export const token = 'a-token-for-tests';

/** A real collector on a real database, closed after the test. */
export function openCollector(options: CollectorOptions = {}): Collector {
  const collector = createCollector({
    adminToken: token,
    now: () => noon,
    reportWorker: new URL('./source-worker.mjs', import.meta.url),
    dashboard: new URL('../../src/collector/dashboard/', import.meta.url),
    ...options,
    database: options.database ?? newDatabase(),
  });
  onTestFinished(() => collector.close());
  return collector;
}

/** An answer as the client sends it; `data` adds to or replaces members of its data. */
export function answer(
  id: string,
  data: Record<string, unknown> = {},
  envelope: Record<string, unknown> = {},
): Record<string, unknown> {
  const score = 'score' in data ? data['score'] : 9;
  return {
    specversion: '1.0',
    id,
    source: 'https://shop.example/checkout',
    type: 'cx.submitted',
    subject: 'nps',
    time: '2026-11-21T11:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:cx-elements:event:1',
    senttime: '2026-11-21T12:00:00.000Z',
    ...envelope,
    data: {
      site: 'shop.example',
      element: 'cx-nps',
      survey: 'nps',
      response: `response-of-${id}`,
      seq: 1,
      partial: false,
      score,
      scale: {min: 0, max: 10},
      answers: {score},
      ...data,
    },
  };
}

/** Posts a body as JSON and returns the answer of the collector. */
export function post(collector: Collector, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return collector(
    new Request('http://collector.example/events', {
      method: 'POST',
      headers: {'content-type': 'application/cloudevents-batch+json', ...headers},
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
}

/** Posts events and returns the status of each. */
export async function statuses(collector: Collector, events: unknown): Promise<string[]> {
  const {results} = (await (await post(collector, events)).json()) as {results: {status: string}[]};
  return results.map(({status}) => status);
}

/** Reads a path with the admin token. */
export function get(
  collector: Collector,
  path: string,
  headers: Record<string, string> = {authorization: `Bearer ${token}`},
): Promise<Response> {
  return collector(new Request(`http://collector.example${path}`, {headers}));
}

/** What the reading routes answer, each its own members. */
export interface Reading {
  readonly groups: Record<string, unknown>[];
  readonly series: Record<string, unknown>[];
  readonly lost: Record<string, unknown>[];
  readonly items: Record<string, unknown>[];
  readonly next: string | null;
}

/** Reads JSON with the admin token. */
export async function read(collector: Collector, path: string): Promise<Reading> {
  return (await get(collector, path)).json() as Promise<Reading>;
}

/** The responses that stand in the report. */
export async function listed(collector: Collector): Promise<Record<string, unknown>[]> {
  return (await read(collector, '/api/responses?test=1&limit=500')).items;
}
