import type {CxElement} from '../../src/elements/cx-element.js';
import type {CxElements} from '../../src/page/script-api.js';

/** The tags of the library. */
export const tags = ['cx-nps', 'cx-rating', 'cx-effort', 'cx-review', 'cx-call'];

/** Loads all elements as a shop does, from the one built file. */
export async function loadBuilt(): Promise<void> {
  await import(/* @vite-ignore */ new URL('../../dist/cdn/cx.all.js', import.meta.url).href);
}

/** What the built file offers the page. */
export const api = (): CxElements => window.cxElements as CxElements;

/** Puts an element with these attributes into the page, and resolves once it is drawn. */
export async function mount(tag: string, attributes: Readonly<Record<string, string>>): Promise<CxElement> {
  const el = document.createElement(tag) as CxElement;
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  document.body.replaceChildren(el);
  await el.updateComplete;
  return el;
}

/** Resolves with the first element in a shadow root that a selector finds, as soon as it is drawn. */
export async function drawn<E extends HTMLElement = HTMLElement>(el: CxElement, selector: string): Promise<E> {
  for (;;) {
    const found = el.shadowRoot?.querySelector<E>(selector);
    if (found) return found;
    await new Promise(done => setTimeout(done));
  }
}
