import type {TemplateResult} from 'lit';
import {callback as english} from '../../locales/en.js';
import {fill} from '../../locales/words.js';
import type {CxEvent} from '../../events/catalogue.js';
import type {Opening} from '../../hours/opening.js';
import {note, recall} from '../../page/facts.js';
import {fire} from '../../page/fire.js';
import {registry} from '../../page/registry.js';
import {confirm, handOver, keep, start, write, type Flow} from '../../survey/flow.js';
import {parseWords} from '../../survey/choices.js';
import {makeFields} from '../follow-up/fields.js';
import {followUpStyles} from '../follow-up/styles.js';
import type {Kit} from '../kit.js';
import {say} from '../language.js';
import {callbackStyles} from './callback-styles.js';
import type {CxCall} from './cx-call.js';
import type {Diary} from './more.js';
import {countryOf} from './country.js';
import {toE164} from './phone.js';
import {askedBefore, remember} from './request.js';
import {drawSaid} from './said.js';
import {drawSlots, findSlot, nameSlot} from './slot-field.js';

/** The form that asks to be called back. */
export interface Callback {
  /** True while it holds what somebody has typed, or a request is on its way: then it stays, whatever the hours. */
  readonly isBusy: () => boolean;
  /** Draws the form, or what has become of the request; `href` is the number to call meanwhile. */
  readonly draw: (href: string) => TemplateResult;
  /** Hears what becomes of a request until the signal says that the element has left the page. */
  readonly listen: (signal: AbortSignal) => void;
  /** A new response begins. */
  readonly startOver: () => void;
}

/** How long a confirmation may take before the visitor is told that the request is not sent yet, in milliseconds. */
const patienceMs = 1000;

const empty: Flow = {...start, step: 'follow-up'};

