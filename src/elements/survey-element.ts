import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {CxData} from '../events/catalogue.js';
import {categorize, type Category} from '../survey/category.js';
import {parseChoices, type Choice} from '../survey/choices.js';
import {advance, start, type Act, type Flow} from '../survey/flow.js';
import {scaleValues, type Steps} from '../survey/scale.js';
import type {common} from '../locales/en.js';
import {fill} from '../locales/words.js';
import {reportBad} from '../page/report.js';
import {flag, numeric, readChoice, readText} from './attributes.js';
import {CxElement} from './cx-element.js';
import {area, chips, field} from './parts/fields.js';
import {thanks} from './parts/thanks.js';
import {survey} from './theme/survey.js';

/** The words every survey needs, and the ones it may leave out. */
export type SurveyWords = typeof common & {question: string; low: string; high: string; ask?: string; us?: string};

/** How long after the last change of the score an unfinished answer is sent, in milliseconds. */
const settleMs = 1500;

/**
 * Asks for a score, then why: the part that all asking elements share.
 *
 * A step changes in `advance()` only; an element adds its scale and its words.
 */
export abstract class SurveyElement extends CxElement {
  static override styles: CSSResultGroup = [CxElement.styles, survey];

  static override properties: PropertyDeclarations = {
    brand: {},
    question: {},
    ask: {},
    askDetractor: {attribute: 'ask-detractor'},
    askPassive: {attribute: 'ask-passive'},
    askPromoter: {attribute: 'ask-promoter'},
    reasons: {},
    reasonsDetractor: {attribute: 'reasons-detractor'},
    reasonsPassive: {attribute: 'reasons-passive'},
    reasonsPromoter: {attribute: 'reasons-promoter'},
    thanks: {},
    thanksDetractor: {attribute: 'thanks-detractor'},
    thanksPassive: {attribute: 'thanks-passive'},
    thanksPromoter: {attribute: 'thanks-promoter'},
    lowLabel: {attribute: 'low-label'},
    highLabel: {attribute: 'high-label'},
    noComment: {type: Boolean, attribute: 'no-comment', converter: flag},
    contact: {},
    defaultValue: {attribute: 'value', converter: numeric},
    value: {attribute: false, noAccessor: true},
    flow: {state: true},
    problem: {state: true},
  };

  /** The name that the question speaks of. */
  declare brand: string;
  /** The question; a sensible one of the element's own where it is missing. */
  declare question: string;
  /** The follow-up question. */
  declare ask: string;
  /** The follow-up question after a low score. */
  declare askDetractor: string;
  /** The follow-up question after a middling score. */
  declare askPassive: string;
  /** The follow-up question after a high score. */
  declare askPromoter: string;
  /** Reasons to choose from: `price=Price | delivery=Delivery`. */
  declare reasons: string | readonly string[];
  /** Reasons after a low score. */
  declare reasonsDetractor: string | readonly string[];
  /** Reasons after a middling score. */
  declare reasonsPassive: string | readonly string[];
  /** Reasons after a high score. */
  declare reasonsPromoter: string | readonly string[];
  /** The thank-you, plain text. */
  declare thanks: string;
  /** The thank-you after a low score. */
  declare thanksDetractor: string;
  /** The thank-you after a middling score. */
  declare thanksPassive: string;
  /** The thank-you after a high score. */
  declare thanksPromoter: string;
  /** What the lowest value means. */
  declare lowLabel: string;
  /** What the highest value means. */
  declare highLabel: string;
  /** Leaves the comment field out. */
  declare noComment: boolean;
  /** Adds an optional field, so that the shop can come back: `email` or `phone`. */
  declare contact: 'email' | 'phone';
  /** The score that is chosen at first; nothing is sent for it. */
  declare defaultValue: number | null;
  /** @internal */
  protected declare flow: Flow;
  /** What keeps the answer from being sent, by field name. @internal */
  protected declare problem: {readonly [field: string]: string};
  #seq = 0;
  /** Set while a chosen score is neither sent nor part of a finished answer. */
  #unsent?: number | undefined;

  constructor() {
    super();
    this.flow = start;
    this.problem = {};
  }

  /** The present score, null before one is chosen. Setting it fires nothing. */
  get value(): number | null {
    return this.flow.score;
  }

