import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {CxData} from '../events/catalogue.js';
import {toText} from '../base/to-text.js';
import {categorize, type Category} from '../survey/category.js';
import {choose, start, type Flow} from '../survey/flow.js';
import {scaleValues, type Steps} from '../survey/scale.js';
import {fill, type Words} from '../locales/words.js';
import {fire} from '../page/fire.js';
import {flag, named, numeric, readText} from './attributes.js';
import {CxElement} from './cx-element.js';
import type {FollowUp} from './follow-up/follow-up.js';
import type {Ends} from './parts/scale.js';
import {reportBad} from './report-bad.js';
import {survey} from './theme/survey.js';

/** How long after the last change of the score an unfinished answer is sent, in milliseconds. */
const settleMs = 1500;

/**
 * Asks for a score, then why: the part that all asking elements share.
 *
 * A step changes in `survey/flow.ts` only; an element adds its scale and its words. What follows the score is a part
 * of its own, loaded when a person is near.
 *
 * @fires cx-answer - A person chose or changed a score.
 * @fires cx-partial - A score that nobody has finished yet.
 * @fires cx-submit - A complete response.
 * @slot - Content for browsers without script, or below the floor.
 * @slot question - Replaces the question.
 * @slot ask - Replaces the follow-up question.
 * @slot submit - Replaces the word on the button.
 * @slot thanks - Replaces the thank-you.
 * @csspart question - The question.
 * @csspart option - The visible cell of one value.
 * @csspart low - What the lowest value means.
 * @csspart high - What the highest value means.
 * @csspart ask - The follow-up question.
 * @csspart reasons - The reasons to choose from.
 * @csspart comment - The field of several lines.
 * @csspart submit - The button.
 * @csspart thanks - The thank-you.
 * @csspart kept - Says that the answer waits, and then that it was sent.
 * @cssprop [--cx-edge=#868d9b] - The border of text fields.
 * @cssprop [--cx-ok=#1d7f45] - The tick of the thank-you.
 * @cssprop [--cx-bad=#b3261e] - What is missing or wrong.
 */
export abstract class SurveyElement extends CxElement {
  static override styles: CSSResultGroup = [CxElement.styles, survey];

