import type {Locale} from './words.js';

type Load = () => Promise<{readonly words: Locale}>;

/** Fetches the words of a language, by its tag. Each is written out, so that every bundler makes a file of each. */
export const languages: {readonly [tag: string]: Load} = {
  ru: () => import('./ru.js'),
  fi: () => import('./fi.js'),
  de: () => import('./de.js'),
};
