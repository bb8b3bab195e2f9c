import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import type {CxReview} from '../../src/elements/review/cx-review.js';
import {forget} from '../../src/page/forget.js';
import {configure} from '../../src/page/settings.js';
import {
  clearPage,
  defineAll,
  drawn,
  field,
  hear,
  hearNoMore,
  mount,
  parts,
  pick,
  radios,
  submit,
  textOf,
  write,
} from './harness.js';

beforeAll(defineAll);
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  clearPage();
  hearNoMore();
  sessionStorage.clear();
});

/** A review whose desk is open. */
const review = async (attributes = '') => {
  const el = await mount<CxReview>(`<cx-review ${attributes}></cx-review>`);
  await drawn(el);
  await vi.waitFor(() => expect(el.desk).toBeDefined());
  await el.updateComplete;
  return el;
};
const kept = () => Object.values({...sessionStorage}).join();
const press = async (el: CxReview, part: string) => {
  parts(el, part)[0]!.click();
  await el.updateComplete;
};

describe('the draft of <cx-review>', () => {
  it('is there again after a reload, with the score, as the same response', async () => {
    const heard = hear('cx-submit', 'cx-answer');
    const before = await review('product="sofa"');
    write(before, 'text', 'Soft');
    await pick(before, 4);
    await before.updateComplete;

    const after = await review('product="sofa"');
    const found = [after.value, field(after, 'text').value];
    await submit(after);

    expect(found).toEqual([4, 'Soft']);
    expect(heard.map(({type}) => type)).toEqual(['cx-answer', 'cx-submit']);
    expect(heard[1]!.detail.response).toBe(heard[0]!.detail.response);
    expect(heard[1]!.detail.seq).toBeGreaterThan(heard[0]!.detail.seq);
  });

  it('belongs to one survey, product and order', async () => {
    const before = await review('product="sofa" order="A1"');
    write(before, 'text', 'Soft');
    await before.updateComplete;

    const others = [];
    for (const other of ['product="lamp" order="A1"', 'product="sofa" order="A2"', 'survey="s" product="sofa" order="A1"'])
      others.push(field(await review(other), 'text').value);

    expect(others).toEqual(['', '', '']);
  });

  it.each([
    ['granted', ['Ann', 'ann@example.com']],
    ['unset', ['', '']],
    ['denied', ['', '']],
  ] as const)('with consent %s holds of name and e-mail %j', async (consent, expected) => {
    configure({consent});
    const before = await review();
    write(before, 'text', 'Soft');
    write(before, 'name', 'Ann');
    write(before, 'email', 'ann@example.com');
    await before.updateComplete;

    const stored = kept();
    const after = await review();

    expect(field(after, 'text').value).toBe('Soft');
    expect([field(after, 'name').value, field(after, 'email').value]).toEqual(expected);
    expect(stored.includes('ann@example.com')).toBe(consent === 'granted');
  });

  it('is not kept where nothing may be remembered', async () => {
    configure({remember: 'none'});
    const el = await review();

    write(el, 'text', 'Soft');
    await el.updateComplete;

    expect(sessionStorage).toHaveLength(0);
  });

  it('is gone once the review is sent', async () => {
    const el = await review();
    write(el, 'text', 'Soft');
    await pick(el, 4);
    const before = sessionStorage.length;

    await submit(el);

    expect([before, sessionStorage.length]).toEqual([1, 0]);
  });

  it('is gone once the visitor is forgotten, or has taken back every word', async () => {
    const el = await review();
    write(el, 'text', 'Soft');
    await el.updateComplete;
    forget();
    const forgotten = sessionStorage.length;
    write(el, 'text', 'Firm');
    await el.updateComplete;
    const again = sessionStorage.length;

    write(el, 'text', '');
    await el.updateComplete;

    expect([forgotten, again, sessionStorage.length]).toEqual([0, 1, 0]);
  });

  it.each(['nonsense', '{"response":5}', '{"response":"r","score":99,"fields":{"text":7}}', '[]'])(
    'does no harm as %j',
    async text => {
      sessionStorage.setItem('cx:draft:review::', text);

      const el = await review();

      expect([el.value, field(el, 'text').value]).toEqual([null, '']);
    },
  );
});