  static override properties: PropertyDeclarations = {
    ...named(
      'brand question ask askDetractor askPassive askPromoter reasons reasonsDetractor reasonsPassive reasonsPromoter ' +
        'thanks thanksDetractor thanksPassive thanksPromoter lowLabel highLabel contact',
    ),
    noComment: {type: Boolean, attribute: 'no-comment', converter: flag},
    prefill: {type: Boolean, converter: flag},
    defaultValue: {attribute: 'value', converter: numeric},
    value: {attribute: false, noAccessor: true},
    flow: {state: true},
    problem: {state: true},
    followUp: {state: true},
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
  /** Takes the score that a link in an e-mail brings: `?cx-score=9&cx-survey=nps`. Nothing is sent before a person acts. */
  declare prefill: boolean;
  /** Adds an optional field, so that the shop can come back: `email` or `phone`. */
  declare contact: 'email' | 'phone';
  /** The score that is chosen at first; nothing is sent for it. */
  declare defaultValue: number | null;
  /** @internal */
  declare flow: Flow;
  /** What keeps the answer from being sent, by field name. @internal */
  declare problem: {readonly [field: string]: string};
  /** What comes after the score, once it is loaded. @internal */
  declare followUp?: FollowUp;
  /** Which event of the response was the last. @internal */
  seq = 0;
  /** The timer of a chosen score that is neither sent nor part of a finished answer. */
  #unsent = 0;

  constructor() {
    super();
    this.flow = start;
    this.problem = {};
  }

  /** The present score, null before one is chosen. Setting it fires nothing. */
  get value(): number | null {
    const {score} = this.flow;
    return score !== null && this.values.includes(score) ? score : null;
  }

  set value(value: number | null) {
    // As an input's, it may be written as text; what is no number is judged with the scale.
    this.flow = choose(this.flow, numeric(toText(value)) as number | null);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.prefill && location.search.includes('cx-score'))
      import('./prefill.js').then(
        ({prefill}) => prefill(this),
        () => {
          // Offline: the person chooses the score here.
        },
      );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move takes the element out and puts it back within one task: only a real removal ends the answer.
    queueMicrotask(() => this.isConnected || this.#flush());
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    // As with an input, the default stands in until a score is set or chosen.
    const isUntouched = !this.seq && [null, changed.get('defaultValue')].includes(this.value);
    if (changed.has('defaultValue') && isUntouched) this.value = this.defaultValue;
    // Judged here and not when it is set, because the scale may be set after it.
    const {score} = this.flow;
    if (score === null) return;
    if (this.value !== null) return void (this.followUp ?? this.near());
    const {min, max} = this.scale;
    reportBad(this, 'number-invalid', 'value', score, min, max);
    this.value = null;
  }

  override hide(): Promise<void> {
    this.#flush();
    return super.hide();
  }

  /** The scale that is offered. @internal */
  protected abstract get scale(): Steps;

  /** The words of this element in the language in force. @internal */
  abstract readonly text: Words & Ends & {readonly question: string};

  /** Every value of the scale. @internal */
  protected get values(): number[] {
    return scaleValues(this.scale);
  }

  /** The question in force. @internal */
  protected get questionText(): string {
    const {text} = this;
    const brand = readText(this, 'brand', 200);
    return fill(readText(this, 'question', 5000) || (brand && text['questionBrand']) || text.question, {brand});
  }

  /** What the two ends of the scale mean. @internal */
  protected get ends(): Ends {
    return {low: readText(this, 'lowLabel', 200) || this.text.low, high: readText(this, 'highLabel', 200) || this.text.high};
  }

  /** What kind of answer the present score is. @internal */
  get category(): Category | undefined {
    return this.value === null ? undefined : categorize(this.value, this.scale);
  }

  /** A form in place of the usual follow-up, drawn from the first moment. @internal */
  drawForm?(parts: FollowUp): TemplateResult;

  /** What this element alone asks for, as members of `answers`. @internal */
  ownAnswers?(): {[name: string]: unknown};

  /** What this element alone finds missing, by field name. @internal */
  check?(): {[field: string]: string};

  protected override renew(): void {
    super.renew();
    this.#settle();
    this.seq = 0;
    this.problem = {};
    this.flow = start;
    this.value = this.defaultValue;
  }

  /** A person chose a score. @internal */
  pick = (score: number): void => {
    this.near();
    this.problem = {};
    this.flow = choose(this.flow, score);
    fire(this, 'cx-answer', this.#response(true));
    if (this.isSilent) {
      // As of any field of a form; a radio's own `change` does not leave its shadow root.
      for (const type of ['input', 'change']) this.dispatchEvent(new Event(type, {bubbles: true, composed: true}));
      return;
    }
    this.#settle();
    this.#unsent = window.setTimeout(this.#flush, settleMs);
    // With `capture`, because the one fires on the document and the other on the window.
    for (const end of ['visibilitychange', 'pagehide']) addEventListener(end, this.#flush, {capture: true, once: true});
  };

  /** Ends the response with all that was said: its id, or false where the page keeps it to itself. @internal */
  complete(answers: {[name: string]: unknown}, ask: string): string | false {
    this.#settle();
    const detail = this.#response(false, answers, ask);
    return fire(this, 'cx-submit', detail, true) && detail.response;
  }

  /** A person or a score is near: what comes after the score is fetched, once for all elements. */
  protected near = (): void => {
    if (!this.followUp && !this.isSilent)
      this.loadFollowUp().then(
        followUp => followUp.join(this),
        () => {
          // Offline, or a deployment has taken the file away: the score counts without it, the next sign tries again.
        },
      );
  };

  /** @internal */
  protected loadFollowUp(): Promise<FollowUp> {
    return import('./follow-up/why.js').then(({makeWhy}) => makeWhy({html, nothing}));
  }

  #response(partial: boolean, answers?: {[name: string]: unknown}, ask?: string): Omit<CxData<'cx.submitted'>, 'visitor'> {
    const {value, category} = this;
    const {min, max} = this.scale;
    const score = value === null ? {} : {score: value};
    return {
      ...this.origin(),
      seq: ++this.seq,
      partial,
      ...score,
      scale: {min, max},
      ...(category && {category}),
      answers: {...score, ...answers},
      asked: {question: this.questionText, ...(ask && {ask})},
      elapsedMs: this.elapsedMs(),
    };
  }

  /** Sends the score that nobody has finished yet; typed text is the visitor's until they press the button. */
  #flush = (): void => {
    if (!this.#unsent) return;
    this.#settle();
    fire(this, 'cx-partial', this.#response(true), true);
  };

  #settle(): void {
    clearTimeout(this.#unsent);
    this.#unsent = 0;
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    this.followUp?.finish(this);
  }

  /** Draws the scale. @internal */
  protected abstract renderScale(): TemplateResult;

  /** Draws what stays below, whatever the step. @internal */
  protected renderBelow?(): TemplateResult | typeof nothing;

  protected override render(): TemplateResult {
    return html`<form class="card" novalidate @submit=${this.#onSubmit} @pointerenter=${this.near} @focusin=${this.near}>
      ${
        this.flow.step === 'thanks'
          ? nothing
          : html`<p id="question" class="question" part="question"><slot name="question">${this.questionText}</slot></p>
              ${this.renderScale()}`
      }
      ${this.followUp?.draw(this)} ${this.renderBelow?.()}
    </form>`;
  }
}
