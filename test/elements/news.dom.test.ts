import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import type {SurveyElement} from '../../src/elements/survey-element.js';
import type {CxEventDetails} from '../../src/events/catalogue.js';
import type {Client} from '../../src/page/client-port.js';
import {fire} from '../../src/page/fire.js';
import {registry} from '../../src/page/registry.js';
import {clearPage, defineAll, field, hear, hearNoMore, mount, parts, pick, submit, textOf, write} from './harness.js';

beforeAll(defineAll);
beforeEach(() => {
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
  // That there is one is all that an element knows of it; the test says what it would say.
  registry().client = {} as Client;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  delete registry().client;
  clearPage();
  hearNoMore();
});

const tags = ['cx-nps', 'cx-rating', 'cx-effort', 'cx-review'];

/** A survey whose answer has just been handed over, and the id of its response. */
async function handed(tag: string, attributes = '', score = 2) {
  const heard = hear('cx-submit');
  const el = await mount(`<${tag} ${attributes}></${tag}>`);
  await pick(el, score);
  write(el, tag === 'cx-review' ? 'text' : 'comment', 'Typed with care');
  await submit(el);
  return {el, response: heard[0]!.detail.response, heard};
}

async function stored(el: SurveyElement, response: string, more: Partial<CxEventDetails['cx-stored']> = {}) {
  fire(el, 'cx-stored', {id: 'e1', response, durable: true, ...more});
  await el.updateComplete;
}

async function accepted(el: SurveyElement, response: string, id = 'e1') {
  fire(el, 'cx-accepted', {id, response, status: 'stored'});
  await el.updateComplete;
}

async function lost(el: SurveyElement, response: string, code = 'rejected', id = 'e1') {
  fire(el, 'cx-problem', {id, response, code, reason: 'no', message: 'no'});
  await el.updateComplete;
}

async function pass(el: SurveyElement, milliseconds: number) {
  vi.advanceTimersByTime(milliseconds);
  await el.updateComplete;
}

const status = (el: Element) => el.shadowRoot!.querySelector('[role="status"]')!.textContent;
const alert = (el: Element) => el.shadowRoot!.querySelector('[role="alert"]')?.textContent;
const line = (el: Element) => textOf(el, 'kept');
const isThanked = (el: Element) => parts(el, 'thanks').length === 1;
const goOffline = () => vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);

