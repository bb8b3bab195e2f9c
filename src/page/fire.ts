import type {CxEventDetails, CxEventName} from '../events/catalogue.js';

/** What an event of this library remembers, because it fires on the document once its element has left the page. */
export interface Origin {
  readonly cxElement?: EventTarget | undefined;
}

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
  const event = new CustomEvent(name, {bubbles: true, composed: true, cancelable, detail});
  return place.dispatchEvent(Object.assign(event, {cxElement: target} satisfies Origin));
}
