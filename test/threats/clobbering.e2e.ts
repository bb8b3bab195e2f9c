import {describe, expect, it} from 'vitest';
import {answer, useChromium} from './visit.js';

const visitPage = useChromium();

const classic = '<script async src="/cx/cx.classic.js" data-cx-endpoint="/events"></script>';
const entries: readonly (readonly [string, string])[] = [
  ['cx.classic.js', classic],
  ...['cx.js', 'nps.js', 'cx.all.js'].map(
    file => [file, `<script type="module" src="/cx/${file}" data-cx-endpoint="/events"></script>`] as const,
  ),
];

/** Markup that a sanitizer may let through, and that takes the place of something a script reads by name. */
const clobbers: {readonly [what: string]: string} = {
  'an image named currentScript': '<img name="currentScript" src="/evil/cx.js" alt="">',
  'a form named currentScript': '<form name="currentScript" action="/evil/"><input name="src" value="/evil/"></form>',
  'two images named currentScript':
    '<img name="currentScript" src="/evil/1" alt=""><img name="currentScript" src="/evil/2" alt="">',
  'an image named baseURI': '<img name="baseURI" alt="">',
  'an image named scripts': '<img name="scripts" alt="">',
  'a form named scripts': '<form name="scripts"><input data-cx-endpoint="/evil/" data-cx-site="evil"></form>',
  'an image named documentElement': '<img name="documentElement" alt="">',
  'a link with the id cxElements': '<a id="cxElements" href="/evil/"></a>',
  'a form with the id cxElements':
    '<form id="cxElements"><input name="push"><input name="configure"><input name="endpoint" value="/evil/"></form>',
  'links with the ids that Lit and we read': ['litHtmlVersions', 'reactiveElementVersions', 'litHtmlPolyfillSupport']
    .concat(['reactiveElementPolyfillSupport', 'litPropertyMetadata', 'litElementVersions', 'endpoint', 'site', 'dataLayer'])
    .map(id => `<a id="${id}" href="/evil/"></a>`)
    .join(''),
};

/** Fields of a form around the element: named like ours, and like what a script asks an element for. */
const fields = 'score comment submit closest matches localName dataset open'
  .split(' ')
  .map(name => `<input name="${name}">`)
  .join('');

async function expectAnswer(page: string): Promise<void> {
  const visit = await visitPage(page);
  // Onto the form of the page, where there is one: the listener for buttons that open a prompt hears it.
  await visit.page.mouse.click(4, 4);

  await answer(visit);

  expect(visit.shop.strayPaths.filter(path => path.includes('chunks'))).toEqual([]);
  expect(visit.errors).toEqual([]);
  expect(visit.shop.sent.map(({data}) => data['site'])).not.toContain('evil');
}

describe('cx.classic.js', () => {
  it.each(Object.entries(clobbers))('works beside %s', (_what, markup) =>
    expectAnswer(`<body>${markup}${classic}<cx-nps></cx-nps>`),
  );
});

describe.each(entries)('%s', (_file, script) => {
  it('works beside all of them', () => expectAnswer(`<body>${Object.values(clobbers).join('')}${script}<cx-nps></cx-nps>`));

  it('works inside of a form with fields named like its own', () =>
    expectAnswer(`<body style="margin:0"><form name="cxForm" style="padding:9px">${fields}<cx-nps></cx-nps></form>${script}`));
});
