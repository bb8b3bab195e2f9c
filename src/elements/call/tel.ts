import {reportBad} from '../report-bad.js';

/** A `tel:` address (RFC 3966) from a number as people write it; undefined, with a warning, when it is none. */
export function parseTel(el: Element, value: string | undefined): string | undefined {
  const text = String(value ?? '').trim();
  const digits = text.replace(/[\s().\u2011\u00a0/-]/g, '');
  if (/^\+?\d{3,15}$/.test(digits)) return 'tel:' + digits;
  reportBad(el, 'tel-invalid', 'tel', text);
  return undefined;
}
