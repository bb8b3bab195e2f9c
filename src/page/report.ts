import type {CxEventDetails} from '../events/catalogue.js';
import {expected} from '../base/expect.js';
import {registry} from './registry.js';

/** Tells the page about a problem: `cx-problem` on `target`, and one console line per cause. Never throws. */
export function report(
  target: EventTarget,
  code: string,
  message: string,
  more: {[name: string]: unknown} = {},
  level: 'warn' | 'error' = 'warn',
): void {
  const {reported} = registry();
  if (!reported.has(message)) {
    reported.add(message);
    console[level](message);
  }
  const detail: CxEventDetails['cx-problem'] = {...more, code, message};
  target.dispatchEvent(new CustomEvent('cx-problem', {bubbles: true, composed: true, detail}));
}

/** Reports a bad attribute or property of an element, in the one form that all such lines have. */
export function reportBad(el: Element, name: string, expectation: string, got: unknown, code: string, remedy?: string): void {
  report(el, code, expected(el.localName, name, expectation, got, code, remedy));
}
