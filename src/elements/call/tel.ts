import {reportBad} from '../../page/report.js';

/** A `tel:` address (RFC 3966) from a number as people write it; undefined, with a warning, when it is none. */
export function parseTel(el: Element, value: string | undefined): string | undefined {
  const text = (value ?? '').trim();
  const digits = text.replace(/[\s().\u2011\u00a0/-]/g, '');
  if (/^\+?\d{3,15}$/.test(digits)) return 'tel:' + digits;
  reportBad(el, 'tel', 'a phone number such as +358 40 123 4567', text, 'tel-invalid', 'Nothing is shown.');
  return undefined;
}
