import {afterEach, describe, expect, test} from 'vitest';
import {registry} from '../../src/page/registry.js';
import {resolveEndpoint} from '../../src/page/resolve-endpoint.js';
import {configure, isDenied, mayRemember, pageUrl, setting, siteName} from '../../src/page/settings.js';

afterEach(() => {
  for (const key of Object.keys(registry().configured)) delete registry().configured[key as 'site'];
  registry().scripts.clear();
  document.body.innerHTML = '';
});

describe('pageUrl', () => {
  test('leaves out query and hash', () => {
    history.replaceState(null, '', '/a/b?c=1#d');

    expect(pageUrl()).toBe(location.origin + '/a/b');
  });

  test('tells a path that fits a pattern as the pattern', () => {
    history.replaceState(null, '', '/account/4711/orders');
    configure({page: '/other/* /account/*'});

    expect(pageUrl()).toBe(location.origin + '/account/*');
  });

  test('takes the dots of a pattern as dots', () => {
    history.replaceState(null, '', '/a-html');
    configure({page: '/a.html'});

    expect(pageUrl()).toBe(location.origin + '/a-html');
  });

  test('takes patterns as an array', () => {
    history.replaceState(null, '', '/account/4711/orders');
    configure({page: ['/other/*', '/account/*']});

    expect(pageUrl()).toBe(location.origin + '/account/*');
  });

  test.each([[5], [true], [{}], [[null, 5]], [Object.create(null)], [Symbol('page')]])(
    'tells the path where the patterns are none: %#',
    page => {
      history.replaceState(null, '', '/account/4711');
      configure({page: page as string});

      expect(pageUrl()).toBe(location.origin + '/account/4711');
    },
  );

  test('tells no path once consent is denied', () => {
    configure({consent: 'denied', page: '/*'});

    expect(pageUrl()).toBe(location.origin);
  });
});

describe('siteName', () => {
  test('is the setting if that is well formed, else the host', () => {
    configure({site: 'shop.fi'});
    const good = siteName();
    configure({site: 'Not A Site!'});

    expect([good, siteName()]).toEqual(['shop.fi', location.hostname]);
  });

  test('is text, whatever the page has set', () => {
    configure({site: 42 as unknown as string});
    const number = siteName();
    configure({site: Object.create(null) as string});

    expect([number, siteName()]).toEqual(['42', location.hostname]);
  });
});

describe('setting', () => {
  test('is read anew, so that a later change of the script tag counts', () => {
    document.body.innerHTML = '<script type="text/x-none" data-cx-consent="unset"></script>';
    const before = setting('consent');

    document.querySelector('script')?.setAttribute('data-cx-consent', 'granted');

    expect([before, setting('consent')]).toEqual(['unset', 'granted']);
  });

  test('outlives a script tag that a tag manager removes', () => {
    document.body.innerHTML = '<script type="text/x-none" data-cx-site="shop"></script>';
    setting('site');

    document.body.innerHTML = '';

    expect(setting('site')).toBe('shop');
  });
});

describe('consent', () => {
  test.each([
    ['unset', false, false],
    ['granted', false, true],
    [' Granted ', false, true],
    ['denied', true, false],
    ['DENIED', true, false],
    ['yes', true, false],
    ['true', true, false],
    ['', false, false],
  ])('%j: denied is %j, an impression may be kept is %j', (consent, denied, kept) => {
    configure({consent: consent as 'unset'});

    expect([isDenied(), mayRemember(false), mayRemember(true)]).toEqual([denied, kept, true]);
  });

  test.each([
    ['acts', true],
    [' Acts', true],
    ['none', false],
    ['NONE ', false],
    ['nothing', false],
  ])('with remember %j an act may be kept is %j', (remember, kept) => {
    configure({remember: remember as 'acts'});

    expect(mayRemember(true)).toBe(kept);
  });
});

describe('resolveEndpoint', () => {
  test.each([
    ['', 'endpoint-missing'],
    ['javascript:alert(1)', 'endpoint-invalid'],
    ['ftp://shop.example/', 'endpoint-invalid'],
    ['events', 'endpoint-invalid'],
    ['https://', 'endpoint-invalid'],
    ['https://user:word@shop.example/events', 'endpoint-invalid'],
    ['data:text/plain,x', 'endpoint-invalid'],
  ])('refuses %j as %s', (given, code) => {
    expect(resolveEndpoint(given)).toBe(code);
  });

  test.each(['/events', 'https://collector.example/events', 'http://127.0.0.1:8787/events'])('takes %s', given => {
    expect(String(resolveEndpoint(given))).toBe(new URL(given, location.href).href);
  });
});
