import type {LitElement} from 'lit';
import {reportBad} from '../page/report.js';

/** Names that belong to the show rules; an element knows them even where it does not read them itself. */
const family =
  'show-when show-on show-to show-again show-as show-from show-until snooze max-shows placement priority prefill'.split(' ');

/** Global attributes, and what frameworks write on any tag. */
const foreign = /^(id|class|style|slot|part|lang|dir|title|role|hidden|inert|is|tabindex|data-.*|aria-.*|on.*|(ng|v|x|hx|wire)-.*)$|[:@_]/;

/**
 * Warns about an attribute that is a slip of a known one. A name that resembles none is left alone:
 * it may be the page's own.
 */
export function reportUnknownAttributes(el: LitElement): void {
  const known = [...(el.constructor as typeof LitElement).observedAttributes, ...family];
  for (const name of el.getAttributeNames()) {
    if (known.includes(name) || foreign.test(name)) continue;
    const meant = known.find(candidate => distance(name, candidate) <= 2);
    if (meant) reportBad(el, name, 'a known attribute', el.getAttribute(name), 'attribute-unknown', `Did you mean "${meant}"?`);
  }
}

/** Edits between two words (Levenshtein): insertions, deletions and replacements of one letter. */
function distance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
  }
  return row[b.length] ?? 0;
}
