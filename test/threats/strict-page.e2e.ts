import {describe, expect, it} from 'vitest';
import {answer, choose, until, useChromium, type Visit} from './visit.js';

const nonce = 'r4nd0m';
const visitPage = useChromium();

/** The strictest page a shop can serve: no style, no image, no font, scripts by nonce only, Trusted Types on. */
const strict = (trustedTypes: string, scripts = `'nonce-${nonce}' 'strict-dynamic'`) => ({
  headers: (url: string) => ({
    'content-security-policy': `default-src 'none'; script-src ${scripts.replaceAll('SHOP', url)}; style-src 'none'; connect-src ${url}/events; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types ${trustedTypes}`,
  }),
});

const script = (file: string, type = 'type="module"') =>
  `<script ${type} nonce="${nonce}" src="/cx/${file}" data-cx-endpoint="SHOP/events"></script>`;
const shopsOwnLit = `<script type="module" nonce="${nonce}">import {html, render} from '/modules/lit-html/lit-html.js';
  render(html\`<b id="own">drawn by the shop</b>\`, document.body);</script>`;

const follow = 'reasons="price=Price | delivery=Delivery" contact="email" ask="Why?" thanks-promoter="Lovely"';
const tags: {readonly [file: string]: string} = {
  nps: `<cx-nps ${follow} brand="Northwind"></cx-nps>`,
  effort: `<cx-effort ${follow}></cx-effort>`,
  rating: `<cx-rating ${follow}></cx-rating>
    <cx-rating look="emoji" survey="a"></cx-rating><cx-rating look="thumb" survey="b"></cx-rating>
    <cx-rating look="heart" step="0.5" survey="c"></cx-rating><cx-rating look="number" max="11" survey="d"></cx-rating>`,
  review: '<cx-review product="lamp" links="google=https://g.page/shop" contact="email"></cx-review>',
  call: `<cx-call tel="+358 40 123 4567" label="Talk to us" hours="Mo-Su" desktop="qr" channels="whatsapp=+358401234567"></cx-call>
    <cx-call tel="+358 40 123 4567" survey="back" hours="Mo-Su" desktop="form"></cx-call>`,
};
const bad: {readonly [file: string]: string} = {
  nps: '<cx-nps id="bad" survey="bad" questoin="?" theme="drak" value="77" endpoint="javascript:alert(1)" data-mail="a@b.example">Content</cx-nps>',
  effort: '<cx-effort id="bad" survey="bad" no-comment="false" contact="fax">Content</cx-effort>',
  rating: '<cx-rating id="bad" survey="bad" look="sun" max="1e9" step="3">Content</cx-rating>',
  review: '<cx-review id="bad" survey="bad" links="x=javascript:alert(1)" min-length="-1">Content</cx-review>',
  call: '<cx-call id="bad" survey="bad" tel="call me">Content</cx-call>',
};
const names = Object.keys(tags);

/** Brings an element through all of its states, from the question past a problem to the thank-you. */
async function walk(visit: Visit, name: string): Promise<void> {
  const {page} = visit;
  const tag = `cx-${name}`;
  const el = page.locator(tag).first();
  if (name === 'call') {
    await el.locator('[part~=hours]').waitFor();
    await el.locator('[part~=code]').waitFor();
    await el.locator('button').click();
    // A desktop without a phone looks for a program that calls, and Chromium swallows the clicks that follow meanwhile.
    await page.evaluate(() => addEventListener('click', event => event.preventDefault(), {once: true}));
    await el.locator('[part~=number]').click();
    await until(() => expect(visit.shop.sent.map(({type}) => type)).toContain('cx.called'));
    const form = page.locator(tag).nth(1);
    await form.locator('input[name=phone]').fill('12');
    await form.locator('[part~=submit]').click();
    await form.locator('[aria-invalid=true]').waitFor();
    await form.locator('input[name=phone]').fill('040 765 4321');
    await form.locator('[part~=submit]').click();
    await form.getByRole('status').getByText('Requested.').waitFor();
    return;
  }
  await choose(visit, `${tag} >> nth=0`, /^5/);
  const submit = el.locator('[part~=submit]');
  await el.locator('input[name=email]').fill('nobody');
  await submit.click();
  await el.locator('[aria-invalid=true]').waitFor();
  await el.locator('input[name=email]').fill('somebody@shop.example');
  await el.locator('textarea').fill('x'.repeat(4990));
  await el.getByText('10', {exact: false}).first().waitFor();
  await submit.click();
  await el.locator('[part~=thanks]').waitFor();
  await until(async () => expect((await visit.shop.items()).map(({element}) => element)).toContain(tag));
}

