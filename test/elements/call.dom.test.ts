import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import type {CxCall} from '../../src/elements/call/cx-call.js';
import {dataProblems} from '../events/harness.js';
import {clearPage, defineAll, hear, hearNoMore, mount, parts, textOf} from './harness.js';

beforeAll(defineAll);
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  clearPage();
  hearNoMore();
});

describe('<cx-call>', () => {
  it.each([
    ['+358 40 123 4567', 'tel:+358401234567'],
    ['+1 (800) 555-0199', 'tel:+18005550199'],
    ['0800.123.456', 'tel:0800123456'],
    ['030/901820', 'tel:030901820'],
    ['  112 ', 'tel:112'],
    ['+49\u00a030\u00a0901820', 'tel:+4930901820'],
    ['+49 30\u2011901820', 'tel:+4930901820'],
    ['123456789012345', 'tel:123456789012345'],
  ])('calls %j as %s', async (tel, href) => {
    const el = await mount<CxCall>(`<cx-call tel="${tel}"></cx-call>`);

    const links = [...el.shadowRoot!.querySelectorAll('a')].map(link => link.getAttribute('href'));
    expect(links).toEqual([href]);
    expect(parts(el, 'number')[0]!.textContent).toBe(tel);
  });

  it.each([
    '',
    '   ',
    '12',
    '1234567890123456',
    '++358',
    '358+40',
    '0800 SHOES',
    'call us',
    'javascript:alert(1)',
    '112;ext=1',
    '＋３５８',
  ])('shows what the tag holds instead of %j', async tel => {
    const heard = hear('cx-problem');
    const el = await mount<CxCall>(`<cx-call tel="${tel}">Call 112</cx-call>`);

    expect(el.shadowRoot!.querySelectorAll('a')).toHaveLength(0);
    expect(el.shadowRoot!.querySelector('slot')).not.toBe(null);
    await vi.waitFor(() => expect(heard.map(({detail}) => detail.code)).toEqual(['tel-invalid']));
  });

  it('takes a number that is a number', async () => {
    const el = await mount<CxCall>('<cx-call></cx-call>');

    el.tel = 112 as unknown as string;
    await el.updateComplete;

    expect(el.shadowRoot!.querySelector('a')!.getAttribute('href')).toBe('tel:112');
  });

  it('says who answers', async () => {
    const el = await mount<CxCall>('<cx-call tel="112" label="Sales"></cx-call>');
    const own = el.shadowRoot!.textContent;
    const other = await mount<CxCall>('<cx-call tel="112" words="label=Ring us | copy=Copy it"></cx-call>');

    expect(own).toContain('Sales');
    expect(other.shadowRoot!.textContent).toContain('Ring us');
    expect(other.shadowRoot!.querySelector('button')!.title).toBe('Copy it');
  });

  it('tells the page of a call, which may cancel it', async () => {
    const heard = hear('cx-call');
    const el = await mount<CxCall>('<cx-call tel="+358 40 123 4567" data-page="help"></cx-call>');
    const press = () => {
      const click = new MouseEvent('click', {bubbles: true, composed: true, cancelable: true});
      parts(el, 'number')[0]!.dispatchEvent(click);
      return click.defaultPrevented;
    };
    // Whatever the test environment does with a tel: address, it is not what is tested here.
    el.shadowRoot!.addEventListener('click', event => queueMicrotask(() => event.preventDefault()), {capture: true});

    const free = press();
    el.addEventListener('cx-call', event => event.preventDefault());
    const cancelled = press();

    expect([free, cancelled]).toEqual([false, true]);
    expect(dataProblems('cx.called', heard[0]!.detail)).toEqual([]);
    expect(heard[0]!.detail).toMatchObject({
      element: 'cx-call',
      survey: 'call',
      channel: 'tel',
      number: '+358 40 123 4567',
      context: {page: 'help'},
    });
  });

  it('copies the number and says so', async () => {
    const copied: string[] = [];
    vi.stubGlobal('navigator', {clipboard: {writeText: async (text: string) => void copied.push(text)}});
    const el = await mount<CxCall>('<cx-call tel="+358 40 123 4567"></cx-call>');

    el.shadowRoot!.querySelector('button')!.click();
    await vi.waitFor(() => expect(el.shadowRoot!.querySelector('[role="status"]')!.textContent).toBe('Copied'));
    vi.unstubAllGlobals();

    expect(copied).toEqual(['+358 40 123 4567']);
    expect(el.shadowRoot!.querySelector('button')!.title).toBe('Copied');
  });

  it('begins anew with reset()', async () => {
    const heard = hear('cx-show', 'cx-call');
    const el = await mount<CxCall>('<cx-call tel="112"></cx-call>');
    el.addEventListener('cx-call', event => event.preventDefault());

    await el.reset();
    parts(el, 'number')[0]!.click();

    expect(new Set(heard.map(({detail}) => detail.response)).size).toBe(2);
    expect(textOf(el, 'number')).toBe('112');
  });
});
