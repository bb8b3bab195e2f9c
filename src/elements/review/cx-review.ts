import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {toText} from '../../base/to-text.js';
import {review} from '../../locales/en.js';
import {counted, fill} from '../../locales/words.js';
import {timestamp} from '../../page/clock.js';
import {parseChoices, type Choice} from '../../survey/choices.js';
import {named, numeric, readText, readWhole} from '../attributes.js';
import {digits, languageOf, say} from '../language.js';
import {symbol} from '../parts/faces.js';
import {makeFollowUp, word, type FollowUp} from '../follow-up/follow-up.js';
import {links, parseLinks, shopLink} from '../parts/links.js';
import {scale} from '../parts/scale.js';
import {SurveyElement} from '../survey-element.js';
import {lookStyles} from '../theme/looks.js';
import {reviewStyles} from '../theme/review.js';
import type {Desk} from './desk.js';

/**
 * Asks for a review: stars, text, headline, photos, name and e-mail, and shows everyone the same public links and reward.
 *
 * @element cx-review
 * @slot consent - What the person agrees to who leaves an e-mail address; its text travels with the review.
 * @csspart links - The links to public review sites.
 * @csspart link - One of them.
 * @csspart reward - What is promised for a review, whatever it says.
 * @csspart policy - The link that tells how reviews are checked.
 * @csspart photos - The row of photos.
 * @csspart photo - One of them.
 * @csspart next - Goes on to the next product of the order.
 * @csspart skip - Leaves a product out.
 */
export class CxReview extends SurveyElement {
  static override tag = 'cx-review';
  static override styles: CSSResultGroup = [SurveyElement.styles, lookStyles, reviewStyles];
  static override properties: PropertyDeclarations = {
    ...named('product order orderToken links reward termsUrl policyUrl photos'),
    minLength: {attribute: 'min-length', converter: numeric},
    desk: {state: true},
    at: {state: true},
  };

  /** What is reviewed: the shop's own key of the product, or several of one order: `mug=Blue mug | pot=Teapot`. */
  declare product: string | readonly string[];
  /** The order it was bought with. */
  declare order: string;
  /** The order, signed by the shop, so that the review can be shown as verified. */
  declare orderToken: string;
  /** Public review sites, the same for everyone: `google=https://… trustpilot=https://…`. */
  declare links: string | readonly string[];
  /** What is given for a review, whatever it says: `5 % off your next order`. */
  declare reward: string;
  /** The terms of the reward. */
  declare termsUrl: string;
  /** The page that tells how reviews are checked. */
  declare policyUrl: string;
  /** How many photos may be added, 0 to 5; default 0. */
  declare photos: number;
  /** How many characters the text needs; a kind word counts them down. */
  declare minLength: number;
  /** What comes later: the draft, further products, photos. @internal */
  declare desk?: Desk;
  /** Which of the products is asked about. @internal */
  declare at: number;

  constructor() {
    super();
    this.at = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.near();
    if (!this.desk)
      import('./desk.js').then(
        ({openDesk}) => (this.desk ??= openDesk(this, {html, nothing, word})),
        () => {
          // Offline, or a deployment has taken the file away: the review counts without a draft and photos.
        },
      );
  }

  protected override updated(): void {
    this.desk?.follow();
  }

  /** Goes on with a response that was begun before the page was loaded again. @internal */
  resume(response: string, seq: number): void {
    this.responseId = response;
    this.seq = seq;
  }

  protected override get scale() {
    return {min: 1, max: 5, step: 1};
  }

  override get text(): typeof review {
    const {products} = this;
    const {key, label: product} = products[this.at] ?? {};
    const isNamed = products[1] || product !== key;
    const words = say(this, 'review', review);
    return {...words, ...(isNamed && {question: words.about}), ...this.desk?.words};
  }

  protected override get questionText(): string {
    return fill(super.questionText, {product: this.products[this.at]?.label});
  }

  /** The products of the order, one after another. @internal */
  get products(): Choice[] {
    const {product} = this;
    return parseChoices(Array.isArray(product) ? product : toText(product));
  }

  override check(): {[field: string]: string} {
    const count = this.#missing();
    return count > 0 ? {text: this.#short(count)} : {};
  }

  override ownAnswers(): {[name: string]: unknown} {
    const said = ['title', 'text', 'name', 'email'].map(name => [name, this.flow.fields[name]?.trim()] as const);
    const consent = said[3]?.[1] && this.querySelector('[slot=consent]')?.textContent?.trim().slice(0, 5000);
    return Object.fromEntries(
      [
        ...said,
        ['consents', consent && [{kind: 'contact', text: consent, at: timestamp()}]],
        ['product', this.products[this.at]?.key],
        ['order', readText(this, 'order', 200)],
        ['orderToken', readText(this, 'orderToken', 1000)],
        ['incentivised', !!readText(this, 'reward', 500)],
      ].filter(([, given]) => given) as [string, unknown][],
    );
  }

  /** The form is there from the first moment, so it comes with the element. @internal */
  protected override async loadFollowUp(): Promise<FollowUp> {
    return makeFollowUp({html, nothing});
  }

  #missing(): number {
    const least = readWhole(this, 'minLength', 0, 5000, 0);
    // A letter of any script or a smiley is one to whoever types it.
    return least - [...(this.flow.fields['text']?.trim() ?? '')].length;
  }

  #short(count: number): string {
    return counted(key => word(this, key), 'textShort', count, languageOf(this));
  }

  override drawForm(parts: FollowUp): TemplateResult {
    const count = this.#missing();
    return html`<div class="more">
      ${parts.line(this, 'title')} ${parts.area(this, 'text', count > 0 ? this.#short(count) : undefined)}
      ${this.desk?.drawPhotos()}
      <div class="pair">${parts.line(this, 'name')} ${parts.line(this, 'email', 'email')}</div>
      <p class="small"><slot name="consent"></slot></p>
      ${parts.button(this, this.desk?.drawSkip())}
    </div>`;
  }

  protected override renderScale(): TemplateResult {
    const {low, high} = this.ends;
    return html`${this.desk?.drawPosition()}
    ${scale({
      kind: 'stars',
      values: this.values,
      value: this.value,
      fills: true,
      name: value =>
        fill(word(this, 'option'), {value: digits(this, value), max: digits(this, 5)}) +
        (value === 1 ? `, ${low}` : value === 5 ? `, ${high}` : ''),
      face: () => symbol('star', 0),
      onPick: this.pick,
    })}`;
  }

  /** What everyone is shown from the first moment on: it depends on no score and on no step, on purpose. */
  protected override renderBelow(): TemplateResult {
    const reward = readText(this, 'reward', 500);
    const policy = shopLink(this, 'policyUrl', word(this, 'policy'));
    return html`${this.desk?.drawAfter()}
    ${reward ? html`<p class="foot small" part="reward">${reward} ${shopLink(this, 'termsUrl', word(this, 'terms'))}</p>` : nothing}
    ${links(word(this, 'links'), parseLinks(this, this.links))}
    ${policy ? html`<p class="foot small" part="policy">${policy}</p>` : nothing}`;
  }
}
