import {registry} from './registry.js';
import {mayRemember} from './settings.js';

/**
 * What is remembered of this visitor, each fact under a key of its own, so that two tabs never overwrite each other.
 *
 * `answer:SURVEY` and `dismiss:SURVEY` hold when somebody last acted, ISO 8601; the others are kept on the device only where
 * the visitor has agreed to it.
 */
export type Fact = `${'answer' | 'dismiss' | 'shows' | 'draw'}:${string}` | 'visits' | 'visit' | 'score' | 'prompt';

/** One fact as this tab or another has noted it; empty where none is known, or none may be. */
export function recall(fact: Fact): string {
  return onDevice(fact) ?? registry().facts.get(fact) ?? '';
}

/** Notes a fact on the device where it may be kept there, and always for as long as the page lives. */
export function note(fact: Fact, value: unknown): void {
  registry().facts.set(fact, String(value));
  onDevice(fact, String(value));
}

function onDevice(fact: Fact, value?: string): string | null | undefined {
  try {
    if (!mayRemember(/^(answer|dismiss):/.test(fact))) return undefined;
    if (value !== undefined) localStorage.setItem('cx:' + fact, value);
    return localStorage.getItem('cx:' + fact);
  } catch {
    // Storage is blocked or full: it is known as long as the page lives.
    return undefined;
  }
}
