import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import type {CxCall} from '../../src/elements/call/cx-call.js';
import {fire} from '../../src/page/fire.js';
import type {Client} from '../../src/page/client-port.js';
import {registry} from '../../src/page/registry.js';
import {dataProblems} from '../events/harness.js';
import {clearPage, defineAll, field, hear, hearNoMore, mount, textOf, write} from './harness.js';

const open = '2026-11-25T10:00Z';
const closed = '2026-11-27T19:00Z';
const office =
  'tel="+358 40 123 4567" hours="Mo-Fr 09:00-18:00; Sa 10:00-14:00" timezone="Europe/Helsinki" when-closed="form" desktop="form"';

beforeAll(async () => {
  defineAll();
  // Timers stand still in these tests, and so would a module that comes for the first time.
  await import('../../src/elements/call/more.js');
  await import('../../src/elements/call/callback.js');
  await import('../../src/elements/problems.js');
});

beforeEach(() => {
  vi.useFakeTimers({toFake: ['Date', 'setTimeout', 'clearTimeout']});
  vi.stubEnv('TZ', 'Europe/Helsinki');
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  // What becomes of a request is told by the tests themselves.
  registry().client = {} as Client;
});

afterEach(() => {
  clearPage();
  hearNoMore();
  localStorage.clear();
  registry().facts.clear();
  delete registry().client;
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function settled(el: CxCall): Promise<void> {
  for (let turns = 0; turns < 20; turns++) {
    await new Promise(done => setImmediate(done));
    await el.updateComplete;
  }
}

async function at(moment: string, attributes = office, inside = ''): Promise<CxCall> {
  vi.setSystemTime(moment);
  const el = await mount<CxCall>(`<cx-call ${attributes}>${inside}</cx-call>`);
  await settled(el);
  return el;
}

async function press(el: CxCall): Promise<void> {
  el.shadowRoot!.querySelector('form')!.dispatchEvent(new Event('submit', {bubbles: true, cancelable: true}));
  await settled(el);
}

async function ask(el: CxCall, phone = '040 765 4321'): Promise<void> {
  write(el, 'phone', phone);
  await press(el);
}

/** Lets what nobody has confirmed within a second be told. */
async function pass(el: CxCall, ms = 1000): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settled(el);
}

const said = (el: CxCall) => el.shadowRoot!.querySelector('.callback, .said')!.textContent!.replace(/\s+/g, ' ').trim();
const status = (el: CxCall) => [...el.shadowRoot!.querySelectorAll('[role=status]')].at(-1)!.textContent;
const slot = (el: CxCall) => el.shadowRoot!.querySelector('select')!;

describe('the callback form of <cx-call>', () => {
  it.each([
    ['ar', '، '],
    ['fa', '، '],
    ['ja', ' '],
    ['zh-Hans', ' '],
    ['de', ', '],
  ])('parts the day and the time as is done in %s', async (lang, pause) => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue([lang]);
    const el = await at(closed, `${office} lang="${lang}"`);
    const tomorrow = new Intl.RelativeTimeFormat(lang, {numeric: 'auto'}).format(1, 'day');

    await vi.waitFor(() => expect(slot(el).options[0]!.textContent!.toLowerCase()).toContain(tomorrow + pause));
  });

  it('asks for a number, a name and one of the next slots, and sends what the collector takes', async () => {
    const heard = hear('cx-submit');
    const el = await at(closed, `${office} data-order-id="A1"`);
    const options = [...slot(el).options].map(({textContent}) => textContent);
    write(el, 'name', ' Aino ');
    slot(el).value = slot(el).options[1]!.value;
    slot(el).dispatchEvent(new Event('change', {bubbles: true}));

    await ask(el);

    expect(options.slice(0, 3)).toEqual(['Tomorrow, 10:00–12:00', 'Tomorrow, 12:00–14:00', 'Monday, 09:00–11:00']);
    expect(heard).toHaveLength(1);
    expect(heard[0]!.detail).toMatchObject({
      element: 'cx-call',
      survey: 'call',
      partial: false,
      seq: 1,
      answers: {
        phone: '+358407654321',
        name: 'Aino',
        slot: {start: '2026-11-28T10:00:00.000Z', end: '2026-11-28T12:00:00.000Z'},
        consents: [
          {kind: 'callback', text: 'We use your number for this call and for nothing else.', at: '2026-11-27T19:00:00.000Z'},
        ],
      },
      expires: '2026-11-28T12:00:00.000Z',
      context: {orderId: 'A1'},
    });
    expect(dataProblems('cx.submitted', heard[0]!.detail)).toEqual([]);
  });

  it('offers the next moment first while it is open, for two hours at most', async () => {
    const heard = hear('cx-submit');
    const el = await at(open);

    await ask(el);

    expect(heard[0]!.detail.answers.slot).toEqual({start: '2026-11-25T10:00:00.000Z', end: '2026-11-25T12:00:00.000Z'});
  });

  it('keeps the line of the page in the consent, where it has one of its own', async () => {
    const heard = hear('cx-submit');
    const el = await at(closed, office, '<span slot="consent">We call once. <a href="/privacy">Privacy</a></span>');

    await ask(el);

    expect(heard[0]!.detail.answers.consents![0]!.text).toBe('We call once. Privacy');
  });

  it.each([
    ['040 765 4321', 'country="SE"', '+46407654321'],
    ['040 765 4321', 'country="+47"', '+47407654321'],
    ['+1 800 555 0199', 'country="SE"', '+18005550199'],
    ['040 765 4321', 'country="Sweden"', '+358407654321'],
  ])('writes %s with %s as %s', async (phone, country, expected) => {
    const heard = hear('cx-submit');
    const el = await at(closed, `${office} ${country}`);

    await ask(el, phone);

    expect(heard[0]!.detail.answers.phone).toBe(expected);
  });

  it('says kindly what is wrong with a number, and keeps it', async () => {
    const heard = hear('cx-submit');
    const el = await at(closed);

    await ask(el, '12');
    const told = el.shadowRoot!.querySelector('#phone-note')!.textContent;
    write(el, 'phone', '040 765 4321');
    await settled(el);

    expect(told).toBe('Please check the phone number, for example +358\u00a012\u00a0345\u00a06789.');
    expect(heard).toEqual([]);
    expect(field(el, 'phone').hasAttribute('aria-invalid')).toBe(false);
  });

  it('stays with what was typed when the shop opens meanwhile', async () => {
    const el = await at('2026-11-30T06:59:00Z', office.replace('desktop="form"', ''));
    write(el, 'phone', '040 765');

    await pass(el, 120_000);

    expect(el.openNow).toBe(true);
    expect(field(el, 'phone').value).toBe('040 765');
  });
});