describe('<cx-review> of several products', () => {
  const two = 'product="mug=Blue mug | pot=Teapot" order="A1"';

  it('names one product and keeps to the plain question for a bare key', async () => {
    const one = textOf(await review('product="mug=Blue mug"'), 'question');
    const bare = textOf(await review('product="mug"'), 'question');
    const own = textOf(await review('product="mug=Blue mug" question="Is the {product} good?"'), 'question');

    expect([one, bare, own]).toEqual(['How do you like Blue mug?', 'How do you like it?', 'Is the Blue mug good?']);
  });

  it('asks for one after another, each as a response of its own', async () => {
    const heard = hear('cx-submit');
    const el = await review(two);
    const where = () => [textOf(el, 'question'), el.shadowRoot!.querySelector('.position')?.textContent];
    const first = where();
    write(el, 'text', 'Blue');
    await pick(el, 5);
    await submit(el);
    const onward = textOf(el, 'next');

    await press(el, 'next');
    const second = where();
    const fresh = [el.value, field(el, 'text').value];
    await pick(el, 2);
    await submit(el);

    expect([first, second]).toEqual([
      ['How do you like Blue mug?', '1 of 2'],
      ['How do you like Teapot?', '2 of 2'],
    ]);
    expect(onward).toBe('Next: Teapot');
    expect(fresh).toEqual([null, '']);
    expect(heard.map(({detail}) => detail.answers)).toEqual([
      {score: 5, text: 'Blue', product: 'mug', order: 'A1'},
      {score: 2, product: 'pot', order: 'A1'},
    ]);
    expect(heard[0]!.detail.response).not.toBe(heard[1]!.detail.response);
    expect(parts(el, 'next')).toEqual([]);
  });

  it('asks nobody twice who they are', async () => {
    const el = await review(two);
    write(el, 'name', 'Ann');
    write(el, 'email', 'ann@example.com');
    write(el, 'title', 'Blue');
    await pick(el, 5);
    await submit(el);

    await press(el, 'next');

    expect(['name', 'email', 'title'].map(name => field(el, name).value)).toEqual(['Ann', 'ann@example.com', '']);
  });

  it('lets a product be left out', async () => {
    const heard = hear('cx-submit');
    const el = await review(two);
    await pick(el, 1);

    await press(el, 'skip');
    const second = [textOf(el, 'question'), el.value];
    await pick(el, 4);
    await submit(el);

    expect(second).toEqual(['How do you like Teapot?', null]);
    expect(heard.map(({detail}) => detail.answers)).toEqual([{score: 4, product: 'pot', order: 'A1'}]);
  });

  it('takes its leave in a friendly way where all were left out', async () => {
    const heard = hear('cx-submit', 'cx-partial');
    const el = await review(two);
    await press(el, 'skip');

    await press(el, 'skip');

    expect(textOf(el, 'thanks')).toBe('All right, maybe another time');
    expect(heard).toEqual([]);
  });

  it('goes on after a reload where it was left, and begins anew once all were asked', async () => {
    const before = await review(two);
    await pick(before, 5);
    await submit(before);
    const after = await review(two);
    const second = textOf(after, 'question');
    await pick(after, 5);
    await submit(after);

    const again = textOf(await review(two), 'question');

    expect([second, again]).toEqual(['How do you like Teapot?', 'How do you like Blue mug?']);
  });

  it('puts the focus on the stars of the next product', async () => {
    const el = await review(two);
    await pick(el, 5);
    await submit(el);

    await press(el, 'next');

    await vi.waitFor(() => expect(el.shadowRoot!.activeElement).toBe(radios(el)[0]));
  });
});
