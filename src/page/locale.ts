import {registry, type Locale} from './registry.js';

/**
 * Sets words of a language, of ours or of a new one: all of them or a few, by group and key as in `locales/en.ts`.
 * Elements on the page follow at once.
 */
export function registerLocale(tag: string, words: Locale): void {
  const page = registry();
  (page.locales ??= {})[tag.toLowerCase()] = words;
  page.speakers?.forEach(one => one.requestUpdate());
}