describe.each(tags)('the thank-you of <%s>', tag => {
  it('comes when the answer is stored, and not before', async () => {
    const {el, response} = await handed(tag);
    const before = isThanked(el);
    const button = parts(el, 'submit')[0]!.getAttribute('aria-disabled');

    await stored(el, response);

    expect([before, button]).toEqual([false, 'true']);
    expect(isThanked(el)).toBe(true);
    expect(status(el)).toMatch(/^Thank you/);
  });

  it('comes at once where nobody delivers', async () => {
    delete registry().client;

    const {el} = await handed(tag);

    expect(isThanked(el)).toBe(true);
  });

  it('comes at once where the page keeps the answer to itself', async () => {
    addEventListener('cx-submit', event => event.preventDefault(), {once: true});

    const {el} = await handed(tag);
    await pass(el, 10_000);

    expect(isThanked(el)).toBe(true);
    expect(parts(el, 'kept')).toEqual([]);
  });

  it('comes after two seconds in which nobody says that the answer is stored', async () => {
    const {el} = await handed(tag);
    await pass(el, 1999);
    const before = isThanked(el);

    await pass(el, 1);

    expect(before).toBe(false);
    expect(isThanked(el)).toBe(true);
    expect(parts(el, 'kept')).toEqual([]);
  });

  it('stands alone where the answer is confirmed in time', async () => {
    const {el, response} = await handed(tag);
    await stored(el, response);
    const said = status(el);

    await accepted(el, response);
    await pass(el, 60_000);

    expect(parts(el, 'kept')).toEqual([]);
    expect(status(el)).toBe(said);
  });

  it('tells after four seconds that the answer is kept, and then that it was sent', async () => {
    const {el, response} = await handed(tag);
    await stored(el, response);
    await pass(el, 3999);
    const before = parts(el, 'kept').length;

    await pass(el, 1);
    const told = [line(el), status(el)];
    await accepted(el, response);
    await pass(el, 60_000);

    expect(before).toBe(0);
    expect(told).toEqual([
      'Kept on this device. It will be sent automatically.',
      'Kept on this device. It will be sent automatically.',
    ]);
    expect([line(el), status(el)]).toEqual(['Sent.', 'Sent.']);
    expect(isThanked(el)).toBe(true);
  });

  it('tells at once where the device is offline', async () => {
    goOffline();
    const {el, response} = await handed(tag);

    await stored(el, response);

    expect(line(el)).toBe('Kept on this device. It will be sent automatically.');
  });

  it('asks to keep the page open where the answer would not survive it, with the text to copy', async () => {
    const {el, response} = await handed(tag);
    await stored(el, response, {durable: false});
    const before = parts(el, 'kept').length;

    await pass(el, 1000);
    const told = [line(el), status(el), parts(el, 'thanks')[0]!.querySelector('textarea')!.value];
    await accepted(el, response);

    expect(before).toBe(0);
    expect(told).toEqual([
      'Not sent yet. Please keep this page open.',
      'Not sent yet. Please keep this page open.',
      'Typed with care',
    ]);
    expect(line(el)).toBe('Sent.');
    expect(parts(el, 'thanks')[0]!.querySelector('textarea')).toBeNull();
  });

  it('gives way to the form with all that was typed where the answer is refused', async () => {
    const {el, response, heard} = await handed(tag);
    await stored(el, response);

    await lost(el, response);
    const again = [field(el, tag === 'cx-review' ? 'text' : 'comment').value, el.value, alert(el), textOf(el, 'submit')];
    await submit(el);
    const second = heard[1]!.detail;
    await stored(el, second.response, {id: 'e2'});

    expect(again).toEqual(['Typed with care', 2, 'This could not be sent. Nothing you wrote is lost.', 'Try again']);
    expect(second.response).not.toBe(response);
    expect({...second.answers, score: 2}).toEqual({...heard[0]!.detail.answers, score: 2});
    expect(isThanked(el)).toBe(true);
    expect(alert(el)).toBeUndefined();
  });
});