async function expectCalm(visit: Visit): Promise<void> {
  expect((await visit.heard()).violations).toEqual([]);
  expect(visit.errors).toEqual([]);
}

describe('a page with a strict Content-Security-Policy and enforced Trusted Types', () => {
  it.each(names)('sees no violation from %s.js in any state, and gets the answer', async name => {
    const visit = await visitPage(script(`${name}.js`) + tags[name]! + bad[name]!, strict('lit-html'));

    await walk(visit, name);
    await until(async () => expect(await visit.problems()).not.toEqual([]));

    await expectCalm(visit);
  });

  it.each([
    ['cx.js', script('cx.js')],
    ['cx.classic.js', script('cx.classic.js', 'async')],
    ['cx.all.js', script('cx.all.js')],
  ])('sees no violation from %s with every element in every state', async (_file, head) => {
    const visit = await visitPage(head + names.map(name => tags[name]! + bad[name]!).join(''), strict('lit-html'));

    for (const name of names) await walk(visit, name);
    await until(async () =>
      expect(await visit.problems()).toEqual(expect.arrayContaining(['link-refused', 'tel-invalid', 'context-personal'])),
    );

    await expectCalm(visit);
  });

  it('may name the folder of our files instead of a nonce', async () => {
    const visit = await visitPage(script('cx.js') + tags['nps']!, strict('lit-html', 'SHOP/cx/'));

    await walk(visit, 'nps');

    await expectCalm(visit);
  });

  it('sees no violation from several of our files beside its own Lit, with allow-duplicates', async () => {
    const html = shopsOwnLit + script('nps.js') + script('rating.js') + script('cx.js') + names.map(name => tags[name]).join('');
    const visit = await visitPage(html, strict("lit-html 'allow-duplicates'"));

    for (const name of names) await walk(visit, name);

    await visit.page.locator('#own').waitFor();
    await expectCalm(visit);
  });
});

/** What a page sees where a copy of Lit is refused the policy. */
async function expectOneWarning(visit: Visit): Promise<void> {
  await until(async () => expect(await visit.problems()).toContain('trusted-types'));
  const {violations} = await visit.heard();
  expect(await visit.problems()).toEqual(['trusted-types']);
  expect(visit.warnings.filter(text => text.includes('trusted-types'))).toEqual([
    expect.stringContaining("lit-html 'allow-duplicates'"),
  ]);
  expect(visit.errors).toEqual([]);
  // The browser tells of each refused policy; nothing else was tried.
  expect(violations.filter(text => !text.startsWith('trusted-types '))).toEqual([]);
}

describe('a page that allows the policy of Trusted Types once', () => {
  it.each([
    ['cx.js', script('cx.js')],
    ['cx.classic.js', script('cx.classic.js', 'async')],
    ['nps.js', script('nps.js')],
    ['cx.all.js', script('cx.all.js')],
  ])('gets one warning and sees the content of the tag when its own Lit came before %s', async (_file, head) => {
    const later = `<script type="module" nonce="${nonce}">await 0; window.cxElements.configure({site: 'shop'})</script>`;
    const visit = await visitPage(
      `${shopsOwnLit}<cx-nps>Write to us</cx-nps>${head}${head.includes('async') ? '' : later}`,
      strict('lit-html'),
    );

    await expectOneWarning(visit);

    await visit.page.getByText('Write to us').waitFor();
    expect((await visit.heard()).events.map(({name}) => name)).toEqual(['cx-problem']);
  });

  it('gets answers from the first of our files, and one warning for the others', async () => {
    const html = ['nps.js', 'rating.js', 'effort.js'].map(file => script(file)).join('');
    const visit = await visitPage(
      `${html}<cx-nps></cx-nps><cx-rating>Rate us by post</cx-rating><cx-effort>Was it easy?</cx-effort>`,
      strict('lit-html'),
    );

    await answer(visit);

    await expectOneWarning(visit);
    await visit.page.getByText('Rate us by post').waitFor();
    await visit.page.getByText('Was it easy?').waitFor();
  });

  it('gets no warning for a second copy that has nothing to define', async () => {
    const html = `${script('nps.js')}${script('nps.js?ver=2')}<cx-nps></cx-nps>`;
    const visit = await visitPage(html, strict('lit-html'));

    await answer(visit);

    expect(await visit.problems()).toEqual([]);
    expect(visit.errors).toEqual([]);
  });
});