/** Makes the callback form of an element. */
export function makeCallback(el: CxCall, kit: Kit, diary: Diary): Callback {
  const {html, nothing} = kit;
  const fields = makeFields(kit);
  let flow = empty;
  let problem: {readonly [field: string]: string} = {};
  let chosen = '';
  /** When the call was asked for; none where that is now. */
  let wanted: Opening | undefined;
  let heard: AbortSignal | undefined;
  /** Where the request stands is told: it was not confirmed at once. */
  let isAdmitted = false;
  /** It was asked for by an earlier press, here or elsewhere. */
  let isRepeated = false;
  /** What was said of an event before it was said to be stored. */
  const early = new Map<string, () => void>();

  const word = (key: keyof typeof english): string => parseWords(el.words)[key] ?? say(el, 'callback', english)[key];
  const typed = (name: string): string => flow.fields[name] ?? '';
  const phoneNow = (): string | undefined => toE164(typed('phone'), countryOf(el));
  const example = (): string => `+${countryOf(el) ?? '44'} 12 345 6789`.replaceAll(' ', '\u00a0');
  const isRequested = (): boolean => /^(arrived|sent)$/.test(flow.answer?.state ?? '');

  const turn = (next: Flow): void => {
    flow = next;
    el.requestUpdate();
  };
  const focusOn = (selector: string): void =>
    void el.updateComplete.then(() => el.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  const hasFocus = (): boolean => el.contains((el.getRootNode() as Document | ShadowRoot).activeElement);

  const admit = (): void => {
    if (isAdmitted || !flow.answer) return;
    isAdmitted = true;
    el.requestUpdate();
    if (hasFocus()) focusOn('.said');
  };

  const onSubmit = (event: Event): void => {
    event.preventDefault();
    if (flow.answer) return;
    const phone = phoneNow();
    problem = phone ? {} : {phone: fill(word('phoneInvalid'), {example: example()})};
    el.requestUpdate();
    if (!phone) return focusOn('[name=phone]');
    ask(phone);
  };

  const ask = (phone: string): void => {
    const origin = el.origin();
    const slot = findSlot(diary, chosen);
    wanted = slot?.isSoon ? undefined : slot;
    const before = askedBefore(recall, origin.survey, phone, Date.now());
    if (before) {
      el.isDone = isRepeated = true;
      wanted = undefined;
      turn(handOver(flow, before.response));
      takeOver(before);
      return admit();
    }
    const name = typed('name').trim();
    const times = slot && {start: new Date(slot.start).toISOString(), end: new Date(slot.end).toISOString()};
    const isSent = fire(
      el,
      'cx-submit',
      {
        ...origin,
        seq: 1,
        partial: false,
        answers: {
          phone,
          ...(name && {name}),
          ...(times && {slot: times}),
          consents: [{kind: 'callback', text: consentText(), at: new Date().toISOString()}],
        },
        asked: {question: word('title')},
        ...(times && {expires: times.end}),
        elapsedMs: el.elapsedMs(),
      },
      true,
    );
    // The page has taken it upon itself, and tells the visitor.
    if (!isSent) return;
    el.isDone = true;
    isAdmitted = isRepeated = false;
    remember(note, origin.survey, {phone, at: Date.now(), response: origin.response});
    turn(handOver(flow, origin.response));
    if (navigator.onLine === false || !registry().client) return admit();
    setTimeout(() => flow.answer?.response === origin.response && !isRequested() && admit(), patienceMs);
  };

  /** What is known of an earlier request holds for this one. */
  const takeOver = ({id, isAccepted}: {id: string; isAccepted?: boolean}): void => {
    if (id && !flow.answer?.waiting.length) turn(keep(flow, id, true));
    if (isAccepted) turn(confirm(flow, id));
  };

  /** What the visitor read: the page's own line, or ours. */
  const consentText = (): string => {
    const slot = el.renderRoot.querySelector<HTMLSlotElement>('slot[name=consent]');
    const own = slot
      ?.assignedNodes()
      .map(({textContent}) => textContent ?? '')
      .join(' ')
      .trim();
    return (own || word('consent')).slice(0, 5000);
  };

  const once = (id: unknown, act: () => void): void => {
    if (flow.answer?.waiting.some(one => one.id === id)) act();
    else early.set(String(id), act);
  };
  const mark = (more: {id: string; isAccepted?: boolean}): void => {
    const phone = phoneNow();
    if (phone && flow.answer)
      remember(note, el.origin().survey, {phone, at: Date.now(), response: flow.answer.response, ...more});
  };

  const onStored = ({detail}: CxEvent<'cx-stored'>): void => {
    const {id, response, durable} = detail ?? {};
    if (!response || response !== flow.answer?.response || flow.answer.waiting.some(one => one.id === id)) return;
    turn(keep(flow, id, durable));
    if (!isRepeated) mark({id});
    early.get(id)?.();
    if (!durable) admit();
  };
  const onAccepted = ({detail}: CxEvent<'cx-accepted'>): void =>
    once(detail?.id, () => {
      if (!isRepeated) mark({id: detail.id, isAccepted: true});
      turn(confirm(flow, detail.id));
      if (isRequested() && hasFocus()) focusOn('.said');
    });
  const onProblem = ({detail}: CxEvent<'cx-problem'>): void =>
    once(detail?.['id'], () => {
      // The next attempt is a new response: the one that was refused stays refused. What was typed is there again.
      const {fields} = flow;
      if (!isRepeated) note(`answer:${el.origin().survey}:callback`, '');
      void el.reset();
      flow = {...empty, fields};
      problem = {answer: word('lost')};
      el.requestUpdate();
      if (hasFocus()) focusOn('[part=submit]');
    });

  /** Another tab has noted something. */
  const onNote = (): void => {
    const before = isRepeated && askedBefore(recall, el.origin().survey, phoneNow() ?? '', Date.now());
    if (before) takeOver(before);
  };

  const form = (): TemplateResult => {
    const onWrite = (name: string, text: string): void => {
      if (problem[name]) problem = {};
      turn(write(flow, name, text));
    };
    const line = (name: 'phone' | 'name', type: 'tel' | 'text', label: string, note?: string): TemplateResult =>
      fields.line({name, type, label, value: typed(name), problem: problem[name], note, onWrite});
    const onChoose = (value: string): void => {
      chosen = value;
      el.requestUpdate();
    };
    const isHanded = !!flow.answer;
    return html`<form class="more callback" part="callback" novalidate @submit=${onSubmit}>
      <p class="ask">${word('title')}</p>
      <div class="pair">
        ${line('phone', 'tel', word('phone'), countryOf(el) ? undefined : fill(word('phoneNote'), {example: example()}))}
        ${line('name', 'text', `${word('name')} (${word('optional')})`)}
      </div>
      ${drawSlots(kit, diary, {chosen, onChoose, label: word('slot'), soon: word('soon')})}
      <p class="small"><slot name="consent">${word('consent')}</slot></p>
      ${problem['answer'] ? html`<p class="bad" role="alert">${problem['answer']}</p>` : nothing}
      <button part="submit" aria-disabled=${isHanded ? 'true' : nothing} @click=${onSubmit}>
        ${word(problem['answer'] ? 'again' : 'send')}
      </button>
    </form>`;
  };

  const news = (): string => {
    // A slot that has passed by the time of the confirmation is promised no more.
    const slot = wanted && wanted.end > Date.now() && nameSlot(diary, wanted);
    if (isRequested()) return slot ? fill(word('requestedAt'), {slot}) : word('requested');
    if (!isAdmitted) return '';
    if (isRepeated) return word('already');
    return word(flow.answer?.waiting.some(({durable}) => !durable) ? 'unsentOpen' : 'unsent');
  };

  (el.renderRoot as ShadowRoot).adoptedStyleSheets.push(...[followUpStyles, callbackStyles].flat());
  return {
    isBusy: () => !!flow.answer || typed('phone') !== '' || typed('name') !== '',
    draw(href) {
      const text = news();
      return html`${text ? drawSaid(kit, el, {text, href, isSent: isRequested(), orCall: word('orCall')}) : form()}
        <p class="gone" role="status">${text}</p>`;
    },
    listen(signal) {
      if (signal === heard) return;
      heard = signal;
      // On the document, because another element of the page may have sent the same request.
      document.addEventListener('cx-stored', onStored, {signal});
      document.addEventListener('cx-accepted', onAccepted, {signal});
      document.addEventListener('cx-problem', onProblem, {signal});
      addEventListener('storage', onNote, {signal});
    },
    startOver() {
      flow = flow.answer ? empty : flow;
      problem = {};
      isAdmitted = isRepeated = false;
    },
  };
}
