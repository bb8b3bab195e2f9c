import {connect} from '../client.js';
import {CxReviewList} from '../elements/review-list/cx-review-list.js';

connect();
CxReviewList.define();

export {CxReviewList};

declare global {
  interface HTMLElementTagNameMap {
    'cx-review-list': CxReviewList;
  }
}
