import {html, nothing, type TemplateResult} from 'lit';
import {toText} from '../../base/to-text.js';
import {textOf} from '../attributes.js';
import {reportBad} from '../report-bad.js';
import {readLink} from './read-link.js';

/** A link to a public place, with the name people know it by. */
export interface PublicLink {
  readonly name: string;
  readonly href: string;
}

/** Names whose writing is not just a capital first letter. */
const names: ReadonlyMap<string, string> = new Map([
  ['tripadvisor', 'Tripadvisor'],
  ['yandex', 'Yandex Maps'],
  ['facebook', 'Facebook'],
  ['2gis', '2GIS'],
]);

/** Reads `google=https://… trustpilot=https://…`; what is no https address is left out with a warning. */
export function parseLinks(el: Element, value: string | readonly string[] | undefined): PublicLink[] {
  const words = typeof value === 'string' ? value.split(/\s+/) : value;
  return (Array.isArray(words) ? words : []).filter(Boolean).flatMap(word => {
    const [, key, address = ''] = /^([^=]+)=([^]*)$/.exec(toText(word)) ?? [];
    const href = readLink(address);
    if (href && key) return [{name: names.get(key.toLowerCase()) ?? key[0]?.toUpperCase() + key.slice(1), href}];
    reportBad(el, 'link-refused', 'links', word);
    return [];
  });
}

/**
 * Draws the links to public review sites.
 *
 * It takes no score on purpose: everyone is shown the same links in the same order.
 */
export function links(lead: string, found: readonly PublicLink[]): TemplateResult | typeof nothing {
  return found.length
    ? html`<p class="links small" part="links">
        ${lead}
        ${found.map(({name, href}) => html`<a part="link" href=${href} target="_blank" rel="noopener noreferrer">${name}</a>`)}
      </p>`
    : nothing;
}

/** Draws a link to a page of the shop whose address is the property `name`; what is no web address is left out with a warning. */
export function shopLink(el: Element, name: 'termsUrl' | 'policyUrl', label: string): TemplateResult | undefined {
  const given = textOf(el, name);
  const href = given && readLink(given, document.baseURI);
  if (href) return html`<a href=${href} target="_blank" rel="noopener noreferrer">${label}</a>`;
  if (given) reportBad(el, 'link-refused', name, given);
  return undefined;
}
