import {byteLength} from './batch.js';

/** Room for the visitor's traits, below what the wire takes of members that it does not know. */
const maxBytes = 7000;

/** The visitor as the wire takes it: texts of at most 200 characters, first those it knows; what is no text or too much is left out. */
export function tidyVisitor(given: unknown): {[name: string]: string} | undefined {
  if (typeof given !== 'object' || !given) return undefined;
  const {id, email, name} = given as {[name: string]: unknown};
  const found: {[name: string]: string} = {};
  let bytes = 0;
  for (const [key, value] of Object.entries({id, email, name, ...given})) {
    const text = Object(value) === value ? '' : String(value ?? '').slice(0, 200);
    bytes += byteLength(key + text) + 6;
    if (text && bytes < maxBytes) found[key] = text;
  }
  return found;
}
