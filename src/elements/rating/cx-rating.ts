import {html, nothing, type CSSResultGroup, type PropertyDeclaration, type PropertyDeclarations, type TemplateResult} from 'lit';
import {rating} from '../../locales/en.js';
import {fill} from '../../locales/words.js';
import {flag, named, numeric, readChoice, readWhole, textOf} from '../attributes.js';
import {digits, say} from '../language.js';
import {symbol, type Look} from '../parts/faces.js';
import {captions, scale} from '../parts/scale.js';
import {reportBad} from '../report-bad.js';
import {SurveyElement} from '../survey-element.js';
import {lookStyles} from '../theme/looks.js';
import {numbers} from '../theme/numbers.js';
import type {Field} from './field.js';
import type {Picture} from './picture.js';

/** By look: how many values it has when `max` says nothing, and how many at most. */
const looks = {
  star: [5, 10],
  emoji: [5, 10],
  thumb: [2, 2],
  heart: [5, 10],
  number: [5, 11],
} as const;

const toggle: PropertyDeclaration = {type: Boolean, reflect: true, converter: {fromAttribute: flag}};

/** Draws a rating that is only shown, once that part has come. */
let draw: Picture | undefined;

/**
 * Asks how satisfied someone is, with stars, faces, thumbs, hearts or numbers, then why.
 *
 * With a `name`, inside a form, it is a field of that form and nothing else; with `mode="show"` it is a picture of a rating.
 * Neither asks, counts or sends anything.
 *
 * @element cx-rating
 * @fires input - In a form: a person chose or changed a score.
 * @fires change - In a form: the same.
 * @cssprop [--cx-star=#e8980c] - A lit star.
 * @cssprop [--cx-heart=#d6336c] - A lit heart.
 */
export class CxRating extends SurveyElement {
  static override tag = 'cx-rating';
  static override styles: CSSResultGroup = [SurveyElement.styles, numbers, lookStyles];
  static override properties: PropertyDeclarations = {
    ...named('look mode name'),
    ...named('max step count', {converter: numeric}),
    ...named('required readonly disabled', toggle),
    isOff: {state: true},
  };
  /** Makes it a field of the form around it: https://html.spec.whatwg.org/multipage/custom-elements.html#form-associated-custom-elements */
  static readonly formAssociated = true;

  /** What the values look like. */
  declare look: Look;
  /** The highest value, 2 to 11; the lowest is 1. */
  declare max: number;
  /** 0.5 offers half stars and half hearts. */
  declare step: 1 | 0.5;
  /** `show` draws `value` and asks nobody. */
  declare mode: 'ask' | 'show';
  /** From how many ratings a shown value comes. */
  declare count: number;
  /** The name of the field in a form. */
  declare name: string;
  /** A form cannot be sent without a score. */
  declare required: boolean;
  /** The score can be read and sent, but not changed. */
  declare readonly: boolean;
  /** The field takes no score, and is not sent. */
  declare disabled: boolean;
  /** True while the form, or a `<fieldset>` in it, is disabled. @internal */
  declare isOff: boolean;
  /** Its place in the form; only a field has one. @internal */
  internals?: ElementInternals;
  #field?: Field;

  override get text(): typeof rating {
    return say(this, 'rating', rating);
  }

  /** As a number of any precision where it is shown. */
  override get value(): number | null {
    return this.mode === 'show' ? (this.flow.score ?? this.defaultValue) : super.value;
  }

  override set value(value: number | null) {
    super.value = value;
  }

  protected override get isSilent(): boolean {
    return this.mode === 'show' || this.isField;
  }

  /** True within a form, or beside the one that it names, where it has a name itself. @internal */
  get isField(): boolean {
    return !!(this.name && (this.closest('form') || this.getAttribute('form')));
  }

  protected override shouldUpdate(): boolean {
    if (this.mode !== 'show') return true;
    if (draw) draw(this);
    else
      import('./picture.js').then(
        ({picture}) => (draw = picture)(this),
        () => {
          // Offline: a page without its stars is still a page.
        },
      );
    return false;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    // The browser takes the focus to a field that it complains about.
    if (this.isField) this.attachShadow({mode: 'open', delegatesFocus: true});
    return super.createRenderRoot();
  }

  protected override updated(): void {
    if (!this.isField) return;
    // The form has the score whether or not the rest of what a field is can be fetched.
    (this.internals ??= this.attachInternals()).setFormValue(this.value?.toString() ?? null);
    if (this.#field) this.#field();
    else
      import('./field.js').then(
        ({beField}) => (this.#field = beField(this)),
        () => {
          // Offline: nothing is required of the visitor.
        },
      );
  }

  /** @internal */
  formResetCallback(): void {
    this.renew();
  }

  /** @internal */
  formDisabledCallback(isOff: boolean): void {
    this.isOff = isOff;
  }

  /** @internal */
  formStateRestoreCallback(score: string): void {
    this.value = score as never;
  }

  override get scale() {
    const [values, highest] = looks[this.#look];
    const max = readWhole(this, 'max', 2, highest, values);
    return {min: this.#step, max, step: this.#step};
  }

  get #look(): Look {
    return readChoice(this, 'look', Object.keys(looks) as Look[], 'star');
  }

  get #step(): number {
    const step = numeric(textOf(this, 'step')) ?? 1;
    if (step === 1 || (step === 0.5 && this.#fills)) return step;
    reportBad(this, 'number-invalid', 'step', this.step);
    return 1;
  }

  /** True where every value up to the chosen one is lit. */
  get #fills(): boolean {
    return /star|heart/.test(this.#look);
  }

  protected override renderScale(): TemplateResult {
    const look = this.#look;
    const {min, max, step} = this.scale;
    const {low, high} = this.ends;
    return html`${scale({
      kind: look + (this.#fills ? ' stars' : max > 8 ? ' numbers' : '') + (step < 1 ? ' half' : ''),
      values: this.values,
      value: this.value,
      fills: this.#fills,
      name: value =>
        fill(this.text.option, {value: digits(this, value), max: digits(this, max)}) +
        (value === min ? `, ${low}` : value === max ? `, ${high}` : ''),
      face: value => (look === 'number' ? digits(this, value) : symbol(look, (value - min) / (max - min))),
      onPick: this.pick,
      isOff: this.isOff || this.disabled ? () => true : this.readonly ? option => option !== this.value : undefined,
    })}${/emoji|number/.test(look) || this.lowLabel || this.highLabel ? captions(this.ends) : nothing}`;
  }

  protected override render(): TemplateResult {
    return this.isField ? this.renderScale() : super.render();
  }
}
