import {connect} from '../client.js';
import {CxNps} from '../elements/nps/cx-nps.js';

connect();
CxNps.define();

export {CxNps};

declare global {
  interface HTMLElementTagNameMap {
    'cx-nps': CxNps;
  }
}
