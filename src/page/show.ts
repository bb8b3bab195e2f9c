import {expected} from '../base/expect.js';
import {registry} from './registry.js';
import type {report} from './report.js';

/** Calls a method of the element that `selector` finds, in the page or in a root handed over, once the element is defined. */
export async function ask(selector: string, method: 'show' | 'explain', tell: typeof report): Promise<unknown> {
  let found: Element | null = null;
  try {
    for (const root of [document, ...registry().roots]) found ??= root.querySelector(selector);
    // A bare tag that a script entry has met can be asked already.
    if (!(method in (found ?? {}))) await customElements.whenDefined(found?.localName ?? '');
    return await (found as Partial<Record<typeof method, () => Promise<unknown>>> | null)?.[method]?.();
  } catch {
    // A selector that is none, finds nothing, or finds no custom element: one finding for the page's author.
    tell(
      found ?? document,
      'selector-invalid',
      expected('cx-elements', method, 'the selector of an element', selector, 'selector-invalid'),
    );
    return undefined;
  }
}
