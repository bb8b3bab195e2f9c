import type {TemplateResult} from 'lit';
import {parseClosed, parseOpenOn} from '../../hours/dates.js';
import {stateAt, type Opening, type Schedule, type State} from '../../hours/opening.js';
import {nextSlots} from '../../hours/slots.js';
import {parseHours} from '../../hours/week.js';
import {readZone, type Zone} from '../../hours/zone.js';
import {callMore} from '../../locales/en.js';
import {fill} from '../../locales/words.js';
import {setting} from '../../page/settings.js';
import {parseWords} from '../../survey/choices.js';
import {readChoice, readText, textOf} from '../attributes.js';
import {readContext} from '../context.js';
import type {Kit} from '../kit.js';
import {languageOf, say} from '../language.js';
import {reportBad} from '../report-bad.js';
import type {Callback} from './callback.js';
import {drawChannels, parseChannels} from './channels.js';
import type {CxCall} from './cx-call.js';
import {moreStyles} from './more-styles.js';
import {sayState, speak, staysFor, type Speech} from './say.js';

/** What a page asks for besides the number. */
export interface CallMore {
  /** Draws whether it is open; undefined where no hours are given. */
  readonly hours: () => TemplateResult | undefined;
  /** Draws what stands below the number; `href` is its address. */
  readonly below: (href: string) => unknown;
  /** A new response begins. */
  readonly startOver: () => void;
  /** Looks at the attributes and the clock, before the element is drawn. */
  readonly check: () => void;
  /** The element has left the page. */
  readonly leave: () => void;
}

/** When to call back, as the form asks for it. */
export interface Diary {
  readonly isOpen: () => boolean;
  /** From now on, while it is open. */
  readonly soonest: () => Opening;
  readonly slots: () => readonly Opening[];
  readonly speech: () => Speech;
}

/** How long at most until the clock is looked at again: a device that slept, or whose clock was set, is put right. */
const maxWaitMs = 3_600_000;

/** How long "as soon as possible" may take. */
const soonestMs = 2 * 3_600_000;

