import type {CxReview} from '../../src/elements/review/cx-review.js';
import {afterEach, beforeAll, beforeEach, describe, expect, it, vi, type MockInstance} from 'vitest';
import type {CxElement} from '../../src/elements/cx-element.js';
import {clearPage, defineAll, drawn, hear, hearNoMore, mount, parts, radios} from './harness.js';

beforeAll(defineAll);

const surveys = ['cx-nps', 'cx-rating', 'cx-effort', 'cx-review'];
const all = [...surveys, 'cx-call'];
const html = '<img src=x onerror=alert(1)>';
const long = (length: number) => 'x'.repeat(length);
const variants = (name: string) => [name, `${name}-detractor`, `${name}-passive`, `${name}-promoter`];

/** The line that the console shows, and the code at its end. */
const line = (tag: string, name: string, code: string) =>
  new RegExp(`^${tag}: expected "${name}" to be [^]+, got "[^]{0,80}"\\.( .+)? \\(${code}\\)$`);

/** Free text: it is kept as it is, and never becomes markup. */
const free = [html, '', '   ', '{brand}', '$&$1', 'null', 'زائر\u202e', '\\|=', '\u0000'];

/** What a page's own script may set and no text can be made of, or only with care. */
const unspeakable = [
  Object.create(null),
  Symbol('cx'),
  7n,
  [Symbol('cx'), 7n, Object.create(null)],
  {send: Symbol('cx'), left: 7, thanks: Object.create(null)},
  {
    toString() {
      throw new Error('No text.');
    },
  },
];

/** By attribute: where it is known, its code, and values that are bad. */
const bad: {tags: string[]; name: string; code: string; values: string[]; rest?: string}[] = [
  {tags: all, name: 'endpoint', code: 'endpoint-invalid', values: ['javascript:alert(1)', 'events', '//evil.example/', 'data:text/plain,', 'ftp://x.example/', ' /events', '?x']}, // prettier-ignore
  {tags: all, name: 'theme', code: 'choice-invalid', values: ['blue', 'DARK', ' dark', 'false', html, '0']},
  {tags: all, name: 'survey', code: 'text-too-long', values: [long(129), long(500), html.repeat(9), 'é'.repeat(200)]},
  {tags: all, name: 'touchpoint', code: 'text-too-long', values: [long(65), long(500), html.repeat(9), 'é'.repeat(200)]},
  {
    tags: ['cx-nps', 'cx-effort'],
    name: 'brand',
    code: 'text-too-long',
    values: [long(201), long(9000), html.repeat(9), '\n'.repeat(300)],
  },
  {tags: surveys, name: 'question', code: 'text-too-long', values: [long(5001), long(9000), html.repeat(300), '\n'.repeat(6000)]},
  {tags: surveys, name: 'no-comment', code: 'boolean-false', values: ['false']},
  {tags: all, name: 'open', code: 'boolean-false', values: ['false']},
  {
    tags: surveys,
    name: 'value',
    code: 'number-invalid',
    values: ['-1', '11', '2.2', 'five', 'NaN', 'Infinity', '1e9', '٣', ' ', html],
  },
  {
    tags: surveys,
    name: 'contact',
    code: 'choice-invalid',
    values: ['fax', 'EMAIL', 'email|phone', 'true', html],
    rest: 'value="2"',
  },
  {tags: ['cx-rating'], name: 'look', code: 'choice-invalid', values: ['stars', 'STAR', 'constructor', '__proto__', html]},
  {
    tags: ['cx-rating'],
    name: 'max',
    code: 'number-invalid',
    values: ['1', '0', '-5', '12', '3.5', 'ten', 'Infinity', '1e3', ' ', html],
  },
  {tags: ['cx-rating'], name: 'step', code: 'number-invalid', values: ['0.25', '2', '-1', 'half', 'NaN', '0', html]},
  {tags: ['cx-rating'], name: 'step', code: 'number-invalid', values: ['0.5'], rest: 'look="emoji"'},
  {tags: ['cx-rating'], name: 'max', code: 'number-invalid', values: ['3', '5'], rest: 'look="thumb"'},
  {tags: ['cx-review'], name: 'min-length', code: 'number-invalid', values: ['-1', '5001', '1.5', 'ten', 'Infinity', html]},
  {tags: ['cx-review'], name: 'links', code: 'link-refused', values: ['google', 'google=', '=https://g.example/', 'g=http://g.example/', 'g=javascript:alert(1)', 'https://g.example/']}, // prettier-ignore
  {
    tags: ['cx-call'],
    name: 'tel',
    code: 'tel-invalid',
    values: ['', '12', 'none', '+', '0800 SHOES', 'javascript:alert(1)', long(90), html],
  },
  {tags: ['cx-call'], name: 'label', code: 'text-too-long', values: [long(201), long(900), html.repeat(9), '\n'.repeat(300)]},
];

