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
  const reported = (registry().reported ??= new Set());
  if (!reported.has(message)) {
    reported.add(message);
    console[level](message);
  }
  fire(target, 'cx-problem', {...more, code, message});
}

/** Prints what the page's author has asked for. */
export function print(...values: readonly unknown[]): void {
  console.info(...values);
}
