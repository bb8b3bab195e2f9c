import {textOf} from '../attributes.js';
import {reportBad} from '../report-bad.js';
import {callingCode} from './phone.js';

/** The calling code of a number that has none: that of `country`; the shop's own number tells where nothing else does. */
export function countryOf(el: Element): string | undefined {
  const given = textOf(el, 'country');
  const code = callingCode(given);
  if (given && !code) reportBad(el, 'choice-invalid', 'country', given, 'a country such as FI or a code such as +358', 'tel');
  const tel = textOf(el, 'tel').trim();
  return code ?? (tel.startsWith('+') ? callingCode(tel) : undefined);
}
