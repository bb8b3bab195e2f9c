import {connect} from '../client.js';
import {CxRating} from '../elements/rating/cx-rating.js';

connect();
CxRating.define();

export {CxRating};

declare global {
  interface HTMLElementTagNameMap {
    'cx-rating': CxRating;
  }
}
