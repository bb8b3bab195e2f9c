import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {CxNps} from '../../src/elements/nps/cx-nps.js';
import type {SurveyElement} from '../../src/elements/survey-element.js';
import {clearPage, defineAll, drawn, hear, hearNoMore, mount, parts, pick, radios, textOf, write} from './harness.js';

beforeAll(defineAll);
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  clearPage();
  hearNoMore();
});

const checked = (el: Element) => radios(el).findIndex(radio => radio.checked);
const chips = (el: Element) => [...el.shadowRoot!.querySelectorAll('.chips .option')].map(chip => chip.textContent!.trim());
const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const common = ['survey', 'touchpoint', 'endpoint', 'theme', 'words', 'context', 'open'];
const variants = (name: string) => [name, `${name}-detractor`, `${name}-passive`, `${name}-promoter`];
const asking = [
  ...common,
  ...['brand', 'question', 'low-label', 'high-label', 'no-comment', 'contact'],
  ...variants('ask'),
  ...variants('reasons'),
  ...variants('thanks'),
];

describe.each([
  ['cx-nps', asking],
  ['cx-effort', asking],
  ['cx-rating', [...asking, 'look', 'max', 'step']],
  ['cx-review', [...asking, 'product', 'order', 'links', 'min-length']],
  ['cx-call', [...common, 'tel', 'label']],
])('the attributes of <%s>', (tag, names) => {
  it.each(names)('%s has a property', async name => {
    const el = await mount(`<${tag}></${tag}>`);
    const isFlag = name === 'open' || name === 'no-comment';

    el.setAttribute(name, isFlag ? '' : '3');

    expect(String((el as unknown as {[name: string]: unknown})[camelCase(name)])).toBe(isFlag ? 'true' : '3');
  });

  it('draw the same when they are set as properties of an element that is not yet defined', async () => {
    const later = `later-${tag}`;
    const el = document.createElement(later) as SurveyElement;
    Object.assign(el, {survey: 'own', question: 'Well?', label: 'Sales', tel: '112', reasons: ['a', 'b'], theme: 'dark'});
    document.body.append(el);

    (customElements.get(tag) as typeof CxNps).define(later);
    await el.updateComplete;

    expect(el.shadowRoot!.textContent).toMatch(/Well\?|Sales/);
    expect([el.survey, el.theme]).toEqual(['own', 'dark']);
    expect(Object.keys(el)).not.toContain('survey');
  });
});

describe('value', () => {
  it.each([
    ['<cx-nps value="7"></cx-nps>', 7, 7],
    ['<cx-nps value="0"></cx-nps>', 0, 0],
    ['<cx-nps></cx-nps>', null, -1],
    ['<cx-nps value=""></cx-nps>', null, -1],
    ['<cx-effort value="1"></cx-effort>', 1, 0],
    ['<cx-rating step="0.5" value="3.5"></cx-rating>', 3.5, 6],
    ['<cx-review value="5"></cx-review>', 5, 4],
  ])('of %s is %j at first', async (markup, value, index) => {
    const heard = hear('cx-answer', 'cx-partial', 'cx-problem');

    const el = await mount(markup);
    await drawn(el);

    expect(el.value).toBe(value);
    expect(checked(el)).toBe(index);
    // What is wrong with the elements of earlier tests is still being told.
    expect(heard.filter(event => (event as unknown as {cxElement?: Element}).cxElement === el)).toEqual([]);
  });

  it('as property is drawn and fires nothing', async () => {
    const heard = hear('cx-answer', 'cx-partial', 'cx-submit');
    const el = await mount('<cx-nps></cx-nps>');

    el.value = 3;
    await el.updateComplete;
    const first = checked(el);
    el.value = null;
    await el.updateComplete;

    expect([first, checked(el)]).toEqual([3, -1]);
    expect(heard).toEqual([]);
  });

  it.each([
    ['5', 5],
    [' 0 ', 0],
    ['', null],
    ['five', null],
    ['11', null],
  ])('as property may be written as the text %j', async (text, value) => {
    const el = await mount('<cx-nps></cx-nps>');

    el.value = text as unknown as number;
    await el.updateComplete;

    expect(el.value).toBe(value);
    expect(checked(el)).toBe(value ?? -1);
  });

  it('as property does not change the attribute', async () => {
    const el = await mount('<cx-nps value="3"></cx-nps>');

    el.value = 5;
    await el.updateComplete;

    expect(el.getAttribute('value')).toBe('3');
    expect(el.defaultValue).toBe(3);
  });

  it('wins over the attribute when it is set before the element is drawn', async () => {
    const el = document.createElement('cx-nps') as SurveyElement;
    el.setAttribute('value', '3');
    el.value = 7;
    document.body.append(el);

    await el.updateComplete;

    expect(el.value).toBe(7);
  });

  it('wins over the attribute when it is set before the element is defined', async () => {
    document.body.innerHTML = '<value-first value="3"></value-first>';
    const el = document.querySelector('value-first') as SurveyElement;
    el.value = 7;

    CxNps.define('value-first');
    await el.updateComplete;

    expect(el.value).toBe(7);
  });

  it('follows the attribute until somebody sets or chooses one', async () => {
    const el = await mount('<cx-nps value="3"></cx-nps>');
    el.setAttribute('value', '4');
    await el.updateComplete;
    const followed = el.value;

    el.value = 7;
    el.setAttribute('value', '5');
    await el.updateComplete;

    expect([followed, el.value]).toEqual([4, 7]);
  });

  it('stays what a person chose when the attribute changes', async () => {
    const el = await mount('<cx-nps value="3"></cx-nps>');
    await pick(el, 3);

    el.setAttribute('value', '5');
    await el.updateComplete;

    expect(el.value).toBe(3);
  });

  it('goes back to the default on reset()', async () => {
    const el = await mount('<cx-nps value="3"></cx-nps>');
    await pick(el, 9);

    await el.reset();

    expect(el.value).toBe(3);
  });

  it('is the new default after reset() where the default has changed', async () => {
    const el = await mount('<cx-nps value="3"></cx-nps>');
    await pick(el, 9);
    el.setAttribute('value', '5');

    await el.reset();

    expect(el.value).toBe(5);
  });
});

