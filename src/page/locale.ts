import {registry, type Locale} from './registry.js';

/** Sets words of a language; elements on the page follow at once. */
export function setLocale(tag: string, words: Locale): void {
  const page = registry();
  (page.locales ??= {})[tag.toLowerCase()] = words;
  page.speakers?.forEach(one => one.requestUpdate());
}
