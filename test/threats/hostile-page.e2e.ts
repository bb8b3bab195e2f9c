import {describe, expect, it} from 'vitest';
import {answerMembers, members, paths} from './paths.js';
import {answer, choose, until, useChromium} from './visit.js';

const visitPage = useChromium();

const entries = ['cx.js', 'cx.all.js'];
const script = (file: string) => `<script type="module" src="/cx/${file}" data-cx-endpoint="/events"></script>`;
const tag = '<cx-nps reasons="price=Price | delivery=Delivery" contact="email" data-order-id="A1"></cx-nps>';

/** What pages do to what all scripts share, before our script runs. */
const preludes: {readonly [what: string]: string} = {
  'enumerable additions to Object, Array, String and Function': `
    for (const one of [Object, Array, String, Number, Function, Promise, Element, Event])
      for (const name of ['extend', 'each', 'clone', 'keys', 'remove', 'last', 'type2', 'inspect'])
        one.prototype[name] ??= function () { throw new Error('the page has its own ' + name) };`,
  'settings and a visitor on Object.prototype': `
    Object.assign(Object.prototype, {endpoint: 'https://evil.example/', site: 'evil', consent: 'denied', remember: 'none',
      cxEndpoint: 'https://evil.example/', cxSite: 'evil', page: '/evil', visitor: {id: 'evil'}, dataLayer: 'evil', locale: 'evil'});`,
  'frozen prototypes': `
    for (const one of [Object, Array, String, Number, Boolean, Function, Promise, RegExp, Map, Set, Error, Event, Node, Element, HTMLElement])
      Object.freeze(one.prototype);`,
  'Array.from, map-like methods and bind of an old library': `
    const $A = list => { const found = []; for (let i = 0; i < (list?.length ?? 0); i++) found[i] = list[i]; return found; };
    Array.from = $A;
    Object.assign(Array.prototype, {
      each(run) { this.forEach(run); return this; }, collect: Array.prototype.map, detect: Array.prototype.find,
      reduce() { return this.length > 1 ? this : this[0]; }, entries() { return $A(this); }, include: Array.prototype.includes,
      clear() { this.length = 0; return this; }, first() { return this[0]; }, uniq() { return this; }, size() { return this.length; },
    });
    Object.assign(String.prototype, {strip() { return this.trim(); }, times: String.prototype.repeat, escapeHTML() { return this; }});
    Object.assign(Element.prototype, {update() { throw 1; }, select() { throw 1; }, fire() { throw 1; }, observe() { throw 1; }, insert() { throw 1; },
      visible() { throw 1; }, down() { throw 1; }, up() { throw 1; }});`,
  'a toJSON of lists, strings and numbers that makes text of them': `
    for (const one of [Array, String, Number, Boolean]) one.prototype.toJSON = function () { return '"' + this + '"'; };`,
  'a fetch that watches': `
    const real = fetch; window.seen = [];
    window.fetch = function (...given) { seen.push(given[0]); return real.apply(this, given).then(answer => answer.clone()); };`,
};

const whole = members(`${answerMembers} context.orderId`);

describe.each(Object.entries(preludes))('a page with %s', (_what, prelude) => {
  it.each(entries)('gets the right answer from %s, with exactly the members it should have', async file => {
    const visit = await visitPage(`<script>{${prelude}}</script>${script(file)}${tag}`);
    const nps = visit.page.locator('cx-nps');

    await choose(visit, 'cx-nps', /^9/);
    await nps.getByRole('checkbox', {name: 'Delivery'}).check({force: true});
    await nps.locator('textarea').fill('Came early');
    await nps.locator('input[name=email]').fill('a@shop.example');
    await nps.locator('[part~=submit]').click();

    await until(async () =>
      expect(await visit.shop.items()).toMatchObject([
        {score: 9, partial: false, answers: {comment: 'Came early', reasons: ['delivery']}, context: {orderId: 'A1'}},
      ]),
    );
    const complete = visit.shop.sent.filter(({data}) => data['partial'] === false);
    expect(complete.map(event => paths(event).sort())).toEqual([whole]);
    expect(complete[0]!.data['site']).toBe('127.0.0.1');
    expect(visit.shop.statuses.every(status => status === 'stored')).toBe(true);
    expect(visit.errors).toEqual([]);
  });
});

describe('a page whose fetch throws', () => {
  it('loses no answer: the next page delivers it', async () => {
    const broken = `<script>window.fetch = () => { throw new Error('no') }</script>`;
    const visit = await visitPage(`${broken}${script('nps.js')}${tag}`);
    await choose(visit, 'cx-nps', /^9/);
    await visit.page.locator('cx-nps [part~=submit]').click();
    await visit.page.locator('cx-nps [part~=thanks]').waitFor();

    visit.shop.page = script('nps.js');
    await visit.page.goto(visit.shop.url);

    await until(async () => expect(await visit.shop.items()).toMatchObject([{score: 9, partial: false}]));
    expect(visit.errors).toEqual([]);
  });
});

const poison = '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "prototype": {"polluted": 1}}';

describe('names that reach a prototype', () => {
  it.each([
    ['configure', `cxElements.configure(JSON.parse('${poison}')); cxElements.configure({visitor: JSON.parse('${poison}')})`],
    ['the context', `document.querySelector('cx-nps').context = JSON.parse('${poison}')`],
    ['the words', `document.querySelector('cx-nps').words = JSON.parse('${poison}')`],
    [
      'calls made before the script',
      `(window.cxElements ||= []).push(['__proto__', {polluted: 1}], ['constructor', 1], ['configure', JSON.parse('${poison}')])`,
    ],
  ])('change none through %s', async (_way, code) => {
    const visit = await visitPage(`<script type="module">${code}</script>${script('nps.js')}<cx-nps></cx-nps>`);

    await answer(visit);

    expect(await visit.page.evaluate(() => Reflect.ownKeys(Object.prototype).length + ('polluted' in {} ? 1 : 0))).toBe(
      Reflect.ownKeys(Object.prototype).length,
    );
    expect(await visit.page.evaluate(() => [{}, [], () => 0].some(one => 'polluted' in one))).toBe(false);
  });

  it.each([
    ['data-*', '<cx-nps data-__proto__="x" data-constructor="y" data-prototype="z"></cx-nps>'],
    ['lists', '<cx-nps words="__proto__=x | constructor=y" reasons="__proto__=x | constructor=y | toString=z"></cx-nps>'],
    ['the survey', '<cx-nps survey="__proto__" touchpoint="constructor"></cx-nps>'],
  ])('are plain names in %s', async (_way, html) => {
    const visit = await visitPage(`${script('nps.js')}${html}`);

    await answer(visit);

    expect(visit.shop.statuses).toContain('stored');
    expect(visit.shop.statuses.filter(status => status !== 'stored')).toEqual([]);
    expect(visit.errors).toEqual([]);
  });
});
