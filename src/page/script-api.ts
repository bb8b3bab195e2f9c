import type {Outbox} from './client-port.js';
import {registry} from './registry.js';
import {configure, type Settings} from './settings.js';
import {ask} from './show.js';
import {forget} from './write-ahead.js';

/** What every script entry offers as `window.cxElements`. */
export interface CxElements {
  configure(settings: Partial<Settings>): void;
  /** Shows the element that the selector finds; asks no gate. */
  show(selector: string): Promise<unknown>;
  /** Tells which gates of the element pass. */
  explain(selector: string): Promise<unknown>;
  /** Erases everything that the library keeps on this device. */
  forget(): void;
  /** Hands over an open shadow root in which tags are to be found. */
  observe(root: ParentNode & Node): void;
  readonly outbox: Outbox | undefined;
  readonly version: string;
}

declare global {
  interface Window {
    cxElements?: CxElements | [keyof CxElements, ...unknown[]][];
  }
}

/** Sets `window.cxElements`, once a page, and makes the calls that were pushed before it was there. */
export function exposeApi(): void {
  const page = registry();
  const found: unknown = window.cxElements;
  // The page's `(window.cxElements ||= []).push(…)` may also run after this: then `push` makes the call at once.
  const push = (...calls: unknown[]): void => calls.forEach(replay);
  page.api ??= Object.assign(Object.create({push}) as object, {
    configure,
    show: (selector: string) => ask(selector, 'show'),
    explain: (selector: string) => ask(selector, 'explain'),
    forget,
    observe(root: ParentNode & Node) {
      page.roots.add(root);
      page.search?.(root);
    },
    outbox: page.client?.outbox,
    version: page.version,
  });
  window.cxElements = page.api;
  if (Array.isArray(found)) push(...(found as unknown[]));
}

function replay(call: unknown): void {
  const [name, ...given] = Array.isArray(call) ? (call as unknown[]) : [];
  const {api} = registry();
  const method = api && Object.hasOwn(api, String(name)) && api[name as keyof CxElements];
  // A call that throws is the page's mistake; it must not keep the calls behind it from being made.
  if (typeof method === 'function') void (async () => (method as (...given: unknown[]) => unknown)(...given))();
}
