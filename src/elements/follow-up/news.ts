import type {TemplateResult} from 'lit';
import type {CxEventDetails, CxEventName} from '../../events/catalogue.js';
import {admit, confirm, finish, handOver, keep, reopen, waitNoLonger, type Flow} from '../../survey/flow.js';
import {news as words} from '../../locales/en.js';
import {registry} from '../../page/registry.js';
import type {Kit} from '../kit.js';
import * as language from '../language.js';
import type {SurveyElement} from '../survey-element.js';
import {focusOn} from './focus-on.js';
import {newsStyles} from './news-styles.js';

/** How long a person waits for the thank-you while nothing says that the answer is stored, in milliseconds. */
const silenceMs = 2000;
/** How long a confirmation may take before a person is told where the answer is meanwhile, in milliseconds. */
const patienceMs = 4000;
/** The same for an answer that would not survive the page. */
const shortPatienceMs = 1000;

/** By what a person is told of an answer: the symbol beside it. */
const icons: {readonly [state: string]: string} = {
  kept: 'M12 4v10m-4-4 4 4 4-4M4 15v5h16v-5',
  unsent: 'M12 4 2.5 20h19zM12 10v5M12 17.5v.1',
  sent: 'M5 12.5 9.5 17 19 7.5',
};

/** What becomes of an answer, for the person who gave it. */
export interface News {
  /** Listens for what becomes of the element's answers: it knows nothing of networks and hears events on itself. */
  readonly watch: (el: SurveyElement) => void;
  /** The answer is on its way; `response` is false where the page keeps it to itself. */
  readonly sendOff: (el: SurveyElement, response: string | false) => void;
  /** What there is to tell of an answer that was not confirmed at once, else nothing. */
  readonly say: (el: SurveyElement) => string;
  /** Draws that, below the thank-you. */
  readonly draw: (el: SurveyElement) => TemplateResult | undefined;
}

/** Makes the news; `pageWord` finds the word that the page wants for a key. */
export function makeNews(kit: Kit, pageWord: (el: SurveyElement, key: string) => string): News {
  const {html, nothing} = kit;
  const word = (el: SurveyElement, key: keyof typeof words): string => pageWord(el, key) || language.say(el, 'news', words)[key];

  const say = (el: SurveyElement): string => {
    const state = el.flow.answer?.state ?? '';
    return state in icons ? word(el, state as 'kept') : '';
  };

  const turn = (el: SurveyElement, flow: Flow): void => {
    const isThanked = el.flow.step !== flow.step;
    el.flow = flow;
    // Whoever has gone on to something else in the meantime is left there.
    if (isThanked && (hasFocus(el) || document.activeElement === document.body)) focusOn(el, '.done');
  };

  /** Turns the flow later, unless another response has begun by then. */
  const later = (el: SurveyElement, delayMs: number, next: (flow: Flow) => Flow): void => {
    const {response} = el.flow.answer ?? {};
    setTimeout(() => response === el.flow.answer?.response && turn(el, next(el.flow)), delayMs);
  };

  const draw: News['draw'] = el => {
    const {answer: {state = ''} = {}, fields} = el.flow;
    const typed = ['title', 'text', 'comment'].map(name => fields[name]?.trim()).filter(Boolean);
    const copy = html`<div class="field">
      <textarea readonly aria-label=${pageWord(el, 'comment')} .value=${typed.join('\n\n')}></textarea>
    </div>`;
    if (!icons[state]) return undefined;
    return html`<p class="kept small ${state}" part="kept" aria-hidden="true">
        <svg viewBox="0 0 24 24"><path d=${icons[state]}></path></svg>${say(el)}
      </p>
      ${state === 'unsent' && typed.length ? copy : nothing}`;
  };

  return {
    say,
    draw,
    watch(el) {
      (el.renderRoot as ShadowRoot).adoptedStyleSheets.push(...[newsStyles].flat());
      /** What was said of an event before it was said to be stored, which may take longer than sending it. */
      const early = new Map<string, () => void>();
      const once = (id: unknown, act: () => void): void => {
        if (el.flow.answer?.waiting.some(one => one.id === id)) act();
        else early.set(String(id), act);
      };
      hear(el, 'cx-stored', ({id, response, durable}) => {
        if (!response || response !== el.flow.answer?.response) return;
        turn(el, keep(el.flow, id, durable));
        early.get(id)?.();
        if (!navigator.onLine) turn(el, admit(el.flow));
        else if (!durable) later(el, shortPatienceMs, admit);
      });
      hear(el, 'cx-accepted', ({id}) => once(id, () => turn(el, confirm(el.flow, id))));
      // What is lost of an earlier response, and trouble that delivery gets over, is no news for this one.
      hear(el, 'cx-problem', ({id, code}) =>
        once(id, () => {
          const {flow} = el;
          // The next attempt is a new response: the one that was refused stays refused.
          void el.reset();
          el.flow = reopen(flow);
          el.problem = {answer: word(el, code === 'too-large' ? 'tooLong' : 'lost')};
          if (hasFocus(el)) focusOn(el, '[part="submit"]');
        }),
      );
    },
    sendOff(el, response) {
      // Without a client nobody ever says that it is stored.
      if (!response || !registry().client) return turn(el, finish(el.flow));
      turn(el, handOver(el.flow, response));
      later(el, silenceMs, waitNoLonger);
      later(el, patienceMs, admit);
    },
  };
}

/** Hears an event on an element; somebody else's of the same name may have no detail. */
function hear<N extends CxEventName>(el: SurveyElement, name: N, act: (detail: CxEventDetails[N]) => void): void {
  el.addEventListener(name, ({detail}) => act((detail ?? {}) as CxEventDetails[N]));
}

function hasFocus(el: SurveyElement): boolean {
  return el.contains((el.getRootNode() as Document | ShadowRoot).activeElement);
}
