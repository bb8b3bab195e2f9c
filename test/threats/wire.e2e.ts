import {describe, expect, it} from 'vitest';
import {answerMembers, members, paths} from './paths.js';
import type {Sent} from './shop.js';
import {choose, until, useChromium, type Visit} from './visit.js';

const visitPage = useChromium();

const visitor = `<script>(window.cxElements ||= []).push(['configure', {visitor: {id: '4711', plan: 'gold'}}])</script>`;
const tags = `<cx-nps touchpoint="checkout" reasons="price=Price | delivery=Delivery" contact="email" data-order-id="A1"
    data-mail="anna@shop.example" data-card="4111 1111 1111 1111" data-session="eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0"></cx-nps>
  <cx-call tel="+358401234567" data-order-id="A1"></cx-call>`;
const shownMembers = 'site element survey response page.url locale lib';
const calledMembers = `${shownMembers} seq channel number elapsedMs`;

const sent = ({shop}: Visit, type: string): Sent[] => shop.sent.filter(one => one.type === type);

/** Opens a page with a query and a hash, gives a whole answer, and calls. */
async function visitAndAct(consent: string, before: () => void = () => {}): Promise<Visit> {
  const script = `<script type="module" src="/cx/cx.js" data-cx-endpoint="/events" ${consent && `data-cx-consent="${consent}"`}></script>`;
  const visit = await visitPage(script + visitor + tags, {path: '/page?mail=anna@shop.example#token=1', before});
  const nps = visit.page.locator('cx-nps');
  await choose(visit, 'cx-nps', /^9/);
  await nps.getByRole('checkbox', {name: 'Delivery'}).check({force: true});
  await nps.locator('textarea').fill('Came early');
  await nps.locator('input[name=email]').fill('a@shop.example');
  await nps.locator('[part~=submit]').click();
  await visit.page.locator('cx-call [part~=number]').click();
  await until(() => {
    expect(sent(visit, 'cx.called')).toHaveLength(1);
    expect(sent(visit, 'cx.submitted').filter(({data}) => data['partial'] === false)).toHaveLength(1);
  });
  return visit;
}

const memberLists = (events: Sent[]) => events.map(event => paths(event).sort());
/** Each event once: one that is under way when its page is left is sent once more. */
const distinct = (events: Sent[]) => events.filter(({id}, index) => events.findIndex(one => one.id === id) === index);
const whole = (visit: Visit) => distinct(sent(visit, 'cx.submitted').filter(({data}) => data['partial'] === false));
const calls = (visit: Visit) => distinct(sent(visit, 'cx.called'));

const noConsent: readonly (readonly [string, string, () => void])[] = [
  ['consent is denied', 'denied', () => {}],
  [
    'the browser sends Global Privacy Control',
    'granted',
    () => Object.defineProperty(navigator, 'globalPrivacyControl', {value: true}),
  ],
];

describe('what travels', () => {
  it.each(['', 'unset', 'granted'])('has exactly these members with consent "%s"', async consent => {
    const visit = await visitAndAct(consent);
    await until(() => expect(sent(visit, 'cx.shown')).toHaveLength(2));

    const shown = sent(visit, 'cx.shown').sort((a, b) => (String(a.data['element']) < String(b.data['element']) ? 1 : -1));
    expect(memberLists(shown)).toEqual([
      members(`${shownMembers} touchpoint context.orderId`),
      members(`${shownMembers} context.orderId`),
    ]);
    expect(memberLists(whole(visit))).toEqual([members(`${answerMembers} touchpoint context.orderId visitor.id visitor.plan`)]);
    expect(memberLists(calls(visit))).toEqual([members(`${calledMembers} context.orderId`)]);
  });

  it.each(noConsent)('has no context, no visitor, no path and no impression when %s', async (_when, consent, before) => {
    const visit = await visitAndAct(consent, before);

    await visit.page.goto('about:blank');

    expect(memberLists(whole(visit))).toEqual([members(`${answerMembers} touchpoint`)]);
    expect(memberLists(calls(visit))).toEqual([members(calledMembers)]);
    expect(sent(visit, 'cx.shown')).toEqual([]);
    expect(visit.shop.sent.map(({source, data}) => [source, data['page']])).toEqual(
      visit.shop.sent.map(() => [visit.shop.url, {url: visit.shop.url}]),
    );
  });

  it('names the page without query and hash', async () => {
    const visit = await visitAndAct('granted');

    const address = `${visit.shop.url}/page`;
    expect(visit.shop.sent.map(({source, data}) => [source, data['page']])).toEqual(
      visit.shop.sent.map(() => [address, {url: address}]),
    );
  });

  it('has nothing of an e-mail address, a card or a token that stands in data-*, and the page is told', async () => {
    const visit = await visitAndAct('granted');

    const text = JSON.stringify(visit.shop.sent);
    expect(['anna@', '4111', 'eyJ'].filter(secret => text.includes(secret))).toEqual([]);
    expect((await visit.problems()).filter(code => code === 'context-personal')).toHaveLength(3);
  });

  it('has no cookie, and leaves none', async () => {
    const visit = await visitPage(
      `<script>document.cookie = 'session=secret'; fetch('/probe')</script>
       <script type="module" src="/cx/cx.js" data-cx-endpoint="/events"></script><cx-nps></cx-nps>`,
    );
    await choose(visit, 'cx-nps', /^9/);
    await visit.page.locator('cx-nps [part~=submit]').click();
    await until(() => expect(whole(visit)).toHaveLength(1));
    await visit.page.locator('cx-nps [part~=thanks]').waitFor();

    const cookies = (path: string) => visit.shop.requests.filter(one => one.path === path).map(({headers}) => headers.cookie);
    expect(cookies('/probe')).toEqual(['session=secret']);
    expect(cookies('/events').every(cookie => cookie === undefined)).toBe(true);
    expect(await visit.page.evaluate(() => document.cookie)).toBe('session=secret');
  });
});
