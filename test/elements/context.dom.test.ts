import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {readContext} from '../../src/elements/context.js';
import {clearPage, defineAll, hear, hearNoMore, mount} from './harness.js';

beforeAll(defineAll);
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  clearPage();
  hearNoMore();
});

describe('the context of an answer', () => {
  it.each([
    ['data-order-id="A1" data-sku="S2"', {orderId: 'A1', sku: 'S2'}],
    ['data-order-id=""', undefined],
    ['', undefined],
    ['data-cx-endpoint="/x" data-v-1a2b="" data-v-app="1" data-reactroot="1" data-react-id="1"', {reactroot: '1'}],
    ['data-astro-cid="1" data-svelte-h="1" data-turbo-track="1" data-ng-version="1" data-test-id="1" data-test="1"', undefined],
    ['data-gtm-id="1" data-aos="fade" data-elementor-id="1" data-controller="x" data-action="x"', undefined],
    ['data-verdict="1" data-testament="1" data-aosta="1" data-gtmx="1"', {verdict: '1', testament: '1', aosta: '1', gtmx: '1'}],
    ['context="order-id sku" data-order-id="A1" data-sku="S2" data-other="x"', {orderId: 'A1', sku: 'S2'}],
    ['context="data-order-id" data-order-id="A1" data-other="x"', {orderId: 'A1'}],
    ['context="missing" data-order-id="A1"', undefined],
    ['context="" data-order-id="A1"', {orderId: 'A1'}],
  ])('of a tag with %s is %j', async (attributes, expected) => {
    const heard = hear('cx-show');

    await mount(`<cx-nps ${attributes}></cx-nps>`);

    expect(heard[0]!.detail.context).toEqual(expected);
  });

  it('is the object of the property, and nothing else', async () => {
    const el = await mount('<cx-nps data-order-id="A1"></cx-nps>');

    el.context = {basket: 3, paid: true, coupon: null, note: '', zero: 0};

    expect(readContext(el)).toEqual({basket: '3', paid: 'true', zero: '0'});
  });

  it.each([
    ['an e-mail address', 'ann@example.com', false],
    ['an e-mail address among words', 'from ann@example.com today', false],
    ['a card number', '4111 1111 1111 1111', false],
    ['a card number with dashes', '4111-1111-1111-1111', false],
    ['a signed token', 'eyJhbGciOi.eyJzdWIi.abc', false],
    ['a secret key', 'sk_live4eC39HqLyjWD', false],
    ['a long token', 'a1B2'.repeat(16), false],
    ['an order number', '2026-000123', true],
    ['a product code', 'SKU-4111-B', true],
    ['a phone-like number', '12345678901', true],
    ['a sentence', 'The long sofa in grey, made of oak and wool, with three cushions and feet', true],
    ['a name with an at sign', '@alder', true],
  ])('holds %s as it may', async (_what, value, travels) => {
    const heard = hear('cx-problem');
    const el = await mount('<cx-nps></cx-nps>');
    el.dataset['note'] = value;

    const context = readContext(el);
    await vi.waitFor(() => expect(heard).toHaveLength(travels ? 0 : 1));

    expect(context).toEqual(travels ? {note: value} : undefined);
    if (!travels) expect(heard[0]!.detail).toMatchObject({code: 'context-personal'});
  });

  it('never repeats a personal value in a warning', async () => {
    const heard = hear('cx-problem');

    await mount('<cx-nps data-customer="ann.example@example.com"></cx-nps>');

    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(heard[0]!.detail.message).toMatch(/^cx-nps: expected "data-customer" to be free of personal data, got "ann…"\./);
    expect(heard[0]!.detail.message).not.toContain('example');
  });

  it('holds at most 20 keys of 200 characters', async () => {
    const heard = hear('cx-problem');
    const el = await mount('<cx-nps></cx-nps>');
    el.context = {
      long: 'a b '.repeat(51),
      fits: 'a b '.repeat(50),
      ...Object.fromEntries(Array.from({length: 20}, (_, at) => [`k${at}`, 1])),
    };

    const context = readContext(el)!;
    await vi.waitFor(() => expect(heard).toHaveLength(2));

    expect(Object.keys(context)).toHaveLength(20);
    expect(Object.keys(context)).not.toContain('long');
    expect(heard.map(({detail}) => detail.code)).toEqual(['context-too-large', 'context-too-large']);
  });
});
