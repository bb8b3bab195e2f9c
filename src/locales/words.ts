export type {Locale, Words} from '../page/registry.js';

/** The groups that only some pages need: in the files of a script tag, they are a file of their own. */
export const shopGroups = ['products', 'photos', 'reviewList', 'call', 'callMore', 'callback'];

/** Puts values into `{name}`. An unknown name stays as it is, so that a mistake is seen. */
export function fill(text: string, values: {readonly [name: string]: string | number | undefined}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The same, with numbers as the language writes them. */
export function fillIn(language: string, text: string, values: {readonly [name: string]: string | number | undefined}): string {
  const number = numberIn(language);
  return fill(
    text,
    Object.fromEntries(Object.entries(values).map(([name, one]) => [name, typeof one === 'number' ? number(one) : one])),
  );
}

/**
 * The word for a count, by the rules of the language: `key_one`, `key_few`, `key_many`, or `key_other`, which every
 * language has. `find` answers the word of a key; a page's own word has no forms.
 */
export function counted(
  find: (key: string) => string | undefined,
  key: string,
  count: number,
  language: string,
  values: {readonly [name: string]: string | number} = {},
): string {
  const form = new Intl.PluralRules(language).select(count);
  const text = [key, key + '_' + form, key + '_other'].map(find).find(Boolean) ?? '';
  return fill(text, {...values, count: numberIn(language)(count)});
}

const formats = new Map<string, (value: number) => string>();

/** How a language writes numbers: a list of a thousand ratings asks once. */
export function numberIn(language: string): (value: number) => string {
  const format = formats.get(language) ?? new Intl.NumberFormat(language).format;
  formats.set(language, format);
  return format;
}
