import {connect} from '../client.js';
import {CxReview} from '../elements/review/cx-review.js';

connect();
CxReview.define();

export {CxReview};

declare global {
  interface HTMLElementTagNameMap {
    'cx-review': CxReview;
  }
}
