import {toText} from '../base/to-text.js';

/** One answer to choose: its key on the wire and the label that people read. */
export interface Choice {
  readonly key: string;
  readonly label: string;
}

/**
 * Reads `price=Price | delivery=Delivery`: a bare label is its own key, `\|` and `\=` stand for themselves.
 * Also takes the parts as an array. Empty parts and repeated keys are left out.
 */
export function parseChoices(value: string | readonly string[] | undefined): Choice[] {
  const parts = typeof value === 'string' ? value.match(/(?:\\[^]|[^\\|])+/g) : value;
  const found = new Map<string, Choice>();
  for (const part of Array.isArray(parts) ? parts : []) {
    const [, name = '', label = name] = /^((?:\\[^]|[^\\=])*)=?([^]+)?$/.exec(toText(part))?.map(unescape) ?? [];
    const key = name.slice(0, 200);
    if (key && !found.has(key)) found.set(key, {key, label});
  }
  return [...found.values()];
}

function unescape(text: string | undefined): string | undefined {
  return text?.replace(/\\([|=\\])/g, '$1').trim() || undefined;
}

/** Own wording by key, from `send=Submit | optional=…` or from an object. */
export function parseWords(value: string | {readonly [key: string]: string} | undefined): {[key: string]: string} {
  if (typeof value !== 'string') return Object.fromEntries(Object.entries(value ?? {}).map(([key, word]) => [key, toText(word)]));
  return Object.fromEntries(parseChoices(value).map(({key, label}) => [key, label]));
}
