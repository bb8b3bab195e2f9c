import {languages, type Part} from '../locales/load.js';
import {shopGroups, type Locale} from '../locales/words.js';
import {registry, type Speak} from '../page/registry.js';
import {css} from '../page/css.js';
import {languagesOf, statedLanguages} from './language.js';
import {reportBad} from './report-bad.js';

/** Languages whose readers read another one well. */
const kin: {readonly [language: string]: string} = {no: 'nb', nn: 'nb'};

/** Where `Intl` thinks of another region than our file: bare Portuguese is that of Brazil to it. */
const regions: {readonly [tag: string]: string} = {pt: 'pt-PT'};

/** The file for a language tag: that of its region or its script, else that of its language; undefined where there is none. */
export function fileFor(tag: string): string | undefined {
  try {
    const {language, region} = new Intl.Locale(tag);
    const {script} = new Intl.Locale(tag).maximize();
    const own = kin[language] ?? language;
    return [`${own}-${region}`, `${own}-${script}`, own].find(name => name === 'en' || Object.hasOwn(languages, name));
  } catch {
    return undefined; // Not a language tag at all.
  }
}

const leftwards = [
  css`
    :host {
      direction: rtl;
    }
  `,
].flat() as CSSStyleSheet[];

/** Turns an element round where its language is written from right to left, whatever the page around it is. */
function face(el: Element, language: string): void {
  const root = el.shadowRoot;
  if (!root || /^(ar|he|fa|ur)\b/i.test(language) === root.adoptedStyleSheets.includes(leftwards[0] as CSSStyleSheet)) return;
  const others = root.adoptedStyleSheets.filter(sheet => !leftwards.includes(sheet));
  root.adoptedStyleSheets = others.length < root.adoptedStyleSheets.length ? others : [...others, ...leftwards];
}

/** Lets the elements of the page speak other languages than English. */
export function startSpeaking(): void {
  const page = registry();
  if (page.speak) return;
  const fetched = new Map<string, Locale | undefined>();
  const tell = (): void => page.speakers?.forEach(one => one.requestUpdate());

  /** The words of a file; undefined until they have come. */
  const wordsOf = (file: string, part: Part): Locale | undefined => {
    const key = file + part;
    if (!fetched.has(key)) {
      fetched.set(key, undefined);
      languages[file]?.(part).then(
        ({words}) => {
          fetched.set(key, words);
          tell();
        },
        () => addEventListener('online', () => (fetched.delete(key), tell()), {once: true}),
      );
    }
    return fetched.get(key);
  };

  const speak: Speak = (el, group) => {
    const isShop = group ? shopGroups.includes(group) : /^cx-(call|review-list)$/.test(el.localName);
    const part = isShop ? '-shop' : '';
    const stated = statedLanguages(el)[0];
    for (const [at, tag] of languagesOf(el).entries()) {
      const file = fileFor(tag);
      const own = ownWords(tag) ?? ownWords(file);
      if (!file && !own && at === 0 && tag === stated) reportBad(el, 'locale-unknown', 'lang', tag);
      if (!file && !own) continue;
      const words = file && file !== 'en' ? wordsOf(file, part) : {};
      // Until they have come, it is English that is read.
      face(el, words ? tag : 'en');
      return {language: words ? (regions[tag] ?? tag) : 'en', words: own ? merge(words, own) : words};
    }
    face(el, 'en');
    return {language: 'en'};
  };

  page.speak = speak;
  tell();
}

/** What the page has registered for a language. */
function ownWords(tag = ''): Locale | undefined {
  return registry().locales?.[tag.toLowerCase()];
}

function merge(words: Locale = {}, own: Locale = {}): Locale {
  return Object.fromEntries(
    [...new Set([...Object.keys(words), ...Object.keys(own)])].map(group => [group, {...words[group], ...own[group]}]),
  );
}