describe('words, attributes and slots', () => {
  it.each([
    ['<cx-nps brand="Alder"></cx-nps>', 'How likely are you to recommend Alder to a friend or colleague?'],
    ['<cx-nps brand="$&{brand}"></cx-nps>', 'How likely are you to recommend $&{brand} to a friend or colleague?'],
    ['<cx-nps question="Well?" brand="Alder"></cx-nps>', 'Well?'],
    ['<cx-nps question="<b>Well?</b>"></cx-nps>', '<b>Well?</b>'],
    ['<cx-effort brand="Alder"></cx-effort>', 'Alder made it easy for me to handle my issue.'],
    ['<cx-effort></cx-effort>', 'The shop made it easy for me to handle my issue.'],
  ])('%s asks %j', async (markup, question) => {
    const el = await mount(markup);

    expect(textOf(el, 'question')).toBe(question);
  });

  it('name the ends of the scale, in sight and in the names of the radios', async () => {
    const el = await mount('<cx-nps low-label="No" high-label="Yes"></cx-nps>');

    expect([textOf(el, 'low'), textOf(el, 'high')]).toEqual(['No', 'Yes']);
    expect(radios(el).map(radio => radio.getAttribute('aria-label'))).toEqual(
      ['0, No', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10, Yes'], // prettier-ignore
    );
  });

  it.each([
    [2, 'Low?', ['late', 'broken'], 'Sorry'],
    [7, 'Middling?', ['x'], 'Thanks'],
    [10, 'High?', ['Fast delivery'], 'Great'],
  ])('follow the score %i', async (score, ask, labels, thanks) => {
    const el = await mount(`<cx-nps ask="Why?" ask-detractor="Low?" ask-passive="Middling?" ask-promoter="High?"
      reasons="x" reasons-detractor="late | broken" reasons-promoter="fast=Fast delivery"
      thanks="Thanks" thanks-detractor="Sorry" thanks-promoter="Great"></cx-nps>`);

    await pick(el, score);
    const asked = textOf(el, 'ask');
    const offered = chips(el);
    parts(el, 'submit')[0]!.click();
    await el.updateComplete;

    expect([asked, offered, textOf(el, 'thanks')]).toEqual([ask, labels, thanks]);
  });

  it('take lists as arrays', async () => {
    const el = await mount('<cx-nps></cx-nps>');
    el.reasons = ['price=The price | or not', 'Delivery'];

    await pick(el, 5);

    expect(chips(el)).toEqual(['The price | or not', 'Delivery']);
  });

  it('leave the comment out with no-comment', async () => {
    const el = await mount('<cx-nps no-comment></cx-nps>');

    await pick(el, 5);

    expect(parts(el, 'comment')).toEqual([]);
  });

  it('replace any word of the follow-up', async () => {
    const el = await mount('<cx-nps words="send=Go | optional=Only if you like | comment=Tell us"></cx-nps>');

    await pick(el, 5);

    expect(el.shadowRoot!.textContent).toMatch(/Tell us[^]*Only if you like[^]*Go/);
  });

  it('replace words by an object', async () => {
    const el = await mount('<cx-nps></cx-nps>');
    el.words = {send: 'Go | now'};

    await pick(el, 5);

    expect(textOf(el, 'submit')).toBe('Go | now');
  });

  it('replace the words of the scale and of the links', async () => {
    const el = await mount(
      '<cx-review words="option={value} von {max} | links=Auch auf" links="google=https://g.example/"></cx-review>',
    );

    expect(radios(el)[1]!.getAttribute('aria-label')).toBe('2 von 5');
    expect(textOf(el, 'links')).toBe('Auch auf Google');
  });

  it.each(['question', 'ask', 'submit', 'thanks'])('have a slot for the %s', async name => {
    const el = await mount('<cx-nps></cx-nps>');
    await pick(el, 5);
    const before = el.shadowRoot!.querySelector(`slot[name="${name}"]`);
    parts(el, 'submit')[0]!.click();
    await el.updateComplete;
    const after = el.shadowRoot!.querySelector(`slot[name="${name}"]`);

    expect([!!before, !!after]).toEqual(name === 'thanks' ? [false, true] : [true, false]);
  });

  it('count down the last tenth of a comment', async () => {
    const el = await mount('<cx-nps></cx-nps>');
    await pick(el, 5);

    write(el, 'comment', 'x'.repeat(4500));
    await el.updateComplete;
    const early = el.shadowRoot!.querySelector('#comment-note');
    write(el, 'comment', 'x'.repeat(4999));
    await el.updateComplete;

    expect(early).toBe(null);
    expect(el.shadowRoot!.querySelector('#comment-note')!.textContent).toBe('1 character left');
  });
});

describe('a tag that is taken', () => {
  it('keeps its definition, with one warning', async () => {
    customElements.define('taken-nps', class extends HTMLElement {});
    const lines = vi.spyOn(console, 'warn').mockImplementation(() => {});

    CxNps.define('taken-nps');

    await vi.waitFor(() =>
      expect(lines).toHaveBeenCalledWith(expect.stringMatching(/^cx-elements: .*"taken-nps".*\(duplicate-define\)$/)),
    );
  });

  it('is left alone in silence where it is ours already', () => {
    const again = CxNps.define();

    expect(again).toBe(CxNps);
  });
});
