import {basename} from 'node:path';
import {pathToFileURL} from 'node:url';
import {buildHash, built} from './cdn-links.mjs';

/** The two files of each language, as inputs: `fi` and `fi-shop`. */
export const localeInputs = names =>
  Object.fromEntries(names.flatMap(name => ['', '-shop'].map(part => [name + part, built(`locales/${name}.js`) + `?${part}`])));

/** Makes the two files of a language from its one module. */
export const splitLocales = {
  name: 'split-locales',
  resolveId: id => (id.includes('.js?') ? id : null),
  async load(id) {
    const [file, part] = id.split('?');
    if (part === undefined) return null;
    const {words} = await import(pathToFileURL(file).href);
    const {shopGroups} = await import(pathToFileURL(built('locales/words.js')).href);
    const own = Object.entries(words).filter(([group]) => shopGroups.includes(group) === (part === '-shop'));
    return `export const words = ${JSON.stringify(Object.fromEntries(own))}`;
  },
};

/** Puts the list of the files in place of the list of the modules. */
export const linkLocales = names => ({
  name: 'link-locales',
  load: id =>
    id === built('locales/load.js')
      ? `export const languages = Object.fromEntries('${names.join(' ')}'.split(' ').map(name =>
          [name, part => import('./locale-' + name + part + '-${buildHash}.js')]))`
      : null,
});

/** The languages that have a module of words. */
export const localeNames = files =>
  files.map(file => basename(file, '.ts')).filter(name => !['en', 'words', 'load'].includes(name));
