import {expected} from '../base/expect.js';
import {fire} from './fire.js';
import {registry} from './registry.js';

/** Tells the page about a problem: `cx-problem` on `target`, and one console line per cause. Never throws. */
export function report(
  target: EventTarget | undefined,
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
  fire(target, 'cx-problem', {...more, code, message});
}

/** Reports a bad attribute or property of an element, in the one form that all such lines have. */
export function reportBad(el: Element, name: string, expectation: string, got: unknown, code: string, remedy?: string): void {
  report(el, code, expected(el.localName, name, expectation, got, code, remedy));
}
