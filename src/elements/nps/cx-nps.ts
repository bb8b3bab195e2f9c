import type {CSSResultGroup, TemplateResult} from 'lit';
import {nps} from '../../locales/en.js';
import {digits, say} from '../language.js';
import {numberScale} from '../parts/scale.js';
import {SurveyElement} from '../survey-element.js';
import {numbers} from '../theme/numbers.js';

/**
 * Asks how likely someone is to recommend you, from 0 to 10, then why.
 *
 * @element cx-nps
 */
export class CxNps extends SurveyElement {
  static override tag = 'cx-nps';
  static override styles: CSSResultGroup = [SurveyElement.styles, numbers];

  protected override get scale() {
    return {min: 0, max: 10, step: 1};
  }

  override get text(): typeof nps {
    return say(this, 'nps', nps);
  }

  protected override renderScale(): TemplateResult {
    return numberScale(this.values, this.value, this.ends, this.pick, value => digits(this, value));
  }
}
