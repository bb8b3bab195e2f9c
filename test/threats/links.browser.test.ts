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

/** What leads somewhere in a <cx-call>, once its messengers are drawn. */
async function callLinks(attributes: Readonly<Record<string, string>>): Promise<HTMLAnchorElement[]> {
  const el = await mount('cx-call', attributes);
  while (!('more' in el && el.more)) await new Promise(done => setTimeout(done));
  await el.updateComplete;
  return targets(el);
}

/** What is wrong with a link, if anything. */
function faults(link: HTMLAnchorElement): string[] {
  // The shop's own terms may be a page of the same origin, however that is reached.
  const isOwn = !link.part.contains('link') && link.origin === location.origin;
  const isCall = ['tel:', 'mailto:', 'viber:'].includes(link.protocol);
  return [
    ...(link.localName === 'a' ? [] : [`<${link.localName}>`]),
    ...(isCall || isOwn || link.protocol === 'https:' ? [] : [link.protocol]),
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

  it('become links of <cx-call> as numbers and as the addresses of its messengers only', async () => {
    const wrong: string[] = [];
    let links = 0;
    const ours = /^(tel:\+?\d+|https:\/\/(wa|t)\.me\/[+\w]+|viber:\/\/chat\?number=%2B\d+|mailto:[\w.+-]+@[\w.-]+)$/;
    for (const trick of tricks) {
      const channels = `whatsapp=${trick} telegram=${trick} viber=${trick} mailto=${trick}`;
      const byNumber = [
        ...targets(await mount('cx-call', {tel: trick, 'policy-url': trick})),
        ...targets(await mount('cx-call', {tel: `+3584012${trick}`})),
      ];
      for (const link of [...byNumber, ...(await callLinks({tel: '+358401234567', channels}))]) {
        const found = [...faults(link), ...(ours.test(link.href) ? [] : [link.href])];
        wrong.push(...found.map(fault => `${JSON.stringify(trick)}: ${fault}`));
        links++;
      }
    }

    expect(wrong).toEqual([]);
    expect(links).toBeGreaterThan(0);
  }, 60_000);

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
