import type {CxEventDetails} from '../events/catalogue.js';
import type {Shown} from './ports.js';
import {parse} from './event-store.js';

/** What of an event is told: nothing that a person wrote, and nothing about them. */
type Told = Partial<CxEventDetails['cx-submit'] & CxEventDetails['cx-problem']>;

const names = ['cx-show', 'cx-answer', 'cx-partial', 'cx-submit', 'cx-dismiss', 'cx-call', 'cx-problem'];

/** Mirrors our events into the page's data layer, what happened before included. */
export function mirror(shown: readonly Shown[], memory: ReadonlyMap<string, string>): void {
  for (const name of names)
    addEventListener(
      name,
      event => {
        const {detail} = event as CustomEvent<Told | undefined>;
        // The page may cancel it after this listener.
        queueMicrotask(() => event.defaultPrevented || !detail || push(name, detail));
      },
      true,
    );
  for (const {detail} of shown) push('cx-show', detail);
  for (const record of memory.values()) {
    const {name, data} = parse<{name: string; data: Told}>(record) ?? {};
    if (name && data && name !== 'cx-show') push(name, data);
  }
}

function push(name: string, {element, survey, touchpoint, score, category, response, code}: Told): void {
  const page = window as {dataLayer?: unknown[]};
  const told = {
    event: name.replace('-', '_'),
    cx_element: element,
    cx_survey: survey,
    cx_touchpoint: touchpoint,
    cx_score: score,
    cx_category: category,
    cx_response: response,
    cx_code: code,
  };
  const known = Object.entries(told).filter(([, value]) => value !== undefined);
  (page.dataLayer ??= []).push(Object.fromEntries(known));
}