const cases = bad.flatMap(({tags, values, rest, ...one}) =>
  tags.flatMap(tag =>
    values.map(value => ({tag, value, rest: rest ?? (tag === 'cx-call' && one.name !== 'tel' ? 'tel="112"' : ''), ...one})),
  ),
);

describe('bad input', () => {
  let warnings: MockInstance<typeof console.warn>;
  let errors: MockInstance<typeof console.error>;

  beforeEach(() => {
    warnings = vi.spyOn(console, 'warn').mockImplementation(() => {});
    errors = vi.spyOn(console, 'error').mockImplementation(() => {});
  });

  afterEach(() => {
    expect(errors).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    clearPage();
    hearNoMore();
  });

  /** An element with one attribute, drawn, and drawn once more. */
  const show = async (tag: string, name: string, value: string, rest = '') => {
    document.body.innerHTML = `<template><${tag} ${rest}></${tag}></template>`;
    const el = document.querySelector('template')!.content.firstElementChild as CxElement;
    el.setAttribute(name, value);
    document.body.append(el);
    await drawn(el);
    el.requestUpdate();
    await el.updateComplete;
    return el;
  };

  it.each(cases)('<$tag $rest $name="$value"> is told once, with $code', async ({tag, name, value, rest, code}) => {
    const heard = hear('cx-problem');

    const el = await show(tag, name, value, rest);
    await vi.waitFor(() => expect(heard).not.toEqual([]));

    expect(warnings.mock.calls.flat().filter(text => !/^cx-call.*got ""/.test(String(text)) || value === '')).toEqual([
      expect.stringMatching(line(tag, name, code)),
    ]);
    expect(heard[0]).toMatchObject({target: el, detail: {code, message: warnings.mock.calls[0]![0]}});
    expect(new Set(heard.map(({detail}) => detail.message)).size).toBe(heard.length);
    expect(el.shadowRoot!.querySelector('script, img, [onerror]')).toBe(null);
  });

  it.each(surveys)('leaves <%s> with a scale to choose from, whatever is wrong', async tag => {
    const attributes = cases.filter(one => one.tag === tag && one.name !== 'open').map(({name, value}) => [name, value] as const);
    const el = await mount(`<${tag}></${tag}>`);

    for (const [name, value] of attributes) {
      el.setAttribute(name, value);
      await el.updateComplete;

      expect(radios(el).length, `${name}="${value}"`).toBeGreaterThan(1);
      expect(radios(el).every(radio => /^[\d.]+\b/.test(radio.getAttribute('aria-label')!))).toBe(true);
    }
  });

  it.each([
    ['look', 'stars', 5],
    ['max', 'ten', 5],
    ['max', '12', 5],
    ['step', '0.25', 5],
    ['step', '0', 5],
  ])('%s="%s" on <cx-rating> falls back to %i stars', async (name, value, count) => {
    const el = await show('cx-rating', name, value);

    expect(radios(el)).toHaveLength(count);
    expect(parts(el, 'option')[0]!.querySelector('svg')).not.toBe(null);
  });

  it.each(
    surveys.flatMap(tag =>
      [
        'question',
        'brand',
        'low-label',
        'high-label',
        'words',
        'context',
        ...variants('ask'),
        ...variants('reasons'),
        ...variants('thanks'),
      ].map(name => [tag, name] as const),
    ),
  )('<%s %s> takes any text for text', async (tag, name) => {
    const heard = hear('cx-problem');
    const el = await mount(`<${tag} value="2"></${tag}>`);

    for (const value of free) {
      el.setAttribute(name, value);
      await drawn(el);
      await el.reset();
    }
    el.shadowRoot!.querySelector('form')!.dispatchEvent(new Event('submit', {cancelable: true}));
    await el.updateComplete;

    expect(el.shadowRoot!.querySelector('script, img, [onerror]')).toBe(null);
    expect(warnings).not.toHaveBeenCalled();
    expect(heard).toEqual([]);
  });

  it.each([
    ['{x}', '{x}'],
    ['<b>', '<b>'],
    ['  ', undefined],
    ['|||', undefined],
    [long(300), long(200)],
    [42, '42'],
    [{}, '[object Object]'],
    [null, undefined],
    [['a', 7], 'a'],
  ])('<cx-review> takes %j for a product', async (value, expected) => {
    const heard = hear('cx-submit');
    const el = await mount<CxReview>('<cx-review value="4"></cx-review>');

    el.product = value as string;
    await drawn(el);
    el.shadowRoot!.querySelector('form')!.dispatchEvent(new Event('submit', {cancelable: true}));

    expect(heard[0]!.detail.answers.product).toBe(expected);
  });

  it.each(['order'])('<cx-review %s> takes any text for text, and cuts it at 200 characters', async name => {
    const heard = hear('cx-submit');
    for (const value of [html, '{x}', '  ', long(300)]) {
      const el = await mount('<cx-review value="4"></cx-review>');
      el.setAttribute(name, value);
      await drawn(el);
      el.shadowRoot!.querySelector('form')!.dispatchEvent(new Event('submit', {cancelable: true}));
    }

    expect(heard.map(({detail}) => (detail.answers as {[name: string]: string})[name])).toEqual([html, '{x}', '  ', long(200)]);
    await vi.waitFor(() =>
      expect(warnings.mock.calls.flat()).toEqual([expect.stringMatching(line('cx-review', name, 'text-too-long'))]),
    );
  });

  it.each([
    ['cx-nps', 'quesiton', 'question'],
    ['cx-nps', 'touchpont', 'touchpoint'],
    ['cx-nps', 'low-lable', 'low-label'],
    ['cx-nps', 'reasons-detracter', 'reasons-detractor'],
    ['cx-nps', 'nocomment', 'no-comment'],
    ['cx-rating', 'looks', 'look'],
    ['cx-review', 'minlength', 'min-length'],
    ['cx-review', 'prodcut', 'product'],
    ['cx-call', 'labal', 'label'],
    ['cx-nps', 'aks', 'ask'],
    ['cx-effort', 'end-point', 'endpoint'],
  ])('asks whether <%s %s> means %s', async (tag, name, meant) => {
    const heard = hear('cx-problem');

    const el = await mount<CxElement>(`<${tag} tel="112" ${name}="x"></${tag}>`);
    await vi.waitFor(() => expect(heard.map(({detail}) => detail.code)).toContain('attribute-unknown'));

    expect(warnings.mock.calls.flat()).toContain(
      `${tag}: expected "${name}" to be a known attribute, got "x". Did you mean "${meant}"? (attribute-unknown)`,
    );
    expect(el.shadowRoot!.childElementCount).toBeGreaterThan(0);
  });

  it.each([
    'id class style slot lang dir title hidden tabindex role part is inert translate nonce draggable popover itemprop exportparts',
    'accesskey autofocus contenteditable enterkeyhint inputmode spellcheck itemid',
    'data-order aria-label aria-busy onclick oncx-submit data-surve',
    ':open @click v-if v-on ng-if x-data x-open hx-get wire:model _ngcontent-abc _nghost-abc',
    'jsaction jsname bis_skin_checked cz-shortcut-listen',
    'show-when show-on show-to show-again snooze max-shows placement priority show-as show-from show-until prefill',
    'key ref name width height',
  ])('says nothing of %s', async names => {
    const heard = hear('cx-problem');

    for (const tag of all) {
      const el = await mount<CxElement>(`<${tag} ${tag === 'cx-call' ? 'tel="112"' : ''} ${names}></${tag}>`);
      await drawn(el);
    }
    // The look at attributes is loaded when needed: one that is told closes the row.
    await show('cx-nps', 'theme', 'blue');
    await vi.waitFor(() => expect(heard).not.toEqual([]));

    expect(warnings.mock.calls.flat()).toEqual([expect.stringMatching(/"theme"/)]);
  });

  it('is told once for many elements on the console, and on each element', async () => {
    const heard = hear('cx-problem');

    await mount('<cx-nps theme="blue"></cx-nps><cx-nps theme="blue"></cx-nps><cx-nps theme="blue"></cx-nps>');
    await vi.waitFor(() => expect(heard).toHaveLength(3));

    expect(warnings).toHaveBeenCalledTimes(1);
  });

  it('is told again when it changes to something else that is bad', async () => {
    const heard = hear('cx-problem');
    const el = await show('cx-nps', 'theme', 'blue');
    await vi.waitFor(() => expect(heard).toHaveLength(1));

    el.setAttribute('theme', 'green');
    await vi.waitFor(() => expect(heard).toHaveLength(2));

    expect(warnings).toHaveBeenCalledTimes(2);
  });

  it.each(
    surveys.flatMap(tag =>
      [
        'question',
        'brand',
        'ask',
        'reasons',
        'thanks',
        'words',
        'context',
        'survey',
        'touchpoint',
        'endpoint',
        'value',
        'theme',
        'contact',
        'lowLabel',
        'max',
        'links',
        'minLength',
        'tel',
      ].map(name => [tag, name] as const),
    ),
  )('as a property, <%s>.%s of any type breaks nothing', async (tag, name) => {
    const el = await mount(`<${tag} value="2"></${tag}>`);
    await drawn(el);

    for (const value of [null, undefined, 5, NaN, true, {}, [], [null, 3, {}], () => {}, ...unspeakable]) {
      (el as unknown as {[name: string]: unknown})[name] = value;
      await el.updateComplete;
      await drawn(el);
      await el.hide();
      await el.show();
    }

    expect(radios(el).length).toBeGreaterThan(1);
  });
});
