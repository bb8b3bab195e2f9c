import {describe, expect, it} from 'vitest';
import {shapes, wireTypes, type CxData} from '../../src/events/catalogue.js';
import {toEnvelope} from '../../src/events/envelope.js';
import {eventSchema} from '../../src/events/schema.js';
import {eventProblems} from './harness.js';

const submitted: CxData<'cx.submitted'> = {
  site: 'shop.example',
  element: 'cx-nps',
  survey: 'nps:checkout',
  touchpoint: 'checkout',
  response: 'V1StGXR8_Z5jdHi6B-myT',
  seq: 2,
  partial: false,
  score: 9,
  scale: {min: 0, max: 10},
  category: 'promoter',
  answers: {
    score: 9,
    comment: 'Quick',
    reasons: ['delivery'],
    contact: {email: 'ann@example.com'},
    consents: [{kind: 'contact', text: 'We may contact you.', at: '2026-11-21T10:00:00.000Z'}],
  },
  asked: {question: 'How likely …?', ask: 'Why?'},
  context: {orderId: 'A1'},
  page: {url: 'https://shop.example/checkout'},
  locale: 'en',
  elapsedMs: 5200,
  lib: '1.0.0',
};

const envelope = (data: object = submitted) =>
  toEnvelope('cx.submitted', data as typeof submitted, 'id1', '2026-11-21T10:00:00.000Z', 'https://shop.example/checkout');

describe('the published schema', () => {
  it('accepts the event of the documentation, sent at any time', () => {
    const problems = eventProblems({...envelope(), senttime: '2026-11-21T10:00:01Z'});

    expect(problems).toEqual([]);
  });

  it.each([
    ['cx.shown', {site: 's', element: 'cx-nps', survey: 'nps'}],
    ['cx.dismissed', {site: 's', element: 'cx-nps', survey: 'nps', response: 'r'}],
    ['cx.called', {site: 's', element: 'cx-call', survey: 'call', response: 'r', channel: 'tel', number: '+358401234567'}],
    ['cx.lost', {site: 's', code: 'rejected', count: 2}],
  ] as const)('accepts the least that %s says', (type, data) => {
    const problems = eventProblems(toEnvelope(type, data as never, 'id1', '2026-11-21T10:00:00Z', 'https://shop.example/'));

    expect(problems).toEqual([]);
  });

  it('keeps room for members of later versions', () => {
    const problems = eventProblems({...envelope({...submitted, later: {deep: [1]}}), later: true});

    expect(problems).toEqual([]);
  });

  it.each([
    ['no site', {site: undefined}],
    ['a site with capitals', {site: 'Shop'}],
    ['no survey', {survey: undefined}],
    ['an empty survey', {survey: ''}],
    ['no response', {response: undefined}],
    ['a score in words', {score: 'nine'}],
    ['half a scale', {scale: {min: 0}}],
    ['a category of its own', {category: 'fan'}],
    ['a seq below zero', {seq: -1}],
    ['half a seq', {seq: 1.5}],
    ['answers as a list', {answers: []}],
    ['a comment of 5,001 characters', {answers: {comment: 'x'.repeat(5001)}}],
    ['21 keys of context', {context: Object.fromEntries(Array.from({length: 21}, (_, index) => [index, 'x']))}],
    ['numbers in the context', {context: {orderId: 1}}],
    ['a consent without its time', {answers: {consents: [{kind: 'contact', text: 'Yes'}]}}],
  ])('refuses %s', (_what, change) => {
    const problems = eventProblems(JSON.parse(JSON.stringify(envelope({...submitted, ...change}))));

    expect(problems).not.toEqual([]);
  });

  it.each([
    ['another version of CloudEvents', {specversion: '0.3'}],
    ['an unknown type', {type: 'cx.guessed'}],
    ['no id', {id: ''}],
    ['a long id', {id: 'x'.repeat(65)}],
    ['a time in words', {time: 'yesterday'}],
    ['no data', {data: undefined}],
  ])('refuses an envelope with %s', (_what, change) => {
    const problems = eventProblems(JSON.parse(JSON.stringify({...envelope(), ...change})));

    expect(problems).not.toEqual([]);
  });

  it('knows every type that a DOM event travels as', () => {
    const types = Object.values(wireTypes).filter(type => !(type in shapes));

    expect(types).toEqual([]);
  });

  it('is plain JSON', () => {
    const schema = eventSchema();

    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
