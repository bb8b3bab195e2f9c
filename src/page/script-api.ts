import type {Client, Outbox, PageCalls} from './client-port.js';
import {registry} from './registry.js';
import {configure, type Settings} from './settings.js';

/** What every script entry offers as `window.cxElements`. */
export interface CxElements extends PageCalls {
  configure(settings: Partial<Settings>): void;
  /** Hands over an open shadow root in which tags are to be found. */
  observe(root: ParentNode & Node): void;
  readonly outbox: Outbox;
  readonly version: string;
}

declare global {
  interface Window {
    cxElements?: CxElements | [keyof CxElements, ...unknown[]][];
  }
}

/** Sets `window.cxElements`, once a page, and makes the calls that were pushed before it was there. */
export function exposeApi(later: Client['later']): void {
  const page = registry();
  const found: unknown = window.cxElements;
  // The page's `(window.cxElements ||= []).push(…)` may also run after this: then `push` makes the call at once.
  const push = (...made: unknown[]): void => made.forEach(replay);
  const calls = (names: string): CxElements & Outbox =>
    Object.fromEntries(names.split(' ').map(name => [name, later(name as Parameters<typeof later>[0])])) as never;
  window.cxElements = page.api ??= {
    // As the prototype, so that it is none of the names that the page is offered.
    __proto__: {push},
    ...calls('registerLocale show explain forget'),
    configure,
    observe(root: ParentNode & Node) {
      page.roots.add(root);
      page.search?.(root);
    },
    outbox: calls('status deadLetters retry clear'),
    version: page.version,
  } as CxElements;
  if (Array.isArray(found)) push(...(found as unknown[]));
}

function replay(call: unknown): void {
  try {
    const [name, ...given] = call as [string, ...unknown[]];
    (registry().api as unknown as {[name: string]: (...given: unknown[]) => unknown})[name]?.(...given);
  } catch (error) {
    // The page's mistake: it belongs on the console, and must not keep the calls behind it from being made.
    reportError(error);
  }
}
