import type {CxEventDetails, CxEventName} from '../events/catalogue.js';

/**
 * Fires an event of this library on `target`, or on the document once the target has left the page.
 * False when it could be cancelled and was.
 */
export function fire<N extends CxEventName>(
  target: EventTarget | undefined,
  name: N,
  detail: CxEventDetails[N],
  cancelable = false,
): boolean {
  const place = (target as Node | undefined)?.isConnected ? (target as Node) : document;
  return place.dispatchEvent(new CustomEvent(name, {bubbles: true, composed: true, cancelable, detail}));
}
