import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import type {CxElement} from '../../src/elements/cx-element.js';
import {words as de} from '../../src/locales/de.js';
import {words as fi} from '../../src/locales/fi.js';
import {languages} from '../../src/locales/load.js';
import {registerLocale} from '../../src/page/locale.js';
import {configure} from '../../src/page/settings.js';
import {registry} from '../../src/page/registry.js';
import {clearPage, defineAll, mount, textOf} from './harness.js';

beforeAll(defineAll);
beforeEach(() => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue([]);
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  clearPage();
  document.documentElement.lang = '';
  delete registry().speak;
  delete registry().locales;
  vi.restoreAllMocks();
});

const english = 'How satisfied are you?';
const finnish = fi.rating.question;
const german = de.rating.question;

const question = (el: Element) => textOf(el, 'question');
/** Resolves once an element asks this. */
const asks = (el: CxElement, text: string) => vi.waitFor(() => expect(question(el)).toBe(text));

describe('the language of an element', () => {
  it('is English at first, whatever it will be', async () => {
    const el = await mount('<cx-rating lang="fi"></cx-rating>');

    expect(question(el)).toBe(english);
    await asks(el, finnish);
    expect(el.shadowRoot!.querySelector<HTMLElement>('form')!.lang).toBe('fi');
  });

  it.each([
    ['its own', '<section lang="de"><cx-rating lang="fi"></cx-rating></section>', finnish],
    ['that of the part of the page', '<section lang="de-AT"><cx-rating></cx-rating></section>', german],
    ['that of the nearest part', '<section lang="fi"><p lang="de"><cx-rating></cx-rating></p></section>', german],
  ])('is %s', async (_, markup, text) => {
    document.documentElement.lang = 'en';
    configure({locale: 'sv'});

    await asks(await mount(markup), text);
  });

  it('is the setting before that of the page', async () => {
    document.documentElement.lang = 'de';
    configure({locale: 'fi'});

    await asks(await mount('<cx-rating></cx-rating>'), finnish);
  });

  it('is that of the page before that of the visitor', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fi']);
    document.documentElement.lang = 'de';

    await asks(await mount('<cx-rating></cx-rating>'), german);
  });

  it('is the first of the visitor that there are words for, where the page says nothing', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['ga-IE', 'fi-FI', 'de']);

    await asks(await mount('<cx-rating></cx-rating>'), finnish);
  });

  it('is that of the host of a shadow root', async () => {
    const host = document.createElement('div');
    host.lang = 'fi';
    document.body.replaceChildren(host);
    host.attachShadow({mode: 'open'}).innerHTML = '<cx-rating></cx-rating>';

    await asks(host.shadowRoot!.querySelector('cx-rating') as CxElement, finnish);
  });

  it('follows the page, which may change it at any time', async () => {
    document.documentElement.lang = 'en';
    const el = await mount<CxElement>('<section><cx-rating></cx-rating></section>');
    expect(question(el)).toBe(english);

    document.documentElement.lang = 'fi';
    await asks(el, finnish);
    document.querySelector('section')!.lang = 'de';
    await asks(el, german);
    document.querySelector('section')!.lang = 'en';
    await asks(el, english);
  });

  it('is the next best where there are no words, and the author of the page is told', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    configure({locale: 'fi'});

    const el = await mount<CxElement>('<section lang="tlh"><cx-rating></cx-rating></section>');

    await asks(el, finnish);
    await vi.waitFor(() => expect(warn.mock.calls.join()).toContain('(locale-unknown)'));
  });

  it('is the next best of a visitor too, of which the author of the page is told nothing', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['ga-IE', 'fi']);

    await asks(await mount<CxElement>('<cx-rating></cx-rating>'), finnish);
    expect(warn).not.toHaveBeenCalled();
  });

  it('writes numbers as Portugal does where it is Portuguese of no region', async () => {
    const el = await mount<CxElement>('<cx-rating mode="show" value="4.5" count="12345" lang="pt"></cx-rating>');

    await vi.waitFor(() => expect(el.shadowRoot!.querySelector('.shown')!.textContent).toBe('(12\u00a0345)'));
  });

  it('stays English where the words cannot be fetched, and changes once they can', async () => {
    const load = vi.spyOn(languages, 'ru').mockRejectedValueOnce(new TypeError('offline'));
    const el = await mount<CxElement>('<cx-rating lang="ru"></cx-rating>');
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1));
    await new Promise(done => setTimeout(done));
    expect(question(el)).toBe(english);

    load.mockResolvedValueOnce({words: {rating: {question: 'Довольны?'}}});
    dispatchEvent(new Event('online'));

    await asks(el, 'Довольны?');
  });

  it('turns the element round where it is written from right to left, and back', async () => {
    const el = await mount<CxElement>('<section lang="he"><cx-rating></cx-rating></section>');
    const direction = () => getComputedStyle(el).direction;

    await vi.waitFor(() => expect(direction()).toBe('rtl'));
    document.querySelector('section')!.lang = 'fi';
    await asks(el, finnish);
    expect(direction()).not.toBe('rtl');
  });

  it('travels with the answer', async () => {
    const el = await mount<CxElement>('<section lang="de-AT"><cx-rating></cx-rating></section>');

    expect(el.origin().locale).toBe('de-AT');
  });

  it('counts in its own digits', async () => {
    registerLocale('fa', {nps: {}});
    const el = await mount<CxElement>('<cx-nps lang="fa"></cx-nps>');

    await vi.waitFor(() => expect(el.shadowRoot!.querySelectorAll('.cell')[9]!.textContent).toBe('۹'));
    expect(el.shadowRoot!.querySelectorAll('input')[9]!.getAttribute('aria-label')).toBe('۹');
  });
});

describe('the words of the shop', () => {
  it('may be a language that we have none for', async () => {
    registerLocale('tlh', {rating: {question: 'bIyonʼaʼ?'}});

    await asks(await mount('<cx-rating lang="tlh"></cx-rating>'), 'bIyonʼaʼ?');
  });

  it('may replace ours, also of one region, and the rest stays', async () => {
    registerLocale('de-AT', {rating: {question: 'Passt’s?'}});
    const el = await mount<CxElement>('<cx-rating lang="de-AT" look="number"></cx-rating>');

    await asks(el, 'Passt’s?');
    await vi.waitFor(() => expect(textOf(el, 'low')).toBe(de.rating.low));
    el.lang = 'de';
    await asks(el, german);
  });

  it('may replace the English ones, while elements are on the page', async () => {
    const el = await mount<CxElement>('<cx-rating></cx-rating>');

    registerLocale('en', {rating: {question: 'Well?'}});

    await asks(el, 'Well?');
  });

  it('are those of an attribute before all others', async () => {
    const el = await mount<CxElement>('<cx-rating lang="fi" question="Noh?"></cx-rating>');

    await vi.waitFor(() => expect(registry().speak).toBeDefined());
    expect(question(el)).toBe('Noh?');
  });
});