  set value(value: number | null) {
    if (value !== null && !this.values.includes(value)) {
      const {min, max} = this.scale;
      reportBad(this, 'value', `a value on the scale from ${min} to ${max}`, value, 'number-invalid', 'No score is chosen.');
      value = null;
    }
    this.flow = advance(this.flow, {type: 'score', score: value});
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#flush);
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#flush);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    // A move takes the element out and puts it back within one task: only a real removal ends the answer.
    queueMicrotask(() => this.isConnected || this.#flush());
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (changed.has('contact')) readChoice(this, 'contact', ['email', 'phone'], 'email');
    if (changed.has('defaultValue') && this.#seq === 0 && this.#unsent === undefined) this.value = this.defaultValue ?? null;
  }

  override async hide(): Promise<void> {
    this.#flush();
    await super.hide();
  }

  /** The scale that is offered. @internal */
  protected abstract get scale(): Steps;

  /** The words of this element in the language in force. @internal */
  protected abstract get text(): SurveyWords;

  /** Whether scores sort as a recommendation does. @internal */
  protected get isRecommendation(): boolean {
    return false;
  }

  /** Every value of the scale. @internal */
  protected get values(): number[] {
    return scaleValues(this.scale);
  }

  /** The question in force. @internal */
  protected get questionText(): string {
    return readText(this, 'question', 5000) || fill(this.text.question, {brand: this.brand || this.text.us});
  }

  /** What the two ends of the scale mean. @internal */
  protected get ends(): {low: string; high: string} {
    return {low: this.lowLabel || this.text.low, high: this.highLabel || this.text.high};
  }

  /** What kind of answer the present score is. @internal */
  protected get category(): Category | undefined {
    return this.flow.score === null ? undefined : categorize(this.flow.score, this.scale, this.isRecommendation);
  }

  protected override renew(): void {
    super.renew();
    clearTimeout(this.#unsent);
    this.#unsent = undefined;
    this.#seq = 0;
    this.problem = {};
    this.flow = start;
    this.value = this.defaultValue ?? null;
  }

  /** A person chose a score. @internal */
  protected pick = (score: number): void => {
    this.act({type: 'score', score});
    this.emit('cx-answer', this.#response(true));
    clearTimeout(this.#unsent);
    this.#unsent = window.setTimeout(this.#flush, settleMs);
  };

  /** A person typed. @internal */
  protected write = (name: string, text: string): void => {
    this.act({type: 'write', name, text});
    if (this.problem[name]) this.problem = {...this.problem, [name]: ''};
  };

  /** @internal */
  protected act(act: Act): void {
    this.flow = advance(this.flow, act);
  }

  /** What keeps the answer from being complete, by field name. @internal */
  protected check(): {[field: string]: string} {
    const {email, phone} = this.flow.fields;
    if (this.flow.score === null) return {score: this.text.scoreMissing};
    if (email && !/^\S+@\S+\.\S+$/.test(email.trim())) return {email: this.text.emailInvalid};
    if (phone && phone.replace(/\D/g, '').length < 5) return {phone: this.text.phoneInvalid};
    return {};
  }

  /** The members of `answers` that this element asks for besides the score. @internal */
  protected answers(): CxData<'cx.submitted'>['answers'] {
    const {fields} = this.flow;
    const reasons = this.#reasons().filter(({key}) => this.flow.reasons.includes(key));
    const contact = this.contact && fields[this.contact === 'phone' ? 'phone' : 'email']?.trim();
    return {
      ...(fields['comment']?.trim() && {comment: fields['comment'].trim()}),
      ...(reasons.length && {reasons: reasons.map(({key}) => key)}),
      ...(contact && {
        contact: this.contact === 'phone' ? {phone: contact} : {email: contact},
        consents: [{kind: 'contact', text: this.text.consent, at: new Date().toISOString()}],
      }),
    };
  }

  #response(partial: boolean): Omit<CxData<'cx.submitted'>, 'visitor'> {
    const {min, max} = this.scale;
    const {score} = this.flow;
    const category = this.category;
    return {
      ...this.origin(),
      seq: ++this.#seq,
      partial,
      ...(score !== null && {score}),
      scale: {min, max},
      ...(category && {category}),
      answers: {...(score !== null && {score}), ...(!partial && this.answers())},
      asked: {question: this.questionText, ...(!partial && {ask: this.#ask()})},
      elapsedMs: this.elapsedMs(),
    };
  }

  /** Sends the score that nobody has finished yet; typed text is the visitor's until they press the button. */
  #flush = (): void => {
    if (this.#unsent === undefined) return;
    clearTimeout(this.#unsent);
    this.#unsent = undefined;
    this.emit('cx-partial', this.#response(true), true);
  };

  #onVisibility = (): void => {
    if (document.visibilityState === 'hidden') this.#flush();
  };

  #onSubmit = (event: Event): void => {
    event.preventDefault();
    if (this.flow.step === 'thanks') return;
    this.problem = this.check();
    const [first] = Object.keys(this.problem);
    if (first) {
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[name="${first}"]`)?.focus());
      return;
    }
    clearTimeout(this.#unsent);
    this.#unsent = undefined;
    this.emit('cx-submit', this.#response(false), true);
    this.act({type: 'finish'});
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.done')?.focus({preventScroll: true}));
  };

  #ask(): string {
    return this.#forCategory('ask') || this.ask || this.text.ask || '';
  }

  #reasons(): Choice[] {
    return parseChoices(this.#forCategory('reasons') || this.reasons);
  }

  /** The variant of an attribute for the present score: `ask-detractor` for `ask`. */
  #forCategory<P extends 'ask' | 'reasons' | 'thanks'>(name: P): this[P] | undefined {
    const {category} = this;
    if (!category) return undefined;
    return this[(name + category[0]?.toUpperCase() + category.slice(1)) as P];
  }

  /** Draws the scale. @internal */
  protected abstract renderScale(): TemplateResult;

  /** Draws what follows the scale. @internal */
  protected renderMore(): TemplateResult | typeof nothing {
    if (this.flow.step !== 'follow-up') return nothing;
    const {text, flow} = this;
    const write = this.write;
    const contact = this.contact === 'phone' ? 'phone' : 'email';
    return html`<div class="more">
      <p id="ask" class="ask" part="ask"><slot name="ask">${this.#ask()}</slot></p>
      ${chips(this.#reasons(), flow.reasons, key => this.act({type: 'reason', key}))}
      ${this.noComment ? nothing : this.renderArea('comment', text.comment)}
      ${this.contact
        ? field({
            name: contact,
            type: contact === 'phone' ? 'tel' : 'email',
            label: text[contact],
            value: flow.fields[contact] ?? '',
            problem: this.problem[contact],
            note: text.consent,
            onWrite: write,
          })
        : nothing}
      ${this.renderSubmit(text.optional)}
    </div>`;
  }

  /** Draws a field of several lines, with a counter near its end. @internal */
  protected renderArea(name: string, label: string, note?: string): TemplateResult {
    const value = this.flow.fields[name] ?? '';
    const left = 5000 - value.length;
    return area({
      name,
      label,
      value,
      problem: this.problem[name],
      note: left < 500 ? fill(this.text.left, {count: left}) : note,
      onWrite: this.write,
    });
  }

  /** Draws the button and the word beside it. @internal */
  protected renderSubmit(hint: string): TemplateResult {
    return html`<div class="row">
      <span class="small">${hint}</span>
      <button part="submit"><slot name="submit">${this.text.send}</slot></button>
    </div>`;
  }

  /** Draws what stays below, whatever the step. @internal */
  protected renderBelow(): TemplateResult | typeof nothing {
    return nothing;
  }

  protected override render(): TemplateResult {
    const isDone = this.flow.step === 'thanks';
    const said = this.#forCategory('thanks') || this.thanks;
    return html`<form class="card" novalidate @submit=${this.#onSubmit}>
      ${isDone
        ? thanks(said || this.text.thanks, said ? '' : this.text.thanksMore)
        : html`<p id="question" class="question" part="question"><slot name="question">${this.questionText}</slot></p>
            ${this.renderScale()} ${this.renderMore()}`}
      ${this.problem['score'] ? html`<p class="bad">${this.problem['score']}</p>` : nothing} ${this.renderBelow()}
      <p class="gone" role="status">${isDone ? said || this.text.thanks : this.flow.step === 'follow-up' ? this.#ask() : ''}</p>
    </form>`;
  }
}
