import type {Locale} from './words.js';

/** A part of the words: that of the surveys, or of what a shop has besides. */
export type Part = '' | '-shop';

/** The words of a language, all or those of a part. */
type Load = (part: Part) => Promise<{readonly words: Locale}>;

/**
 * Fetches the words of a language, by its tag. Each is written out, so that every bundler makes a file of each; for the files
 * of a script tag the build puts a shorter list in place of this one, and a file of each part.
 */
export const languages: {readonly [tag: string]: Load} = {
  ru: () => import('./ru.js'),
  fi: () => import('./fi.js'),
  de: () => import('./de.js'),
  fr: () => import('./fr.js'),
  es: () => import('./es.js'),
  it: () => import('./it.js'),
  pt: () => import('./pt.js'),
  'pt-BR': () => import('./pt-BR.js'),
  nl: () => import('./nl.js'),
  sv: () => import('./sv.js'),
  da: () => import('./da.js'),
  nb: () => import('./nb.js'),
  pl: () => import('./pl.js'),
  cs: () => import('./cs.js'),
  uk: () => import('./uk.js'),
  tr: () => import('./tr.js'),
  el: () => import('./el.js'),
  hu: () => import('./hu.js'),
  ro: () => import('./ro.js'),
  bg: () => import('./bg.js'),
  hr: () => import('./hr.js'),
  sk: () => import('./sk.js'),
  sl: () => import('./sl.js'),
  et: () => import('./et.js'),
  lv: () => import('./lv.js'),
  lt: () => import('./lt.js'),
  ar: () => import('./ar.js'),
  he: () => import('./he.js'),
  fa: () => import('./fa.js'),
  hi: () => import('./hi.js'),
  id: () => import('./id.js'),
  vi: () => import('./vi.js'),
  th: () => import('./th.js'),
  ja: () => import('./ja.js'),
  ko: () => import('./ko.js'),
  'zh-Hans': () => import('./zh-Hans.js'),
  'zh-Hant': () => import('./zh-Hant.js'),
};
