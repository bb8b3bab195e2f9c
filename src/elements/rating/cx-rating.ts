import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {rating} from '../../locales/en.js';
import {fill} from '../../locales/words.js';
import {reportBad} from '../../page/report.js';
import {numeric, readChoice, readWhole} from '../attributes.js';
import {mood, symbol, thumbs, type Look} from '../parts/faces.js';
import {captions, numberScale, scale} from '../parts/scale.js';
import {SurveyElement} from '../survey-element.js';
import {looks} from '../theme/looks.js';
import {numbers} from '../theme/numbers.js';

/** How many values a look offers when `max` says nothing else. */
const usual = {star: 5, heart: 5, emoji: 5, thumb: 2, number: 5};

/**
 * Asks how satisfied someone is, with stars, faces, thumbs, hearts or numbers, then why.
 *
 * @element cx-rating
 */
export class CxRating extends SurveyElement {
  static override tag = 'cx-rating';
  static override styles: CSSResultGroup = [SurveyElement.styles, numbers, looks];
  static override properties: PropertyDeclarations = {look: {}, max: {converter: numeric}, step: {converter: numeric}};

  /** What the values look like. */
  declare look: Look;
  /** The highest value, 2 to 11; the lowest is 1. */
  declare max: number;
  /** 0.5 offers half stars and half hearts. */
  declare step: 1 | 0.5;

  protected override get scale() {
    const look = this.#look;
    const max = look === 'thumb' ? 2 : readWhole(this, 'max', 2, look === 'number' ? 11 : 10, usual[look]);
    return {min: this.#step === 0.5 ? 0.5 : 1, max, step: this.#step};
  }

  protected override get text() {
    return this.wording(rating);
  }

  get #look(): Look {
    return readChoice(this, 'look', ['star', 'emoji', 'thumb', 'heart', 'number'], 'star');
  }

  get #step(): 1 | 0.5 {
    const step: unknown = this.step;
    if (step === undefined || step === null || step === '' || step === 1) return 1;
    if (step === 0.5 && /star|heart/.test(this.#look)) return 0.5;
    reportBad(this, 'step', '1, or 0.5 with stars and hearts', step, 'number-invalid', 'Using 1.');
    return 1;
  }

  protected override renderScale(): TemplateResult {
    const look = this.#look;
    const {min, max, step} = this.scale;
    const {low, high} = this.ends;
    if (look === 'number') return numberScale(this.values, this.value, this.ends, this.pick);
    const fills = look === 'star' || look === 'heart';
    const hasCaptions = look === 'emoji' || this.lowLabel || this.highLabel;
    return html`${scale({
      kind: fills ? `stars ${look} ${step === 1 ? '' : 'half'}` : 'faces',
      values: this.values,
      value: this.value,
      fills,
      name: value => fill(this.text.option, {value, max}) + (value === min ? `, ${low}` : value === max ? `, ${high}` : ''),
      face: value => this.#face(look, value),
      onPick: this.pick,
    })}${hasCaptions ? captions(low, high) : nothing}`;
  }

  #face(look: Look, value: number): TemplateResult {
    const {min, max} = this.scale;
    switch (look) {
      case 'thumb':
        return thumbs(value === max);
      case 'emoji':
        return mood((value - min) / (max - min));
      default:
        return symbol(look === 'heart' ? look : 'star', this.#step === 1 ? undefined : value % 1 ? 0 : 1);
    }
  }
}
