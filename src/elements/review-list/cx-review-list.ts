import {html, nothing, render, type CSSResultGroup, type PropertyDeclarations} from 'lit';
import {css} from '../../page/css.js';
import {flag, named, numeric} from '../attributes.js';
import {CxElement} from '../cx-element.js';
import type {List} from './list.js';

/** Its place is kept until the reviews are there. */
const room = css`
  .room {
    min-block-size: 15rem;
  }
`;

/**
 * Shows published reviews, newest first, with their summary and how they were checked.
 *
 * @element cx-review-list
 * @slot - Reviews that the shop has written into the page: each child with `data-score` is one.
 * @csspart summary - The mean, the number of reviews, and how they spread.
 * @csspart review - One review.
 * @csspart mark - What is known of it: a verified purchase, a reward.
 * @csspart photo - A photo in it.
 * @csspart more - The button that shows further reviews.
 * @csspart origin - How the reviews were checked.
 */
export class CxReviewList extends CxElement {
  static override tag = 'cx-review-list';
  static override styles: CSSResultGroup = [CxElement.styles, room];
  static override properties: PropertyDeclarations = {
    ...named('src product policyUrl'),
    pageSize: {attribute: 'page-size', converter: numeric},
    jsonLd: {type: Boolean, attribute: 'json-ld', converter: flag},
    list: {state: true},
  };

  /** Where the reviews are; default: beside the endpoint, at `/reviews`. */
  declare src: string;
  /** The product whose reviews are shown: its key, with a name for search engines: `mug=Blue mug`. Default: those of the whole shop. */
  declare product: string;
  /** How many reviews come at a time, 1 to 100; default 10. */
  declare pageSize: number;
  /** The page that tells how reviews are checked. */
  declare policyUrl: string;
  /** Tells search engines of the product what a visitor sees of it here. */
  declare jsonLd: boolean;
  /** What fetches and draws the reviews. @internal */
  declare list?: List;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.list) this.requestUpdate();
    else
      import('./list.js').then(
        ({makeList}) => {
          this.list ??= makeList(this, {html, nothing, render});
        },
        () => {
          // Offline, or a deployment has taken the file away: what the page itself says stays.
          this.list = undefined;
        },
      );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.list?.leave();
  }

  /** It asks nobody, so nothing of it is counted. */
  protected override get isSilent(): boolean {
    return true;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    this.list?.check();
  }

  protected override updated(): void {
    this.list?.follow();
  }

  protected override renew(): void {
    super.renew();
    this.list?.reload();
  }

  protected override render(): unknown {
    return this.list?.draw() ?? html`<div class="room"><slot></slot></div>`;
  }
}
