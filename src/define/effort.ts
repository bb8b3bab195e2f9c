import {connect} from '../client.js';
import {CxEffort} from '../elements/effort/cx-effort.js';

connect();
CxEffort.define();

export {CxEffort};

declare global {
  interface HTMLElementTagNameMap {
    'cx-effort': CxEffort;
  }
}
