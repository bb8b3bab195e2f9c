import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {CxData} from '../../events/catalogue.js';
import {review} from '../../locales/en.js';
import {fill} from '../../locales/words.js';
import {numeric, readText, readWhole} from '../attributes.js';
import {symbol} from '../parts/faces.js';
import {field} from '../parts/fields.js';
import {links, parseLinks} from '../parts/links.js';
import {scale} from '../parts/scale.js';
import {SurveyElement} from '../survey-element.js';
import {looks} from '../theme/looks.js';
import {reviewStyles} from '../theme/review.js';

/**
 * Asks for a review: stars, text, headline, name and e-mail, and shows everyone the same public links.
 *
 * @element cx-review
 */
export class CxReview extends SurveyElement {
  static override tag = 'cx-review';
  static override styles: CSSResultGroup = [SurveyElement.styles, looks, reviewStyles];
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

  protected override get text() {
    return this.wording(review);
  }

  protected override check() {
    const problem = super.check();
    const missing = this.#missing();
    return missing > 0 && !problem['score'] ? {...problem, text: fill(this.text.textShort, {count: missing})} : problem;
  }

  protected override answers(): CxData<'cx.submitted'>['answers'] {
    const filled = ['title', 'text', 'name', 'email'].map(name => [name, this.flow.fields[name]?.trim()]);
    const product = readText(this, 'product', 200);
    const order = readText(this, 'order', 200);
    return {
      ...super.answers(),
      ...Object.fromEntries(filled.filter(([, text]) => text)),
      ...(product && {product}),
      ...(order && {order}),
    };
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
      name: value => fill(this.text.option, {value, max: 5}) + (value === 1 ? `, ${low}` : value === 5 ? `, ${high}` : ''),
      face: () => symbol('star'),
      onPick: this.pick,
    });
  }

  protected override renderMore(): TemplateResult {
    const {text} = this;
    const missing = this.#missing();
    return html`<div class="more">
      ${this.#field('title', text.title)}
      ${this.renderArea('text', text.text, missing > 0 ? fill(text.textShort, {count: missing}) : undefined)}
      <div class="pair">${this.#field('name', text.name)} ${this.#field('email', text.email)}</div>
      ${this.renderSubmit('')}
    </div>`;
  }

  protected override renderBelow(): TemplateResult | typeof nothing {
    return links(this.text.links, parseLinks(this, this.links));
  }

  #field(name: 'title' | 'name' | 'email', label: string): TemplateResult {
    return field({
      name,
      label,
      type: name === 'email' ? 'email' : 'text',
      value: this.flow.fields[name] ?? '',
      problem: this.problem[name],
      onWrite: this.write,
    });
  }
}
