import type {CSSResultGroup, TemplateResult} from 'lit';
import {parseWords} from '../../survey/choices.js';
import {finish as thank, write} from '../../survey/flow.js';
import {common} from '../../locales/en.js';
import {counted, type Words} from '../../locales/words.js';
import {readText} from '../attributes.js';
import type {Kit} from '../kit.js';
import {languageOf, say} from '../language.js';
import {turnArrows} from '../parts/arrows.js';
import type {SurveyElement} from '../survey-element.js';
import {buttonStyles} from '../theme/button.js';
import {makeFields, type FieldView} from './fields.js';
import {focusOn} from './focus-on.js';
import type {News} from './news.js';
import {followUpStyles} from './styles.js';

type Drawn = TemplateResult | Kit['nothing'];

/** The part of a survey that comes after the score: it is loaded when a person is near. */
export interface FollowUp {
  /** Becomes the follow-up of an element that has none. */
  readonly join: (el: SurveyElement) => void;
  /** Draws the form after the score, or the thank-you. */
  readonly draw: (el: SurveyElement) => Drawn;
  /** Draws one of the element's own text fields. */
  readonly line: (el: SurveyElement, name: string, type?: 'text' | 'email' | 'tel', note?: string) => TemplateResult;
  /** Draws a field of several lines, with a counter near its end. */
  readonly area: (el: SurveyElement, name: string, note?: string) => TemplateResult;
  /** Draws the button and a word beside it. */
  readonly button: (el: SurveyElement, hint?: unknown) => TemplateResult;
  /** Sends a complete answer; an incomplete one is told what is missing, and nothing typed is lost. */
  readonly finish: (el: SurveyElement) => void;
}

/** What the usual survey asks after its score; an element with a form of its own needs none of it. */
export interface Why {
  readonly styles: CSSResultGroup;
  readonly draw: (el: SurveyElement, parts: FollowUp) => TemplateResult;
  /** The question that it asks. */
  readonly ask: (el: SurveyElement) => string;
  /** What it was told, as members of `answers`. */
  readonly answers: (el: SurveyElement) => {[name: string]: unknown};
}

/** The longest comment, in characters; the counter appears in its last tenth. */
const maxLength = 5000;

/** Makes the follow-up from the page's one copy of Lit, with the usual questions or without. */
export function makeFollowUp(kit: Kit, why?: Why): FollowUp {
  const {html, nothing} = kit;
  const fields = makeFields(kit);
  let news: News | undefined;

  const line: FollowUp['line'] = (el, name, type = 'text', note) =>
    fields.line({
      name,
      type,
      note,
      label: word(el, name),
      value: typed(el, name),
      problem: el.problem[name],
      onWrite: onWrite(el),
    });

  const area: FollowUp['area'] = (el, name, note) => {
    const value = typed(el, name);
    const left = maxLength - value.length;
    const count = left < maxLength / 10 ? counted(key => word(el, key), 'left', left, languageOf(el)) : note;
    return fields.area({name, label: word(el, name), value, problem: el.problem[name], note: count, onWrite: onWrite(el)});
  };

  const button: FollowUp['button'] = (el, hint) =>
    html`<div class="row">
      <span class="small">${hint}</span>
      <button part="submit" aria-disabled=${isHanded(el) ? 'true' : nothing} @click=${press(el)}>
        <slot name="submit">${word(el, el.problem['answer'] ? 'again' : 'send')}</slot>
      </button>
    </div>`;

  const ask = (el: SurveyElement): string => why?.ask(el) ?? '';

  const thanks = (el: SurveyElement): TemplateResult => {
    const said = text(el, 'thanks');
    return html`<div class="done" part="thanks" tabindex="-1">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5 9.5 17 19 7.5"></path></svg>
      <slot name="thanks"
        ><p class="question">${said || word(el, 'thanks')}</p>
        ${said ? nothing : html`<p class="small">${word(el, 'thanksMore')}</p>`}</slot
      >${news?.draw(el)}
    </div>`;
  };

  return {
    line,
    area,
    button,
    finish(el) {
      if (el.flow.step === 'thanks' || isHanded(el)) return;
      el.problem = {...check(el), ...el.check?.()};
      const [first] = Object.keys(el.problem);
      if (first) return focusOn(el, `[name="${first}"]`);
      const response = el.complete({...why?.answers(el), ...el.ownAnswers?.()}, ask(el));
      if (news) return news.sendOff(el, response);
      el.flow = thank(el.flow);
      focusOn(el, '.done');
    },
    join(el) {
      if (el.followUp) return;
      (el.renderRoot as ShadowRoot).adoptedStyleSheets.push(
        ...([buttonStyles, followUpStyles, why?.styles ?? []].flat() as CSSStyleSheet[]),
      );
      turnArrows(el.renderRoot as ShadowRoot);
      el.followUp = this;
      import('./news.js').then(
        ({makeNews}) => (news = makeNews(kit, word)).watch(el),
        () => {
          // Offline, or a deployment has taken the file away: the thank-you comes without it.
        },
      );
    },
    draw(el) {
      const {step} = el.flow;
      const {score, answer} = el.problem;
      const status = step === 'thanks' ? news?.say(el) || text(el, 'thanks') || word(el, 'thanks') : ask(el);
      return html`${step === 'thanks' ? thanks(el) : (el.drawForm?.(this) ?? ((step === 'follow-up' && why?.draw(el, this)) || nothing))}
        ${score || answer ? html`<p class="bad" role="alert">${score || answer}</p>` : nothing}
        <p class="gone" role="status">${step === 'question' ? '' : status}</p>`;
    },
  };
}

/** A sandboxed frame without `allow-forms` tells nobody that a form is to be sent: the press itself has to do. */
function press(el: SurveyElement) {
  return (event: Event): void => {
    event.preventDefault();
    el.followUp?.finish(el);
  };
}

/** Takes in what a person types; what was wrong is forgiven as soon as they mend it. */
function onWrite(el: SurveyElement): FieldView['onWrite'] {
  return (name, text) => {
    el.flow = write(el.flow, name, text);
    if (el.problem[name]) el.problem = {};
  };
}

/** True between the press on the button and the word that the answer is stored. */
function isHanded({flow}: SurveyElement): boolean {
  return flow.answer?.state === 'handed';
}

function check(el: SurveyElement): {[field: string]: string} {
  const {email, phone} = el.flow.fields;
  return {
    ...(el.value === null && {score: word(el, 'scoreMissing')}),
    ...(email && !/^\S+@\S+\.\S+$/.test(email.trim()) && {email: word(el, 'emailInvalid')}),
    ...(phone && phone.replace(/\D/g, '').length < 5 && {phone: word(el, 'phoneInvalid')}),
  };
}

/** The name of a property's variant for the present score: `askDetractor` for `ask`. */
export function variant<P extends 'ask' | 'reasons' | 'thanks'>({category}: SurveyElement, name: P): P {
  return (name + (category ?? '').replace(/^./, first => first.toUpperCase())) as P;
}

/** What the page wants said, for the present score or any. */
export function text(el: SurveyElement, name: 'ask' | 'thanks'): string {
  return readText(el, variant(el, name), 5000) || readText(el, name, 5000);
}

/** What was typed into a field. */
export function typed(el: SurveyElement, name: string): string {
  return el.flow.fields[name] ?? '';
}

/** The page's own word, else the element's, else the one that all share. */
export function word(el: SurveyElement, key: string): string {
  return parseWords(el.words)[key] ?? el.text[key] ?? (say(el, 'common', common) as Words)[key] ?? '';
}
