import {describe, expect, it} from 'vitest';
import {fileFor} from '../../src/elements/languages.js';
import * as en from '../../src/locales/en.js';
import {languages} from '../../src/locales/load.js';
import {counted, type Locale, type Words} from '../../src/locales/words.js';

const tags = Object.keys(languages);
const english = en as unknown as Locale;
const wanted =
  'ru fi de fr es it pt pt-BR nl sv da nb pl cs uk tr el hu ro bg hr sk sl et lv lt ar he fa hi id vi th ja ko zh-Hans zh-Hant';

/** What a language may say exactly as English does: international words, and what is only marks and numbers. */
const shared = new Set(['OK', 'Optional', 'optional']);

const marks = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

/** The keys that a language must have in a group, each with the English text it stands for. */
function keysOf(tag: string, words: Words): Map<string, string> {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const keys = new Map<string, string>();
  for (const [key, text] of Object.entries(words)) {
    const [, base] = /^(.*)_(?:one|other)$/.exec(key) ?? [];
    if (!base) keys.set(key, text);
    else for (const form of forms) keys.set(`${base}_${form}`, words[`${base}_other`] as string);
  }
  return keys;
}

it('are those that were promised', () => {
  expect(tags).toEqual(wanted.split(' '));
});

describe.each(tags)('the words of %s', tag => {
  const load = async () => (await languages[tag]!('')).words as Locale;

  it('are all there, and no others', async () => {
    const words = await load();

    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    for (const [group, own] of Object.entries(english))
      expect(Object.keys(words[group]!).sort(), group).toEqual([...keysOf(tag, own).keys()].sort());
  });

  it('have the marks of English, trimmed, and nothing else in braces', async () => {
    const words = await load();

    for (const [group, own] of Object.entries(english))
      for (const [key, text] of keysOf(tag, own)) {
        const said = words[group]![key]!;
        // "one" and "two" may be words.
        const isWord = /_(zero|one|two)$/.test(key) && !marks(said).includes('count');
        expect(marks(said), `${group}.${key}`).toEqual(marks(text).filter(mark => !isWord || mark !== 'count'));
        expect(said.trim(), `${group}.${key}`).toBe(said);
        expect(said.replace(/\{\w+\}/g, ''), `${group}.${key}`).not.toMatch(/[{}<>]|^$/);
      }
  });

  it('leave no English', async () => {
    const words = await load();
    const left = Object.entries(english).flatMap(([group, own]) =>
      [...keysOf(tag, own)].filter(([key, text]) => {
        const said = words[group]![key]!;
        // A word or two may be the same in both; a sentence is not.
        return (
          said === text &&
          text
            .replace(/\{\w+\}/g, '')
            .trim()
            .split(/\s+/).length > 2 &&
          !shared.has(text)
        );
      }),
    );

    expect(left).toEqual([]);
  });

  it('are short enough for their place', async () => {
    const words = await load();
    const long = Object.entries(english).flatMap(([group, own]) =>
      [...keysOf(tag, own)].flatMap(([key, text]) => {
        const most = Math.max(text.length * 1.6, text.length + 14);
        const said = words[group]![key]!;
        return said.length > most ? [`${group}.${key}: ${said.length} for ${text.length}`] : [];
      }),
    );

    expect(long).toEqual([]);
  });

  it('name no score by a trademark', async () => {
    const said = Object.values(await load()).flatMap(group => Object.values(group));

    expect(said.join('\n')).not.toMatch(/promoter|detractor|\bnps\b|effort score|\bces\b|\bcsat\b/i);
  });
});

describe('the file for a language tag', () => {
  it.each([
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['en-GB', 'en'],
    ['pt', 'pt'],
    ['pt-PT', 'pt'],
    ['pt-BR', 'pt-BR'],
    ['pt-br', 'pt-BR'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['no', 'nb'],
    ['nn-NO', 'nb'],
    ['iw', 'he'],
    ['in', 'id'],
    ['es-419', 'es'],
    ['fr-CA', 'fr'],
    ['ga', undefined],
    ['x', undefined],
    ['toString', undefined],
    ['__proto__', undefined],
  ])('%s is %s', (tag, file) => {
    expect(fileFor(tag)).toBe(file);
  });
});

describe('a counted word', () => {
  const words: Words = {
    a_one: '{count} Haus',
    a_other: '{count} Häuser',
    b_few: '{count} слова',
    b_other: '{count} слов',
    c: 'je {count}',
  };
  const find = (key: string) => words[key];

  it.each([
    ['a', 1, 'de', '1 Haus'],
    ['a', 1234, 'de', '1.234 Häuser'],
    ['b', 3, 'ru', '3 слова'],
    ['b', 5, 'ru', '5 слов'],
    ['c', 1, 'de', 'je 1'],
    ['none', 1, 'de', ''],
  ])('%s of %i in %s is "%s"', (key, count, language, text) => {
    expect(counted(find, key, count, language)).toBe(text);
  });
});
