import {beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {resolveEndpoint} from '../../src/page/resolve-endpoint.js';
import {loadBuilt, mount} from './built.js';
import {tricks} from './tricks.js';

beforeAll(loadBuilt);

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  return () => vi.restoreAllMocks();
});

/** Everything in a shadow root that leads somewhere. */
function targets(el: Element): HTMLAnchorElement[] {
  const selector = '[href], [src], [srcset], [action], [formaction], [ping], [background], [data]';
  return [...(el.shadowRoot?.querySelectorAll<HTMLAnchorElement>(selector) ?? [])];
}

/** What is wrong with a link, if anything. */
function faults(link: HTMLAnchorElement): string[] {
  const isCall = link.protocol === 'tel:' || link.protocol === 'mailto:';
  return [
    ...(link.localName === 'a' ? [] : [`<${link.localName}>`]),
    ...(isCall || link.protocol === 'https:' ? [] : [link.protocol]),
    ...(link.username || link.password ? ['credentials'] : []),
    ...(isCall || link.rel === 'noopener noreferrer' ? [] : [`rel ${link.rel}`]),
    ...link.getAttributeNames().filter(name => name.startsWith('on')),
  ];
}

describe('the addresses that a page may give', () => {
  it('are tried in more than 500 ways', () => {
    expect(tricks.length).toBeGreaterThan(500);
  });

  it('become links of <cx-review> as https only, without credentials, and without a way back', async () => {
    const wrong: string[] = [];
    let links = 0;
    for (const trick of tricks) {
      const el = await mount('cx-review', {links: `google=${trick}`, 'policy-url': trick, 'terms-url': trick, reward: trick});
      const byAttribute = targets(el);
      Object.assign(el, {links: [`google=${trick}`, trick]});
      await el.updateComplete;
      const found = [...byAttribute, ...targets(el)];
      links += found.length;
      wrong.push(...found.flatMap(link => faults(link).map(fault => `${JSON.stringify(trick)}: ${fault}`)));
    }

    expect(wrong).toEqual([]);
    expect(links).toBeGreaterThan(0);
  });

  it('become no link of <cx-call>, which only takes numbers', async () => {
    const wrong: string[] = [];
    for (const trick of tricks) {
      const channels = `whatsapp=${trick} telegram=${trick} viber=${trick} mailto=${trick}`;
      for (const tel of [trick, `+3584012${trick}`, '+358401234567'])
        for (const link of targets(await mount('cx-call', {tel, channels, 'policy-url': trick})))
          wrong.push(...faults(link).map(fault => `${JSON.stringify(trick)}: ${fault}`));
    }

    expect(wrong).toEqual([]);
  });

  it('become an endpoint as http(s) only, without credentials, and on the own origin where no scheme is written', () => {
    const wrong = tricks.filter(trick => {
      const url = resolveEndpoint(trick);
      if (typeof url === 'string') return false;
      const isOwn = url.origin === location.origin;
      return !/^https?:$/.test(url.protocol) || url.username || url.password || !(isOwn || /^https?:\/\//i.test(trick));
    });

    expect(wrong).toEqual([]);
  });
});
