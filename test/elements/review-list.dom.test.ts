import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import type {CxReviewList} from '../../src/elements/review-list/cx-review-list.js';
import {registry} from '../../src/page/registry.js';
import {clearPage, defineAll, mount, parts} from './harness.js';

const warnings = vi.fn();
const asked = vi.fn<(url: URL) => void>();
let answer: (url: URL) => Promise<Response> | Response;

beforeAll(defineAll);
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(warnings);
  vi.stubGlobal('fetch', async (url: URL) => {
    asked(url);
    return answer(url);
  });
  registry().configured.endpoint = '/collector/events';
  registry().configured.site = 'shop';
  answer = () => json(page(3));
});
afterEach(() => {
  clearPage();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), {status});

const item = (n: number, more: object = {}): object => ({
  response: `r${n}`,
  score: 5 - (n % 5),
  title: `Title ${n}`,
  text: `Text ${n}`,
  name: `Name ${n}`,
  product: 'mug',
  verified: false,
  incentivised: false,
  locale: 'fi',
  occurredAt: new Date(Date.UTC(2026, 10, 20 - n)).toISOString(),
  photos: [],
  ...more,
});

const page = (count: number, next: string | null = null, from = 0): object => ({
  summary: {count: 8, mean: 4.26, distribution: {1: 1, 2: 0, 3: 0, 4: 2, 5: 5}},
  items: Array.from({length: count}, (_, n) => item(from + n)),
  next,
});

async function open(attributes = '', content = ''): Promise<CxReviewList> {
  const el = await mount<CxReviewList>(`<cx-review-list ${attributes}>${content}</cx-review-list>`);
  await settle(el);
  return el;
}

/** Resolves when a list has its answer and is drawn. */
async function settle(el: CxReviewList): Promise<void> {
  await vi.waitFor(() => expect(el.list).toBeDefined());
  await vi.waitFor(async () => {
    await el.updateComplete;
    expect(el.shadowRoot!.querySelector('[aria-busy=true]')).toBeNull();
  });
}

const reviews = (el: Element) => parts(el, 'review').map(review => review.querySelector('.title')?.textContent);
const told = (el: Element) => el.shadowRoot!.querySelector('[role=status]')?.textContent;
const data = (el: Element) => {
  const script = el.querySelector('script[type="application/ld+json"]');
  return script && (JSON.parse(script.textContent!) as {[name: string]: unknown});
};
/** happy-dom lays nothing out, so whether anything is seen is told it. */
const seen = (isSeen = true) =>
  vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue((isSeen ? [new DOMRect()] : []) as unknown as DOMRectList);

