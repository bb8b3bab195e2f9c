import type {CSSResultGroup, TemplateResult} from 'lit';
import {effort} from '../../locales/en.js';
import {digits, say} from '../language.js';
import {numberScale} from '../parts/scale.js';
import {SurveyElement} from '../survey-element.js';
import {numbers} from '../theme/numbers.js';

/**
 * Asks how much someone agrees that it was easy, from 1 to 7, then why.
 *
 * @element cx-effort
 */
export class CxEffort extends SurveyElement {
  static override tag = 'cx-effort';
  static override styles: CSSResultGroup = [SurveyElement.styles, numbers];

  protected override get scale() {
    return {min: 1, max: 7, step: 1};
  }

  override get text(): typeof effort {
    return say(this, 'effort', effort);
  }

  protected override renderScale(): TemplateResult {
    return numberScale(this.values, this.value, this.ends, this.pick, value => digits(this, value));
  }
}
