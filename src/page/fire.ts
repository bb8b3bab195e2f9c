import type {CxEventDetails, CxEventName} from '../events/catalogue.js';

/** Fires an event of this library on `target`, or on the document once the target has left the page. */
export function fire<N extends CxEventName>(target: EventTarget | undefined, name: N, detail: CxEventDetails[N]): void {
  const place = (target as Partial<Node> | undefined)?.isConnected ? target : document;
  place?.dispatchEvent(new CustomEvent(name, {bubbles: true, composed: true, detail}));
}