describe('<cx-review-list>', () => {
  it('asks beside the endpoint for a page of what is published', async () => {
    await open('product="mug=Blue mug" page-size="3"');

    const [[url]] = asked.mock.calls as [[URL]];
    expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual([
      '/collector/reviews',
      {site: 'shop', product: 'mug', limit: '3'},
    ]);
  });

  it('asks where src says, with what src asks for', async () => {
    await open('src="https://reviews.example/all.json?limit=4"');

    expect(asked.mock.calls.map(([url]) => url.href)).toEqual(['https://reviews.example/all.json?limit=4&site=shop']);
  });

  it('shows the mean, the number of reviews, and how they spread', async () => {
    const el = await open();

    const [summary] = parts(el, 'summary');
    expect(summary!.querySelector('.big')!.textContent).toBe('4.3');
    expect(summary!.querySelector('[role=img]')!.getAttribute('aria-label')).toBe('4.3 of 5');
    expect(summary!.textContent).toContain('8 reviews');
    expect([...summary!.querySelectorAll('li')].map(line => line.textContent!.replace(/\s+/g, ' ').trim())).toEqual([
      '5 of 5: 5 5',
      '4 of 5: 4 2',
      '3 of 5: 3 0',
      '2 of 5: 2 0',
      '1 of 5: 1 1',
    ]);
  });

  it('shows of each review what is known, in the language it was written in', async () => {
    const photos = ['/uploads/a.jpg', 'javascript:alert(1)', 'data:image/png;base64,AA', 'http://['];
    answer = () => json({...page(0), items: [item(0, {verified: true, incentivised: true, photos}), item(1, {name: null})]});

    const el = await open();

    const [first, second] = parts(el, 'review');
    expect([...first!.querySelectorAll('[part=mark]')].map(mark => mark.textContent)).toEqual([
      'Verified purchase',
      'Written for a reward',
    ]);
    expect([...first!.querySelectorAll<HTMLElement>('[lang]')].map(({lang, dir}) => [lang, dir])).toEqual([
      ['fi', 'auto'],
      ['fi', 'auto'],
    ]);
    expect([...first!.querySelectorAll('a')].map(link => new URL(link.href).pathname)).toEqual(['/uploads/a.jpg']);
    expect(first!.querySelector('.small')!.textContent!.replace(/\s+/g, ' ')).toContain('Name 0 · November 20, 2026');
    expect(second!.querySelectorAll('[part=mark]')).toHaveLength(0);
    expect(second!.textContent).toContain('A customer');
  });

  it('shows further pages, and takes the focus to what has come', async () => {
    answer = url => json(url.searchParams.get('cursor') ? page(2, null, 3) : page(3, 'c1'));
    const el = await open();
    expect(told(el)).toBe('3 of 8 shown');

    parts(el, 'more')[0]!.click();
    await vi.waitFor(() => expect(reviews(el)).toEqual(['Title 0', 'Title 1', 'Title 2', 'Title 3', 'Title 4']));
    await settle(el);

    expect(told(el)).toBe('5 of 8 shown');
    expect(parts(el, 'more')).toEqual([]);
    expect(el.shadowRoot!.activeElement?.textContent).toContain('Title 3');
  });

  it('says that there are none', async () => {
    answer = () => json({summary: {count: 0, mean: null, distribution: {}}, items: [], next: null});

    const el = await open();

    expect(told(el)).toBe('No reviews yet.');
    expect(parts(el, 'summary')).toEqual([]);
  });

  it.each([
    ['a refusal', () => json({error: {}}, 503), 'status 503'],
    ['something else', () => json([]), 'status 200'],
    ['no JSON', () => new Response('<html>'), 'no JSON'],
    ['no network', () => Promise.reject(new TypeError('offline')), 'no answer'],
  ])('tells of %s, and tries again when asked', async (_, bad, said) => {
    answer = bad;
    const el = await open();
    expect(el.shadowRoot!.querySelector('[role=alert]')!.textContent).toBe('The reviews could not be loaded.');
    await vi.waitFor(() => expect(warnings.mock.calls.join()).toContain(`got "${said} from http`));
    expect(warnings.mock.calls.join()).toContain('(reviews-unread)');

    answer = () => json(page(3));
    parts(el, 'more')[0]!.click();

    await vi.waitFor(() => expect(reviews(el)).toHaveLength(3));
    expect(el.shadowRoot!.querySelector('[role=alert]')).toBeNull();
  });

  it('keeps what it has when a further page cannot be had', async () => {
    answer = url => (url.searchParams.get('cursor') ? json({}, 500) : json(page(3, 'c1')));
    const el = await open();

    parts(el, 'more')[0]!.click();
    await vi.waitFor(() => expect(el.shadowRoot!.querySelector('[role=alert]')).not.toBeNull());
    expect(reviews(el)).toHaveLength(3);
    answer = () => json(page(2, null, 3));
    parts(el, 'more')[0]!.click();

    await vi.waitFor(() => expect(reviews(el)).toHaveLength(5));
  });

  it('follows its attributes', async () => {
    const el = await open('product="mug"');

    el.product = 'pot';
    await vi.waitFor(() => expect(asked.mock.calls.at(-1)![0].searchParams.get('product')).toBe('pot'));
    await settle(el);

    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('asks nobody and counts nothing', async () => {
    const heard = vi.fn();
    document.addEventListener('cx-show', heard);

    const el = await open();
    document.removeEventListener('cx-show', heard);

    expect(heard).not.toHaveBeenCalled();
    expect(el.open).toBe(true);
  });

  it('links to how reviews are checked, and to nothing else', async () => {
    const el = await open('policy-url="/checks"');
    const [origin] = parts(el, 'origin');
    expect(origin!.textContent).toContain('No review is left out for its score.');
    expect(origin!.querySelector('a')!.href).toMatch(/^http.*\/checks$/);

    el.policyUrl = 'javascript:alert(1)';
    await el.updateComplete;

    expect(parts(el, 'origin')[0]!.querySelector('a')).toBeNull();
    await vi.waitFor(() => expect(warnings.mock.calls.join()).toContain('(link-refused)'));
  });
});

describe('<cx-review-list> with reviews in the page', () => {
  const own = [
    '<article data-score="3" data-title="Old" data-date="2026-01-02">Fine.</article>',
    '<article data-score="5" data-title="New" data-date="2026-11-02" data-name="Anna" data-verified lang="en">Good. <img src="/a.jpg"></article>',
    '<article data-score="1" data-title="Undated" data-verified="false">No.</article>',
    '<p>No review.</p>',
  ].join('');

  it('shows them, newest first, by page, and asks nobody for others', async () => {
    const el = await open('page-size="2"', own);
    expect(reviews(el)).toEqual(['New', 'Old']);
    expect(parts(el, 'mark')).toHaveLength(1);
    expect(parts(el, 'photo')).toHaveLength(1);
    expect(told(el)).toBe('2 of 3 shown');
    expect(el.shadowRoot!.querySelector('.big')!.textContent).toBe('3.0');

    parts(el, 'more')[0]!.click();
    await vi.waitFor(() => expect(reviews(el)).toEqual(['New', 'Old', 'Undated']));

    expect(asked).not.toHaveBeenCalled();
    expect(el.shadowRoot!.activeElement?.textContent).toContain('Undated');
  });

  it('promises nothing that only a collector can know', async () => {
    const el = await open('', own);

    expect(parts(el, 'origin')).toEqual([]);
  });

  it('shows them until those of src have come, and where these cannot be had', async () => {
    answer = () => json({}, 500);
    const el = await open('src="/reviews.json"', own);
    expect(reviews(el)).toEqual(['New', 'Old', 'Undated']);
    expect(el.shadowRoot!.querySelector('[role=alert]')).toBeNull();

    answer = () => json(page(2));
    await el.reset();

    await vi.waitFor(() => expect(reviews(el)).toEqual(['Title 0', 'Title 1']));
  });

  it('keeps its content where there is nowhere to ask, and says so to the author of the page', async () => {
    delete registry().configured.endpoint;

    const el = await open('', '<p>Ask us.</p>');

    expect(el.shadowRoot!.querySelector('slot')!.hidden).toBe(false);
    await vi.waitFor(() => expect(warnings.mock.calls.join()).toContain('(src-missing)'));
  });
});

describe('<cx-review-list json-ld>', () => {
  it('tells of the product what is seen', async () => {
    seen();
    answer = () => json({...page(0), items: [item(0, {text: '</script><b>'}), item(1, {name: null}), item(2, {score: null})]});

    const el = await open('product="mug=Blue mug" json-ld');

    expect(data(el)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: 'Blue mug',
      aggregateRating: {'@type': 'AggregateRating', ratingValue: 4.3, bestRating: 5, worstRating: 1, reviewCount: 8},
      review: [
        {
          '@type': 'Review',
          author: {'@type': 'Person', name: 'Name 0'},
          datePublished: '2026-11-20',
          name: 'Title 0',
          reviewBody: '</script><b>',
          reviewRating: {'@type': 'Rating', ratingValue: 5, bestRating: 5, worstRating: 1},
        },
      ],
    });
    expect(el.querySelector('script')!.textContent).not.toContain('<');
  });

  it.each([
    ['of a product without a name', 'product="mug" json-ld', true],
    ['of a whole shop', 'json-ld', true],
    ['without the attribute', 'product="mug=Blue mug"', true],
    ['while nothing is seen', 'product="mug=Blue mug" json-ld', false],
  ])('tells nothing %s', async (_, attributes, isSeen) => {
    seen(isSeen);

    expect(data(await open(attributes))).toBeNull();
  });

  it('takes back what is seen no longer', async () => {
    const rects = seen();
    const el = await open('product="mug=Blue mug" json-ld');
    expect(data(el)).not.toBeNull();

    rects.mockReturnValue([] as unknown as DOMRectList);
    await el.hide();
    expect(data(el)).toBeNull();

    rects.mockReturnValue([new DOMRect()] as unknown as DOMRectList);
    await el.show();
    await settle(el);
    expect(data(el)).not.toBeNull();
    el.remove();
    expect(data(el)).toBeNull();
  });

  it('tells nothing where there is no review', async () => {
    seen();
    answer = () => json({summary: {count: 0, mean: null, distribution: {}}, items: [], next: null});

    expect(data(await open('product="mug=Blue mug" json-ld'))).toBeNull();
  });
});
