import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import type {CxCall} from '../../src/elements/call/cx-call.js';
import {dataProblems} from '../events/harness.js';
import {clearPage, defineAll, hear, hearNoMore, mount, parts, textOf} from './harness.js';

const tel = 'tel="+358 40 123 4567"';
const office = `${tel} hours="Mo-Fr 09:00-18:00; Sa 10:00-14:00" timezone="Europe/Helsinki"`;

beforeAll(async () => {
  defineAll();
  // Timers stand still in these tests, and so would a module that comes for the first time.
  await import('../../src/elements/call/more.js');
  await import('../../src/elements/call/callback.js');
  await import('../../src/elements/call/code.js');
  await import('../../src/elements/problems.js');
});

beforeEach(() => {
  vi.useFakeTimers({toFake: ['Date', 'setTimeout', 'clearTimeout']});
  vi.stubEnv('TZ', 'Europe/Helsinki');
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

afterEach(() => {
  clearPage();
  hearNoMore();
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** An element as it is drawn at a moment, with all that its attributes ask for. */
async function at(moment: string, attributes: string): Promise<CxCall> {
  vi.setSystemTime(moment);
  const el = await mount<CxCall>(`<cx-call ${attributes}></cx-call>`);
  await settled(el);
  return el;
}

async function settled(el: CxCall): Promise<void> {
  for (let turns = 0; turns < 20; turns++) {
    await new Promise(done => setImmediate(done));
    await el.updateComplete;
  }
}

const hours = (el: CxCall) => textOf(el, 'hours');
const links = (el: CxCall) => parts(el, 'link').map(link => link.getAttribute('href'));

describe('<cx-call hours>', () => {
  it.each([
    ['2026-11-25T10:00Z', 'Open until 18:00'],
    ['2026-11-25T15:35Z', 'Open, closes in 25 minutes'],
    ['2026-11-25T15:59:30Z', 'Open, closes in 1 minute'],
    ['2026-11-25T06:30Z', 'Closed, opens in 30 minutes'],
    ['2026-11-25T05:30Z', 'Closed, opens at 09:00'],
    ['2026-11-25T19:00Z', 'Closed, opens tomorrow at 09:00'],
    ['2026-11-28T19:00Z', 'Closed, opens Monday at 09:00'],
  ])('says at %s: %s', async (moment, text) => {
    const el = await at(moment, office);

    expect(hours(el)).toBe(text);
  });

  it('says when a night ends, and not that it is another day', async () => {
    const el = await at('2026-11-27T20:30Z', `${tel} hours="Fr 22:00-02:00" timezone="Europe/Helsinki"`);

    expect(hours(el)).toBe('Open until 02:00');
  });

  it('speaks of the visitor’s own clock where it shows another time than the shop’s', async () => {
    vi.stubEnv('TZ', 'Asia/Kolkata');
    const el = await at('2026-11-25T10:00Z', office);

    expect(hours(el)).toBe('Open until 21:30 (your time)');
  });

  it('names a date that is not within a week', async () => {
    const el = await at('2026-11-25T10:00Z', `${office} closed="2026-11-01/2026-12-31"`);

    expect(hours(el)).toBe('Closed, opens Friday 1 January at 09:00');
  });

  it('speaks the language of the page, in the visitor’s own region', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['de-AT', 'en-US']);
    const el = await at('2026-11-28T19:00Z', `${office} lang="en" words="opensDay=Ab {day}, {time}"`);

    expect(hours(el)).toMatch(/^Ab Monday, 09:00\sAM$/);
  });

  it('reflects whether it is open, and tells when that changes', async () => {
    const open = await at('2026-11-25T10:00Z', office);
    const [isOpen, change] = [open.hasAttribute('open-now'), open.nextChange];
    const closed = await at('2026-11-25T19:00Z', office);

    expect([isOpen, closed.hasAttribute('open-now')]).toEqual([true, false]);
    expect([change, closed.nextChange]).toEqual([new Date('2026-11-25T16:00Z'), new Date('2026-11-26T07:00Z')]);
  });

  it('looks at the clock again while the page stays open', async () => {
    const el = await at('2026-11-25T14:30Z', office);
    const said = [hours(el)];

    for (const minutes of [40, 1, 49]) {
      await vi.advanceTimersByTimeAsync(minutes * 60_000);
      await settled(el);
      said.push(hours(el));
    }

    expect(said).toEqual([
      'Open until 18:00',
      'Open, closes in 50 minutes',
      'Open, closes in 49 minutes',
      'Closed, opens tomorrow at 09:00',
    ]);
    expect([el.openNow, el.nextChange]).toEqual([false, new Date('2026-11-26T07:00Z')]);
  });

  it('looks again when somebody comes back to the page', async () => {
    const el = await at('2026-11-25T10:00Z', office);

    vi.setSystemTime('2026-11-25T20:00Z');
    document.dispatchEvent(new Event('visibilitychange'));
    await settled(el);

    expect(hours(el)).toBe('Closed, opens tomorrow at 09:00');
  });

  it('has no timer once it has left the page, and looks again where it comes back', async () => {
    const el = await at('2026-11-25T10:00Z', office);

    el.remove();
    const timers = vi.getTimerCount();
    vi.setSystemTime('2026-11-25T20:00Z');
    document.body.append(el);
    await settled(el);

    expect(timers).toBe(0);
    expect(hours(el)).toBe('Closed, opens tomorrow at 09:00');
  });

  it('takes lists as arrays, and new hours at any time', async () => {
    const el = await at('2026-11-25T10:00Z', office);

    el.hours = ['Mo-Fr 08:00-12:00', 'Mo-Fr 13:00-15:00'];
    el.openOn = ['2026-11-24 10:00-11:00', '2026-11-25 10:00-20:00'];
    await settled(el);

    expect(hours(el)).toBe('Open until 20:00');
  });

  it('is open and says nothing where it has no hours', async () => {
    const el = await at('2026-11-25T03:00Z', tel);

    expect([el.openNow, el.nextChange, parts(el, 'hours').length]).toEqual([true, null, 0]);
  });

  it.each([
    [
      'hours="Mo-Fr all day"',
      'hours-invalid',
      'cx-call: expected "hours" to be opening hours such as Mo-Fr 09:00-18:00; Sa 10:00-14:00, got "Mo-Fr all day". None are shown. (hours-invalid)',
    ],
    [
      'hours="Mo-Su 00:00-24:00" timezone="Europe/Fiskars"',
      'timezone-invalid',
      'cx-call: expected "timezone" to be a time zone such as Europe/Helsinki, got "Europe/Fiskars". Using the visitor\'s. (timezone-invalid)',
    ],
    [
      'hours="Mo-Su 00:00-24:00" closed="25.12.2026"',
      'date-invalid',
      'cx-call: expected "closed" to be a date such as 2026-12-25, got "25.12.2026". It is left out. (date-invalid)',
    ],
    [
      'hours="Mo-Su 00:00-24:00" open-on="2026-12-24"',
      'date-invalid',
      'cx-call: expected "open-on" to be a date with hours such as 2026-12-24 10:00-14:00, got "2026-12-24". It is left out. (date-invalid)',
    ],
    [
      'hours="Mo-Su 00:00-24:00" when-closed="sleep"',
      'choice-invalid',
      'cx-call: expected "when-closed" to be one of form, message, hide, got "sleep". Using "message". (choice-invalid)',
    ],
    [
      'desktop="fax"',
      'choice-invalid',
      'cx-call: expected "desktop" to be one of number, qr, form, got "fax". Using "number". (choice-invalid)',
    ],
    [
      'channels="fax=+358401234567"',
      'link-refused',
      'cx-call: expected "channels" to be whatsapp=, telegram=, viber= or mailto= and an address, got "fax=+358401234567". The link is left out. (link-refused)',
    ],
  ])('says in one line what is wrong with %s, and is open', async (attributes, code, line) => {
    const heard = hear('cx-problem');
    const el = await at('2026-11-25T10:00Z', `${tel} ${attributes}`);

    expect(heard.map(({detail}) => [detail.code, detail.message])).toEqual([[code, line]]);
    expect([el.openNow, textOf(el, 'number')]).toEqual([true, '+358 40 123 4567']);
  });
});

describe('<cx-call when-closed>', () => {
  const closed = '2026-11-28T19:00Z';

  it('keeps the number and says when it opens, where it is "message"', async () => {
    const el = await at(closed, `${office} when-closed="message"`);

    expect([textOf(el, 'number'), hours(el)]).toEqual(['+358 40 123 4567', 'Closed, opens Monday at 09:00']);
    expect(parts(el, 'callback')).toHaveLength(0);
  });

  it('offers a form beside the number, where it is "form"', async () => {
    const el = await at(closed, `${office} when-closed="form"`);

    expect(parts(el, 'callback')).toHaveLength(1);
    expect(el.shadowRoot!.querySelector('a[part=number]')!.getAttribute('href')).toBe('tel:+358401234567');
  });

  it('offers a form where nothing is said and the page has an endpoint, for somebody reads what it takes', async () => {
    const without = await at(closed, office);
    const count = parts(without, 'callback').length;
    const own = await at(closed, `${office} endpoint="/events"`);

    expect([count, parts(own, 'callback').length]).toEqual([0, 1]);
  });

  it('does not open above the page where it is "hide"', async () => {
    const el = await at(closed, `${office} when-closed="hide" show-as="popover"`);

    await el.show();

    expect(el.open).toBe(false);
  });
});

describe('<cx-call desktop>', () => {
  it('draws a code that holds the number, and says what it is for', async () => {
    const el = await at('2026-11-25T10:00Z', `${office} desktop="qr"`);

    const code = parts(el, 'code')[0]!;
    expect(code.getAttribute('aria-label')).toBe('Point the camera of your phone at the code to call.');
    expect(code.querySelector('path')!.getAttribute('d')).toMatch(/^M0 0h1v1h-1z/);
    expect(textOf(el, 'number')).toBe('+358 40 123 4567');
  });

  it('offers a form while it is open', async () => {
    const el = await at('2026-11-25T10:00Z', `${office} desktop="form"`);

    expect(el.shadowRoot!.querySelector('select')!.options[0]!.textContent).toBe('As soon as possible');
  });

  it('is left to the phone on a phone', async () => {
    vi.spyOn(window, 'matchMedia').mockImplementation(query => ({matches: query.includes('coarse')}) as MediaQueryList);
    const el = await at('2026-11-25T10:00Z', `${office} desktop="form"`);

    expect(parts(el, 'callback')).toHaveLength(0);
  });
});

describe('<cx-call channels>', () => {
  it('links to messengers, with the order in the text where they take one', async () => {
    const el = await at(
      '2026-11-25T10:00Z',
      `${tel} data-order-id="A1" channels="whatsapp=+358401234567 telegram=@northwind viber=+358401234567 mailto=help@shop.example"`,
    );

    expect(links(el)).toEqual([
      'https://wa.me/358401234567?text=About%20order%20A1%3A%20',
      'https://t.me/northwind?text=About%20order%20A1%3A%20',
      'viber://chat?number=%2B358401234567',
      'mailto:help@shop.example?body=About%20order%20A1%3A%20',
    ]);
    expect(parts(el, 'link').map(link => link.textContent!.trim())).toEqual(['WhatsApp', 'Telegram', 'Viber', 'E-mail']);
  });

  it('names the product where there is no order, and nothing where there is neither', async () => {
    const product = await at('2026-11-25T10:00Z', `${tel} data-product="Alder & Co" channels="whatsapp=+358401234567"`);
    const [first] = links(product);
    const none = await at('2026-11-25T10:00Z', `${tel} channels="whatsapp=+358401234567"`);

    expect([first, ...links(none)]).toEqual([
      'https://wa.me/358401234567?text=About%20Alder%20%26%20Co%3A%20',
      'https://wa.me/358401234567',
    ]);
  });

  it.each([
    'whatsapp=javascript:alert(1)',
    'telegram=x/../../evil',
    'viber=+358401234567&x=1',
    'mailto=a@b.example?bcc=c@d.example',
    'mailto=nobody',
    'https=//evil.example',
    'javascript=alert(1)',
    'constructor=+358401234567',
    'whatsapp',
  ])('refuses %j and keeps the others', async word => {
    const heard = hear('cx-problem');
    const el = await at('2026-11-25T10:00Z', `${tel} channels="${word} viber=+358401234567"`);

    expect(links(el)).toEqual(['viber://chat?number=%2B358401234567']);
    expect(heard.map(({detail}) => detail.code)).toEqual(['link-refused']);
  });

  it('tells the page which messenger was pressed, and the page may cancel it', async () => {
    const heard = hear('cx-call');
    const el = await at('2026-11-25T10:00Z', `${tel} channels="telegram=northwind"`);
    el.addEventListener('cx-call', event => event.preventDefault());
    const press = new MouseEvent('click', {bubbles: true, cancelable: true});

    parts(el, 'link')[0]!.dispatchEvent(press);

    expect(press.defaultPrevented).toBe(true);
    expect(heard[0]!.detail).toMatchObject({channel: 'telegram', number: 'northwind'});
    expect(dataProblems('cx.called', heard[0]!.detail)).toEqual([]);
  });
});
