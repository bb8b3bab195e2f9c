import {connect} from '../client.js';
import {CxCall} from '../elements/call/cx-call.js';

connect();
CxCall.define();

export {CxCall};

declare global {
  interface HTMLElementTagNameMap {
    'cx-call': CxCall;
  }
}