describe('what is told of an answer', () => {
  it('keeps reasons, contact and score in the form of a refused one', async () => {
    const el = await mount('<cx-nps reasons="price=Price" contact="email"></cx-nps>');
    const heard = hear('cx-submit');
    await pick(el, 3);
    el.shadowRoot!.querySelector('input[type="checkbox"]')!.dispatchEvent(new Event('change'));
    write(el, 'email', 'ann@example.com');
    await submit(el);
    const {response} = heard[0]!.detail;
    await stored(el, response);

    await lost(el, response);

    expect(el.shadowRoot!.querySelector<HTMLInputElement>('input[type="checkbox"]')!.checked).toBe(true);
    expect(field(el, 'email').value).toBe('ann@example.com');
    expect(el.value).toBe(3);
  });

  it('says of one that is too large that it is too long', async () => {
    const {el, response} = await handed('cx-nps');
    await stored(el, response);

    await lost(el, response, 'too-large');

    expect(alert(el)).toBe('This is too long to be sent. Please shorten it.');
  });

  it('comes with the refusal however late that is', async () => {
    const {el, response} = await handed('cx-nps');
    await stored(el, response);
    await pass(el, 100_000);

    await lost(el, response);

    expect(parts(el, 'kept')).toEqual([]);
    expect(field(el, 'comment').value).toBe('Typed with care');
  });

  it('is nothing of what other answers, other events and other problems tell', async () => {
    const {el, response} = await handed('cx-nps');
    await stored(el, 'another');
    const before = isThanked(el);
    await stored(el, response);
    await accepted(el, response, 'a partial one');
    await lost(el, response, 'rejected', 'a partial one');
    fire(el, 'cx-problem', {code: 'unreachable', message: 'no', endpoint: '/events', status: 0});
    el.dispatchEvent(new Event('cx-stored'));

    await pass(el, 4000);

    expect(before).toBe(false);
    expect(line(el)).toMatch(/^Kept/);
  });

  it('is nothing before there is an answer', async () => {
    const el = await mount('<cx-nps></cx-nps>');
    await pick(el, 9);

    el.dispatchEvent(new Event('cx-stored'));
    fire(el, 'cx-accepted', {id: 'e1', status: 'stored'});
    await stored(el, 'another');
    await el.updateComplete;

    expect(isThanked(el)).toBe(false);
  });

  it('is not that it waits where it was confirmed before it was said to be stored', async () => {
    goOffline();
    const {el, response} = await handed('cx-nps');
    await accepted(el, response);
    const before = isThanked(el);

    await stored(el, response);
    await pass(el, 4000);

    expect([before, isThanked(el)]).toEqual([false, true]);
    expect(parts(el, 'kept')).toEqual([]);
  });

  it('is that it was refused, also before it was said to be stored', async () => {
    const {el, response} = await handed('cx-nps');
    await lost(el, response);

    await stored(el, response);

    expect(alert(el)).toMatch(/could not be sent/);
    expect(field(el, 'comment').value).toBe('Typed with care');
  });

  it('waits for the last of several events of one answer', async () => {
    const {el, response} = await handed('cx-nps');
    await stored(el, response, {id: 'partial'});
    await stored(el, response, {id: 'complete'});
    await pass(el, 4000);

    await accepted(el, response, 'partial');
    const first = line(el);
    await accepted(el, response, 'complete');

    expect(first).toMatch(/^Kept/);
    expect(line(el)).toBe('Sent.');
  });

  it('is "not sent yet" where nobody says that it is stored', async () => {
    const {el, response} = await handed('cx-nps');
    await pass(el, 4000);
    const first = line(el);

    await stored(el, response);

    expect(first).toMatch(/^Not sent yet/);
    expect(line(el)).toMatch(/^Kept/);
  });

  it('shows no text to copy where none was typed', async () => {
    const {el, response} = await handed('cx-nps');
    el.flow = {...el.flow, fields: {comment: '  '}};
    await stored(el, response, {durable: false});

    await pass(el, 1000);

    expect(line(el)).toMatch(/^Not sent yet/);
    expect(el.shadowRoot!.querySelector('textarea')).toBeNull();
  });

  it('ends with reset(): neither old timers nor old events speak to the next visitor', async () => {
    const {el, response} = await handed('cx-nps');
    await stored(el, response);
    await el.reset();
    await pass(el, 1000);
    await pick(el, 9);
    await submit(el);

    await pass(el, 1900);
    await lost(el, response);
    await accepted(el, response);

    expect(isThanked(el)).toBe(false);
    expect(alert(el)).toBeUndefined();
    expect(el.value).toBe(9);
  });

  it('sends one answer however often the button is pressed', async () => {
    const {el, heard, response} = await handed('cx-nps');

    await submit(el);
    await stored(el, response);
    await submit(el);

    expect(heard).toHaveLength(1);
  });

  it('takes the words of the page', async () => {
    goOffline();
    const {el, response} = await handed('cx-nps', 'words="kept=Gut aufgehoben | lost=Schade | again=Noch einmal"');
    await stored(el, response);
    const kept = line(el);

    await lost(el, response);

    expect(kept).toBe('Gut aufgehoben');
    expect([alert(el), textOf(el, 'submit')]).toEqual(['Schade', 'Noch einmal']);
  });
});
