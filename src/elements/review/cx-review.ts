import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {review} from '../../locales/en.js';
import {fill} from '../../locales/words.js';
import {numeric, readText, readWhole} from '../attributes.js';
import {symbol} from '../parts/faces.js';
import {makeFollowUp, word, type FollowUp} from '../follow-up/follow-up.js';
import {links, parseLinks} from '../parts/links.js';
import {scale} from '../parts/scale.js';
import {SurveyElement} from '../survey-element.js';
import {lookStyles} from '../theme/looks.js';
import {reviewStyles} from '../theme/review.js';

/**
 * Asks for a review: stars, text, headline, name and e-mail, and shows everyone the same public links.
 *
 * @element cx-review
 * @csspart links - The links to public review sites.
 * @csspart link - One of them.
 */
export class CxReview extends SurveyElement {
  static override tag = 'cx-review';
  static override styles: CSSResultGroup = [SurveyElement.styles, lookStyles, reviewStyles];
  static override properties: PropertyDeclarations = {
    product: {},
    order: {},
    links: {},
    minLength: {attribute: 'min-length', converter: numeric},
  };

  /** What is reviewed: the shop's own key of the product. */
  declare product: string;
  /** The order it was bought with. */
  declare order: string;
  /** Public review sites, the same for everyone: `google=https://… trustpilot=https://…`. */
  declare links: string | readonly string[];
  /** How many characters the text needs; a kind word counts them down. */
  declare minLength: number;

  protected override get scale() {
    return {min: 1, max: 5, step: 1};
  }

  override readonly text = review;

  override check(): {[field: string]: string} {
    const count = this.#missing();
    return count > 0 ? {text: fill(word(this, 'textShort'), {count})} : {};
  }

  override ownAnswers(): {[name: string]: unknown} {
    const said = ['title', 'text', 'name', 'email'].map(name => [name, this.flow.fields[name]?.trim()]);
    const about = ['product', 'order'].map(name => [name, readText(this, name, 200)]);
    return Object.fromEntries([...said, ...about].filter(([, text]) => text));
  }

  override drawForm(parts: FollowUp): TemplateResult {
    const count = this.#missing();
    return html`<div class="more">
      ${parts.line(this, 'title')} ${parts.area(this, 'text', count > 0 ? fill(word(this, 'textShort'), {count}) : undefined)}
      <div class="pair">${parts.line(this, 'name')} ${parts.line(this, 'email', 'email')}</div>
      ${parts.button(this)}
    </div>`;
  }

  /** The form is there from the first moment, so it comes with the element. @internal */
  protected override async loadFollowUp(): Promise<FollowUp> {
    return makeFollowUp({html, nothing});
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.near();
  }

  #missing(): number {
    const least = readWhole(this, 'minLength', 0, 5000, 0);
    return least - (this.flow.fields['text']?.trim().length ?? 0);
  }

  protected override renderScale(): TemplateResult {
    const {low, high} = this.ends;
    return scale({
      kind: 'stars',
      values: this.values,
      value: this.value,
      fills: true,
      name: value => fill(word(this, 'option'), {value, max: 5}) + (value === 1 ? `, ${low}` : value === 5 ? `, ${high}` : ''),
      face: () => symbol('star', 0),
      onPick: this.pick,
    });
  }

  protected override renderBelow(): TemplateResult | typeof nothing {
    return links(word(this, 'links'), parseLinks(this, this.links));
  }
}
