import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import type {CxReview} from '../../src/elements/review/cx-review.js';
import {dataProblems} from '../events/harness.js';
import {clearPage, defineAll, drawn, field, hear, hearNoMore, mount, parts, pick, radios, submit, write} from './harness.js';

beforeAll(defineAll);
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  clearPage();
  hearNoMore();
});

const review = async (attributes = '') => {
  const el = await mount<CxReview>(`<cx-review ${attributes}></cx-review>`);
  await drawn(el);
  return el;
};
const hrefs = (el: Element) => parts(el, 'link').map(link => [link.textContent, link.getAttribute('href')]);

describe('<cx-review>', () => {
  it('shows its whole form from the first moment', async () => {
    const el = await review();

    const labels = [...el.shadowRoot!.querySelectorAll('label.label')].map(label => label.textContent);
    expect(radios(el).map(radio => radio.getAttribute('aria-label'))).toEqual([
      '1 of 5, Very bad',
      '2 of 5',
      '3 of 5',
      '4 of 5',
      '5 of 5, Very good',
    ]);
    expect(labels).toEqual([
      'A headline, if you like',
      'What would you tell a friend about it?',
      'Your name, shown with the review',
      'Your e-mail, never shown',
    ]);
  });

  it('sends what was written, with the product and the order', async () => {
    const heard = hear('cx-submit');
    const el = await review('product="sofa" order="A1"');
    write(el, 'title', ' Lovely ');
    write(el, 'text', ' Soft and firm. ');
    write(el, 'name', 'Ann');
    write(el, 'email', 'ann@example.com');
    await pick(el, 5);

    await submit(el);

    expect(dataProblems('cx.submitted', heard[0]!.detail)).toEqual([]);
    expect(heard[0]!.detail.answers).toEqual({
      score: 5,
      title: 'Lovely',
      text: 'Soft and firm.',
      name: 'Ann',
      email: 'ann@example.com',
      product: 'sofa',
      order: 'A1',
    });
  });

  it('keeps what was typed before the stars, and leaves out what is empty', async () => {
    const heard = hear('cx-submit');
    const el = await review();
    write(el, 'text', 'Fine');
    write(el, 'name', '   ');

    await pick(el, 3);
    await submit(el);

    expect(heard[0]!.detail.answers).toEqual({score: 3, text: 'Fine'});
  });

  it('counts kindly down to min-length and sends only then', async () => {
    const heard = hear('cx-submit');
    const el = await review('min-length="10"');
    await pick(el, 4);
    const note = () => el.shadowRoot!.querySelector('#text-note')?.textContent;

    write(el, 'text', 'Fine  ');
    await el.updateComplete;
    const hint = note();
    await submit(el);
    const invalid = field(el, 'text').getAttribute('aria-invalid');
    write(el, 'text', 'Fine, thanks');
    await el.updateComplete;
    const after = note();
    await submit(el);

    expect(hint).toBe('A few more words would help others: 6 characters to go.');
    expect(invalid).toBe('true');
    expect(after).toBe(undefined);
    expect(heard).toHaveLength(1);
  });

  it('counts as one what its writer sees as one character', async () => {
    const el = await review('min-length="5"');

    write(el, 'text', '😀😀');
    await el.updateComplete;

    expect(el.shadowRoot!.querySelector('#text-note')?.textContent).toContain('3 characters to go');
  });

  it('shows everyone the same links, reward and policy, in the same order, whatever the score, from the first moment to the end', async () => {
    const same =
      'links="google=https://g.example/r trustpilot=https://t.example/r" reward="5 % off" terms-url="/terms" policy-url="/reviews"';
    const seen = new Set<string>();
    const look = (el: Element) =>
      seen.add(
        [...el.shadowRoot!.querySelectorAll(':is([part=reward], [part=links], [part=policy])')]
          .map(node => node.outerHTML.replace(/<!--.*?-->/g, ''))
          .join('\n'),
      );

    look(await mount<CxReview>(`<cx-review ${same}></cx-review>`));
    for (const score of [1, 2, 3, 4, 5]) {
      const el = await review(same);
      look(el);
      await pick(el, score);
      look(el);
      await submit(el);
      look(el);
    }

    expect([...seen]).toHaveLength(1);
    expect([...seen][0]).toMatch(/5 % off.*Terms[^]*Google.*Trustpilot[^]*How we check reviews/);
  });

  it.each([1, 3, 5])('says with a score of %i that a reward was promised', async score => {
    const heard = hear('cx-submit');
    const el = await review('reward="5 % off"');

    await pick(el, score);
    await submit(el);

    expect(dataProblems('cx.submitted', heard[0]!.detail)).toEqual([]);
    expect(heard[0]!.detail.answers['incentivised']).toBe(true);
  });

  it.each(['terms-url', 'policy-url'])('refuses a script as %s', async name => {
    const heard = hear('cx-problem');

    const el = await review(`reward="5 % off" ${name}="javascript:alert(1)"`);

    expect(el.shadowRoot!.querySelector('[part=reward] a, [part=policy] a')).toBe(null);
    await vi.waitFor(() => expect(heard.map(({detail}) => detail.code)).toEqual(['link-refused']));
  });

  it('hands the signed order on and shows it nowhere', async () => {
    const heard = hear('cx-submit');
    const el = await review('order="A1" order-token="v1.c2VjcmV0"');

    await pick(el, 4);
    const before = el.shadowRoot!.innerHTML;
    await submit(el);

    expect(heard[0]!.detail.answers).toMatchObject({order: 'A1', orderToken: 'v1.c2VjcmV0'});
    expect(before + el.shadowRoot!.innerHTML).not.toContain('c2VjcmV0');
  });

  it('sends the consent line along with an e-mail, and only then', async () => {
    const heard = hear('cx-submit');
    const consent = '<span slot="consent"> You may write to me about this. </span>';
    const one = await mount<CxReview>(`<cx-review>${consent}</cx-review>`);
    await drawn(one);
    write(one, 'email', 'ann@example.com');
    await pick(one, 5);
    await submit(one);
    const other = await mount<CxReview>(`<cx-review>${consent}</cx-review>`);
    await drawn(other);
    await pick(other, 5);
    await submit(other);

    expect(dataProblems('cx.submitted', heard[0]!.detail)).toEqual([]);
    expect(heard[0]!.detail.answers.consents).toEqual([
      {kind: 'contact', text: 'You may write to me about this.', at: expect.any(String) as string},
    ]);
    expect(heard[1]!.detail.answers.consents).toBe(undefined);
  });

  it('draws no row of links where there are none', async () => {
    const el = await review();

    expect(parts(el, 'links')).toEqual([]);
  });

  it('names links as people know them and opens them apart from the page', async () => {
    const el = await review('links="google=https://g.example/r 2gis=https://2.example/ shopauskunft=https://s.example/?a=b&c=d"');

    expect(hrefs(el)).toEqual([
      ['Google', 'https://g.example/r'],
      ['2GIS', 'https://2.example/'],
      ['Shopauskunft', 'https://s.example/?a=b&c=d'],
    ]);
    expect(parts(el, 'link').every(link => link.getAttribute('rel') === 'noopener noreferrer')).toBe(true);
  });

  it('names a link as it is written, also one that is named like a part of the language', async () => {
    const el = await review('links="constructor=https://c.example/ toString=https://t.example/"');

    expect(hrefs(el)).toEqual([
      ['Constructor', 'https://c.example/'],
      ['ToString', 'https://t.example/'],
    ]);
  });

  it('takes links as an array', async () => {
    const el = await review();
    el.links = ['google=https://g.example/r', 'trustpilot=https://t.example/r'];
    await el.updateComplete;

    expect(hrefs(el)).toEqual([
      ['Google', 'https://g.example/r'],
      ['Trustpilot', 'https://t.example/r'],
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://g.example/1',
    'file:///etc/passwd',
    'http://g.example/r',
    '//g.example/r',
    '/r',
    'g.example/r',
    'https:',
    'https://',
    'https://ann@g.example/r',
    'https://ann:secret@g.example/r',
    'https://:secret@g.example/r',
    '',
  ])('refuses a link to %j and keeps the good one beside it', async bad => {
    const heard = hear('cx-problem');
    const el = await review();

    el.links = [`bad=${bad}`, 'google=https://g.example/r'];
    await el.updateComplete;

    expect(hrefs(el)).toEqual([['Google', 'https://g.example/r']]);
    await vi.waitFor(() => expect(heard.map(({detail}) => detail.code)).toEqual(['link-refused']));
  });

  it('says so where a link has no name', async () => {
    const heard = hear('cx-problem');

    const el = await review('links="https://g.example/r trustpilot=https://t.example/r"');

    await vi.waitFor(() => expect(heard.map(({detail}) => detail.code)).toEqual(['link-refused']));
    expect(hrefs(el)).toEqual([['Trustpilot', 'https://t.example/r']]);
  });

  it.each([[{}], [5], [true], [null]])('shows no links for %j', async given => {
    const el = await review();

    el.links = given as unknown as string;
    await el.updateComplete;

    expect(parts(el, 'links')).toEqual([]);
  });
});