/** Gives an element all that its attributes ask for besides the number. */
export function makeMore(el: CxCall, kit: Kit): CallMore {
  const {html, nothing} = kit;
  let given: string | undefined;
  let schedule: Schedule | undefined;
  let zone: Zone | undefined;
  let state: State = {isOpen: true, nextChange: null};
  let timer = 0;
  let hearing: AbortController | undefined;
  let callback: Callback | undefined;
  let drawCode: ((kit: Kit, text: string, name: string) => unknown) | undefined;
  const asked = new Set<string>();

  const words = () => ({...say(el, 'callMore', callMore), ...parseWords(el.words)});
  let spoken: {language: string; speech: Speech} | undefined;
  const speech = (): Speech => {
    const language = languageOf(el);
    if (spoken?.language !== language) spoken = {language, speech: speak(language)};
    return spoken.speech;
  };

  /** Fetches a part once; where that fails, the next drawing tries again. */
  const need = <T>(name: string, load: () => Promise<T>, take: (part: T) => void): void => {
    if (asked.has(name)) return;
    asked.add(name);
    load().then(
      part => {
        take(part);
        el.requestUpdate();
      },
      () => asked.delete(name),
    );
  };

  const read = (): void => {
    // A list as an array is text with commas.
    const all = ['hours', 'closed', 'openOn', 'timezone'].map(name => readText(el, name, 5000).trim());
    const [hours = '', closed = '', openOn = '', timezone = ''] = all;
    if (given === all.join('\n')) return;
    given = all.join('\n');
    const week = parseHours(hours);
    if (hours && !week)
      reportBad(
        el,
        'hours-invalid',
        'hours',
        hours,
        'opening hours such as Mo-Fr 09:00-18:00; Sa 10:00-14:00',
        'None are shown.',
      );
    zone = readZone(timezone);
    if (!zone)
      reportBad(el, 'timezone-invalid', 'timezone', timezone, 'a time zone such as Europe/Helsinki', "Using the visitor's.");
    zone ??= readZone();
    const [days, special] = [parseClosed(closed), parseOpenOn(openOn)];
    for (const bad of days.bad) reportBad(el, 'date-invalid', 'closed', bad, 'a date such as 2026-12-25', 'It is left out.');
    for (const bad of special.bad)
      reportBad(el, 'date-invalid', 'openOn', bad, 'a date with hours such as 2026-12-24 10:00-14:00', 'It is left out.');
    const isKnown = week || days.found.length || special.found.length;
    schedule = isKnown ? {week, closed: days.found, openOn: special.found} : undefined;
  };

  /** Looks at the clock. */
  const check = (): void => {
    read();
    const now = Date.now();
    state = schedule && zone ? stateAt(schedule, zone, now) : {isOpen: true, nextChange: null};
    el.openNow = state.isOpen;
    el.nextChange = state.nextChange;
    clearTimeout(timer);
    if (!el.isConnected) return;
    listen();
    if (schedule) timer = window.setTimeout(recheck, Math.min(staysFor(state, now), maxWaitMs));
  };

  /** Listens for as long as the element is in the page. */
  const listen = (): void => {
    if (!hearing) {
      hearing = new AbortController();
      for (const name of ['visibilitychange', 'pageshow'])
        addEventListener(name, recheck, {capture: true, signal: hearing.signal});
    }
    callback?.listen(hearing.signal);
  };

  const recheck = (): void => {
    if (document.hidden) return;
    el.requestUpdate();
    // A layer above the page must not stay there empty.
    if (!stateNow() && el.whenClosed === 'hide' && /^(p|d|b)/.test(el.showAs)) void el.hide();
  };

  const stateNow = (): boolean => !schedule || !zone || stateAt(schedule, zone, Date.now()).isOpen;

  const diary: Diary = {
    isOpen: () => state.isOpen,
    soonest: () => {
      const start = Date.now();
      return {start, end: Math.min(state.nextChange?.getTime() ?? Infinity, start + soonestMs)};
    },
    slots: () => (schedule && zone ? nextSlots(schedule, zone, Date.now()) : []),
    speech,
  };

  const wantsForm = (isPhone: boolean): boolean => {
    const whenClosed = readChoice(
      el,
      'whenClosed',
      ['form', 'message', 'hide'],
      textOf(el, 'endpoint') || setting('endpoint') ? 'form' : 'message',
    );
    const desktop = readChoice(el, 'desktop', ['number', 'qr', 'form'], 'number');
    return state.isOpen ? desktop === 'form' && !isPhone : whenClosed === 'form';
  };

  const channels = (): unknown => {
    const {orderId, order, productName, product, sku} = readContext(el) ?? ({} as {[key: string]: string | undefined});
    const own = {order: orderId ?? order, product: productName ?? product ?? sku};
    const {aboutOrder, aboutProduct, write, email} = words();
    const text = own.order ? fill(aboutOrder, own) + ' ' : own.product ? fill(aboutProduct, own) + ' ' : '';
    const found = parseChannels(el, el.channels, text, email);
    return found.length ? drawChannels(kit, el, write, found) : nothing;
  };

  (el.renderRoot as ShadowRoot).adoptedStyleSheets.push(...[moreStyles].flat());
  return {
    hours() {
      if (!schedule || !zone) return undefined;
      const text = sayState(state, Date.now(), zone, speech(), words());
      return html`<p class="hours small ${state.isOpen ? 'on' : ''}" part="hours">${text}</p>`;
    },
    below(href) {
      const isPhone = matchMedia('(hover: none) and (pointer: coarse)').matches;
      const isForm = callback?.isBusy() || wantsForm(isPhone);
      const isCode = !isForm && state.isOpen && !isPhone && textOf(el, 'desktop') === 'qr';
      if (isForm)
        need(
          'callback',
          () => import('./callback.js'),
          ({makeCallback}) => (callback = makeCallback(el, kit, diary)),
        );
      if (isCode)
        need(
          'code',
          () => import('./code.js'),
          part => (drawCode = part.drawCode),
        );
      return html`${isCode ? drawCode?.(kit, href, words().scan) : nothing}
      ${isForm ? callback?.draw(href) : nothing}${textOf(el, 'channels') ? channels() : nothing}`;
    },
    startOver: () => callback?.startOver(),
    check,
    leave() {
      clearTimeout(timer);
      hearing?.abort();
      hearing = undefined;
    },
  };
}
