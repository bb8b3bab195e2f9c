import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {rating} from '../../locales/en.js';
import {fill} from '../../locales/words.js';
import {numeric, readChoice, readWhole, textOf} from '../attributes.js';
import {symbol, type Look} from '../parts/faces.js';
import {captions, scale} from '../parts/scale.js';
import {reportBad} from '../report-bad.js';
import {SurveyElement} from '../survey-element.js';
import {lookStyles} from '../theme/looks.js';
import {numbers} from '../theme/numbers.js';

/** By look: how many values it has when `max` says nothing, how many at most, and its layout. */
const looks = {
  star: [5, 10, 'stars'],
  emoji: [5, 10, 'faces'],
  thumb: [2, 2, 'faces'],
  heart: [5, 10, 'stars heart'],
  number: [5, 11, 'few'],
} as const;

/**
 * Asks how satisfied someone is, with stars, faces, thumbs, hearts or numbers, then why.
 *
 * @element cx-rating
 * @cssprop [--cx-star=#e8980c] - A lit star.
 * @cssprop [--cx-heart=#d6336c] - A lit heart.
 */
export class CxRating extends SurveyElement {
  static override tag = 'cx-rating';
  static override styles: CSSResultGroup = [SurveyElement.styles, numbers, lookStyles];
  static override properties: PropertyDeclarations = {look: {}, max: {converter: numeric}, step: {converter: numeric}};

  /** What the values look like. */
  declare look: Look;
  /** The highest value, 2 to 11; the lowest is 1. */
  declare max: number;
  /** 0.5 offers half stars and half hearts. */
  declare step: 1 | 0.5;

  override readonly text = rating;

  protected override get scale() {
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
      kind: (look === 'number' && max > 8 ? 'numbers' : looks[look][2]) + (step < 1 ? ' half' : ''),
      values: this.values,
      value: this.value,
      fills: this.#fills,
      name: value => fill(this.text.option, {value, max}) + (value === min ? `, ${low}` : value === max ? `, ${high}` : ''),
      face: value => (look === 'number' ? value : symbol(look, (value - min) / (max - min), step < 1 ? (value % 1 ? 1 : 2) : 0)),
      onPick: this.pick,
    })}${/emoji|number/.test(look) || this.lowLabel || this.highLabel ? captions(this.ends) : nothing}`;
  }
}
