import {CxCall} from '../../src/elements/call/cx-call.js';
import type {CxElement} from '../../src/elements/cx-element.js';
import {CxEffort} from '../../src/elements/effort/cx-effort.js';
import {CxNps} from '../../src/elements/nps/cx-nps.js';
import {CxRating} from '../../src/elements/rating/cx-rating.js';
import {CxReview} from '../../src/elements/review/cx-review.js';
import {CxReviewList} from '../../src/elements/review-list/cx-review-list.js';
import {SurveyElement} from '../../src/elements/survey-element.js';
import type {CxEvent, CxEventName} from '../../src/events/catalogue.js';
import {registry} from '../../src/page/registry.js';

/** Registers all elements; no client is connected, so nothing is delivered. */
export function defineAll(): void {
  for (const element of [CxNps, CxRating, CxEffort, CxReview, CxReviewList, CxCall]) element.define();
}

/** Puts markup into the page and answers its first element once that is drawn. */
export async function mount<E extends CxElement = SurveyElement>(markup: string): Promise<E> {
  document.body.innerHTML = markup;
  const el = document.body.querySelector<E>('cx-nps, cx-rating, cx-effort, cx-review, cx-review-list, cx-call')!;
  await el.updateComplete;
  return el;
}

/** Resolves when what follows the score is loaded and drawn, as it is once a person is near. */
export async function drawn(el: CxElement): Promise<void> {
  el.shadowRoot!.querySelector('form')?.dispatchEvent(new Event('pointerenter'));
  // The element has just asked for the same module: it has it within a few turns of the event loop.
  await import('../../src/elements/follow-up/why.js');
  for (let turns = 0; el instanceof SurveyElement && !el.followUp && turns < 100; turns++) await turn();
  // And what tells of the answer, which the follow-up has asked for.
  await import('../../src/elements/follow-up/news.js');
  await turn();
  await el.updateComplete;
}

/** One turn of the event loop, whatever clock the test has. */
async function turn(): Promise<void> {
  const {port1, port2} = new MessageChannel();
  await new Promise(done => {
    port1.onmessage = done;
    port2.postMessage('');
  });
  port1.close();
}

/** Leaves the page and its settings as a test found them. */
export function clearPage(): void {
  document.body.replaceChildren();
  const {configured, reported, scripts} = registry();
  for (const key of Object.keys(configured)) delete configured[key as 'site'];
  reported?.clear();
  scripts.clear();
}

/** Every node of the element's shadow tree with this part name. */
export function parts(el: Element, name: string): HTMLElement[] {
  return [...el.shadowRoot!.querySelectorAll<HTMLElement>(`[part~="${name}"]`)];
}

/** The visible text of one part, with its white space folded. */
export function textOf(el: Element, name: string): string {
  return (parts(el, name)[0]?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The native radios of the scale, in order. */
export function radios(el: Element): HTMLInputElement[] {
  return [...el.shadowRoot!.querySelectorAll<HTMLInputElement>('input[type="radio"]')];
}

/** A text field by its name. */
export function field(el: Element, name: string): HTMLInputElement {
  return el.shadowRoot!.querySelector<HTMLInputElement>(`[name="${name}"]:is(input, textarea)`)!;
}

/** Writes into a field as a person would, as far as the element can tell. */
export function write(el: Element, name: string, text: string): void {
  const target = field(el, name);
  target.value = text;
  target.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
}

/** Chooses the radio whose name starts with the score; resolves once the follow-up is drawn. */
export async function pick(el: SurveyElement, score: number): Promise<void> {
  const radio = radios(el).find(one => Number.parseFloat(one.getAttribute('aria-label')!) === score)!;
  radio.checked = true;
  radio.dispatchEvent(new Event('change', {bubbles: true}));
  await drawn(el);
}

/** Presses the button that sends. */
export async function submit(el: SurveyElement): Promise<void> {
  el.shadowRoot!.querySelector('form')!.dispatchEvent(new Event('submit', {bubbles: true, cancelable: true}));
  await el.updateComplete;
}

/** Collects events of these names, wherever on the page they are fired. */
export function hear<N extends CxEventName>(...names: N[]): CxEvent<N>[] {
  const heard: CxEvent<N>[] = [];
  for (const name of names) document.addEventListener(name, event => heard.push(event as CxEvent<N>), {signal: hearing.signal});
  return heard;
}

let hearing = new AbortController();

/** Ends all that `hear` has begun. */
export function hearNoMore(): void {
  hearing.abort();
  hearing = new AbortController();
}