describe('a request to be called back', () => {
  it('is "requested" only once it is confirmed', async () => {
    const heard = hear('cx-submit');
    const el = await at(closed);
    await ask(el);
    const {response} = heard[0]!.detail;
    const told: unknown[] = [status(el)];

    fire(el, 'cx-stored', {id: 'e1', response, durable: true});
    await settled(el);
    told.push(status(el));
    await pass(el);
    told.push(status(el), said(el));
    fire(el, 'cx-accepted', {id: 'other', response, status: 'stored'});
    await settled(el);
    told.push(status(el));
    fire(el, 'cx-accepted', {id: 'e1', response, status: 'stored'});
    await settled(el);
    told.push(status(el));

    expect(told).toEqual([
      '',
      '',
      'Not sent yet. We keep trying.',
      'Not sent yet. We keep trying. You can also call +358 40 123 4567',
      'Not sent yet. We keep trying.',
      'Requested. We will call you tomorrow, 10:00–12:00.',
    ]);
    expect(textOf(el, 'number')).toBe('+358 40 123 4567');
  });

  it('is "requested" where the confirmation comes before the word that it is stored', async () => {
    const heard = hear('cx-submit');
    const el = await at(open);
    await ask(el);
    const {response} = heard[0]!.detail;

    fire(el, 'cx-accepted', {id: 'e1', response, status: 'stored'});
    fire(el, 'cx-stored', {id: 'e1', response, durable: true});
    await settled(el);

    expect(status(el)).toBe('Requested. We will call you.');
  });

  it('asks to keep a page open that could not store it', async () => {
    const heard = hear('cx-submit');
    const el = await at(closed);
    await ask(el);

    fire(el, 'cx-stored', {id: 'e1', response: heard[0]!.detail.response, durable: false});
    await settled(el);

    expect(status(el)).toBe('Not sent yet. Please keep this page open.');
  });

  it('gives the form back, with all that was typed, where it is refused; the next attempt is a new response', async () => {
    const heard = hear('cx-submit');
    const el = await at(closed);
    write(el, 'name', 'Aino');
    await ask(el);
    fire(el, 'cx-stored', {id: 'e1', response: heard[0]!.detail.response, durable: true});

    fire(el, 'cx-problem', {id: 'e1', code: 'rejected', message: 'cx-call: …'});
    await settled(el);
    const alert = el.shadowRoot!.querySelector('[role=alert]')!.textContent;
    const kept = [field(el, 'phone').value, field(el, 'name').value];
    await press(el);

    expect(alert).toBe('This could not be sent. Nothing you wrote is lost.');
    expect(kept).toEqual(['040 765 4321', 'Aino']);
    expect(new Set(heard.map(({detail}) => detail.response)).size).toBe(2);
  });

  it('is the page’s own where it cancels the event: the form stays', async () => {
    const el = await at(closed);
    el.addEventListener('cx-submit', event => event.preventDefault());

    await ask(el);
    await pass(el);

    expect(field(el, 'phone').value).toBe('040 765 4321');
    expect(status(el)).toBe('');
  });

  it('is one, however often the button is pressed', async () => {
    const heard = hear('cx-submit');
    const el = await at(closed);

    await ask(el);
    await press(el);

    expect(heard).toHaveLength(1);
  });

  it('is one within a minute, from another element too', async () => {
    const heard = hear('cx-submit');
    const first = await at(closed);
    await ask(first);
    const {response} = heard[0]!.detail;
    fire(first, 'cx-stored', {id: 'e1', response, durable: true});
    await pass(first, 30_000);
    const second = await at('2026-11-27T19:00:30Z');

    await ask(second);
    const told = [said(second)];
    fire(document, 'cx-accepted', {id: 'e1', response, status: 'stored'});
    await settled(second);
    told.push(said(second));

    expect(heard).toHaveLength(1);
    expect(told).toEqual([
      'You have asked for this a moment ago. Once is enough. You can also call +358 40 123 4567',
      'Requested. We will call you.',
    ]);
  });

  it('is "requested" in a second tab too, once the first one knows', async () => {
    const first = await at(closed);
    await ask(first);
    const fact = 'cx:answer:call:callback';
    const second = await at('2026-11-27T19:00:30Z');
    await ask(second);
    const told = [status(second)];

    localStorage.setItem(fact, localStorage.getItem(fact)!.trimEnd() + ' e1 accepted');
    dispatchEvent(new Event('storage'));
    await settled(second);
    told.push(status(second));

    expect(told).toEqual(['You have asked for this a moment ago. Once is enough.', 'Requested. We will call you.']);
  });

  it('promises no slot that has passed when it is confirmed', async () => {
    const heard = hear('cx-submit');
    const el = await at(closed);
    await ask(el);
    const {response} = heard[0]!.detail;
    fire(el, 'cx-stored', {id: 'e1', response, durable: true});

    vi.setSystemTime('2026-11-28T10:00:01Z');
    fire(el, 'cx-accepted', {id: 'e1', response, status: 'stored'});
    await settled(el);

    expect(status(el)).toBe('Requested. We will call you.');
  });

  it('is "requested" at once where the same was confirmed within the minute', async () => {
    const heard = hear('cx-submit');
    const first = await at(closed);
    await ask(first);
    fire(first, 'cx-stored', {id: 'e1', response: heard[0]!.detail.response, durable: true});
    fire(first, 'cx-accepted', {id: 'e1', response: heard[0]!.detail.response, status: 'stored'});
    const second = await at('2026-11-27T19:00:30Z');

    await ask(second);

    expect(heard).toHaveLength(1);
    expect(status(second)).toBe('Requested. We will call you.');
  });

  it.each([
    ['after a minute', '2026-11-27T19:01:01Z', '040 765 4321'],
    ['for another number', '2026-11-27T19:00:30Z', '040 765 4322'],
  ])('is another one %s', async (_what, moment, phone) => {
    const heard = hear('cx-submit');
    await ask(await at(closed));
    const again = await at(moment);

    await ask(again, phone);

    expect(heard).toHaveLength(2);
  });

  it('keeps no number on the device', async () => {
    await ask(await at(closed));

    expect(JSON.stringify({...localStorage})).toContain('cx:answer:call:callback');
    expect(JSON.stringify({...localStorage})).not.toMatch(/7654321|765 4321/);
  });
});
