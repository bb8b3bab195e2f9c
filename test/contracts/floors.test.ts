import {globSync, readFileSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {describe, expect, it} from 'vitest';

/** Which rooms each room may import from, besides itself; an arrow never runs up or sideways. */
const below: Record<string, readonly string[]> = {
  base: [],
  events: ['base'],
  survey: ['base'],
  hours: [],
  page: ['base', 'events', 'survey'],
  showing: ['base', 'events', 'survey', 'page'],
  delivery: ['base', 'events', 'survey', 'page'],
  locales: ['base', 'events', 'survey', 'page'],
  elements: ['base', 'events', 'survey', 'hours', 'page', 'showing', 'locales'],
  client: ['base', 'events', 'survey', 'page', 'delivery'],
  entries: ['base', 'events', 'survey', 'hours', 'page', 'showing', 'delivery', 'locales', 'elements', 'client'],
  collector: ['base', 'events', 'survey'],
};

/** Modules at the top of `src` and the folders that are ways in. */
const entries = ['all', 'autoloader', 'classic', 'define', 'entry', 'index'];

/** What only some places may touch; everything else gets it as an argument. */
const touches: Record<string, {pattern: RegExp; allowed: RegExp}> = {
  lit: {pattern: /from '(lit|@lit)\b(?!.*\btype\b)/, allowed: /^elements\//},
  nanoid: {pattern: /['"]nanoid/, allowed: /^base\/id\.ts$/},
  timers: {
    pattern: /\b(set(Timeout|Interval)|request(AnimationFrame|IdleCallback))\(/,
    allowed: /^(page|elements|showing\/(triggers|surfaces)|collector)\//,
  },
  'the clock': {
    pattern: /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/,
    allowed: /^(base\/id\.ts$|(page|elements|showing\/(triggers|surfaces)|collector)\/)/,
  },
  chance: {pattern: /\bMath\.random\b/, allowed: /^(page|collector)\//},
  storage: {pattern: /\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b/, allowed: /^page\//},
  fetch: {
    pattern: /(?<![.\w])fetch\(|\bsendBeacon\b|\bXMLHttpRequest\b/,
    allowed: /^(page|delivery\/(sender|start|photos)|elements\/review-list\/list|collector)\b/,
  },
  'the document': {
    pattern: /(?<![.\w])document\b/,
    allowed:
      /^(page|elements|showing\/(triggers|surfaces|rare|moments|prepare|debug-panel)|entry|autoloader\.ts|classic\.ts|client\.ts|collector\/dashboard)/,
  },
  'HTML from strings': {
    pattern:
      /\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|srcdoc|createContextualFragment|DOMParser)\b|\bunsafe(HTML|SVG|MathML|Static|CSS)\b|\bdocument\.write/,
    allowed: /^$/,
  },
  'code from strings': {
    pattern: /\beval\(|\bFunction\(|\bset(Timeout|Interval)\(\s*['"`]|javascript:|\bcreateElement\(\s*['"`]script/,
    allowed: /^$/,
  },
  // `styleMap` writes the attribute at its first render; a strict `style-src` refuses that as well.
  'inline styles': {
    pattern: /<[^>]*\sstyle=|<style\b|\bstyleMap\b|\bsetAttribute\(\s*['"`]style/,
    allowed: /^collector\/.*\.ts$/,
  },
  'the console': {
    pattern: /\bconsole\./,
    allowed: /^(page\/report\.ts|elements\/report-bad\.ts|collector\/)/,
  },
};

const files = globSync('src/**/*.{ts,js}').map(file => ({
  name: file.slice('src/'.length),
  text: withoutComments(readFileSync(file, 'utf8')),
}));

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

function roomOf(name: string): string {
  const [first = ''] = name.replace(/\.[jt]s$/, '').split('/');
  return entries.includes(first) ? 'entries' : first;
}

function importsOf({name, text}: {name: string; text: string}): string[] {
  const paths = [...text.matchAll(/(?:from|import\(|^import)\s*['"](\.[^'"]+)['"]/gm)].map(([, path]) => path!);
  return paths.map(path => normalize(join(dirname(name), path)));
}

describe('the floors', () => {
  it('are known for every room', () => {
    const rooms = [...new Set(files.map(({name}) => roomOf(name)))];

    expect(rooms.filter(room => !below[room])).toEqual([]);
  });

  it('have no arrow that runs up or sideways', () => {
    const wrong = files.flatMap(file =>
      importsOf(file)
        .filter(target => roomOf(target) !== roomOf(file.name) && !below[roomOf(file.name)]?.includes(roomOf(target)))
        .map(target => `${file.name} → ${target}`),
    );

    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(touches))('keep %s in their rooms', (_what, {pattern, allowed}) => {
    const wrong = files.filter(({name, text}) => !allowed.test(name) && pattern.test(text)).map(({name}) => name);

    expect(wrong).toEqual([]);
  });

  it('have no barrel but index, which all repeats', () => {
    const barrels = files
      .filter(({name, text}) => !/^(index|all)\.ts$/.test(name) && /^export \* from/m.test(text))
      .map(({name}) => name);

    expect(barrels).toEqual([]);
  });
});
