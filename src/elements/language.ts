import {numberIn, type Words} from '../locales/words.js';
import {registry} from '../page/registry.js';
import {setting} from '../page/settings.js';

/** An element that says something. */
export interface Speaker extends HTMLElement {
  requestUpdate(): void;
}

/** The languages that the page states for an element: that of the part it stands in, the setting, that of the whole page. */
export function statedLanguages(el: Element): string[] {
  let near = '';
  // What stands in a shadow root speaks as its host does.
  for (let at: Element | undefined = el; at && !near; at = (at.getRootNode() as Partial<ShadowRoot>).host)
    near = at.closest<HTMLElement>('[lang]:not(html)')?.lang ?? '';
  return [near, setting('locale'), document.documentElement.lang].filter(isTag);
}

/** The languages in which an element may speak, the best first: those that the page states, those of the visitor, English. */
export function languagesOf(el: Element): string[] {
  return [...statedLanguages(el), ...(navigator.languages ?? []).filter(isTag), 'en'];
}

function isTag(tag: string): boolean {
  return /^[\w-]{2,35}$/.test(tag);
}

/** Has an element drawn anew when the language of the page changes, or its words have come. */
export function listen(el: Speaker): void {
  const page = registry();
  if (!page.speakers) {
    const speakers = (page.speakers = new Set());
    new MutationObserver(() => speakers.forEach(one => one.requestUpdate())).observe(document, {
      subtree: true,
      attributeFilter: ['lang'],
    });
  }
  page.speakers.add(el);
}

/** A group of words in the language of an element. */
export function say<W extends Words>(el: Element, group: string, english: W): W {
  const own = registry().speak?.(el, group).words?.[group];
  return own ? {...english, ...own} : english;
}

/** The language that an element speaks now, by which numbers and dates are written. */
export function languageOf(el: Element): string {
  return registry().speak?.(el).language ?? (languagesOf(el).find(tag => /^en\b/i.test(tag)) as string);
}

/** A number as the language of an element writes it. */
export function digits(el: Element, value: number): string | number {
  return registry().speak ? numberIn(languageOf(el))(value) : value;
}
