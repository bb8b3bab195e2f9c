import type {TemplateResult} from 'lit';
import {toText} from '../../base/to-text.js';
import type {Kit} from '../kit.js';
import {reportBad} from '../report-bad.js';
import type {CxCall} from './cx-call.js';

/** A messenger by which to reach the shop. */
export interface Channel {
  readonly kind: string;
  readonly name: string;
  readonly value: string;
  readonly href: string;
}

/** The address of each kind of messenger, with the text where it takes one; undefined where the value is none of its own. */
const addresses: {readonly [kind: string]: (value: string, text: string) => string | undefined} = {
  whatsapp: (value, text) => isNumber(value) && `https://wa.me/${value.replace('+', '')}${query('text', text)}`,
  telegram: (value, text) => {
    const [, name] = /^@?([a-z]\w{3,31})$/i.exec(value) ?? [];
    return name || isNumber(value) ? `https://t.me/${name ?? value}${query('text', text)}` : undefined;
  },
  viber: value => isNumber(value) && `viber://chat?number=${encodeURIComponent(value)}`,
  mailto: (value, text) => (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(value) ? `mailto:${value}${query('body', text)}` : undefined),
};

const names: {readonly [kind: string]: string} = {whatsapp: 'WhatsApp', telegram: 'Telegram', viber: 'Viber'};

/** Reads `whatsapp=+358401234567 telegram=northwind`; what is of no such kind, or no such address, is left out with a warning. */
export function parseChannels(el: Element, value: unknown, text: string, email: string): Channel[] {
  const words: readonly unknown[] = Array.isArray(value) ? value : toText(value).split(/\s+/);
  return words
    .map(toText)
    .filter(Boolean)
    .flatMap(word => {
      const [, given = '', value = ''] = /^\s*(\w+)=([^]*?)\s*$/.exec(word) ?? [];
      const kind = given.toLowerCase();
      const href = Object.hasOwn(addresses, kind) && addresses[kind]?.(value, text);
      if (href) return [{kind, value, href, name: names[kind] ?? email}];
      reportBad(el, 'link-refused', 'channels', word, 'whatsapp=, telegram=, viber= or mailto= and an address');
      return [];
    });
}

/** Draws the messengers as plain links; a press on one is a call by that channel, which the page may cancel. */
export function drawChannels({html, nothing}: Kit, el: CxCall, lead: string, channels: readonly Channel[]): TemplateResult {
  return html`<p class="channels" part="links">
    <span class="small">${lead}</span>
    ${channels.map(
      ({kind, name, value, href}) =>
        html`<a
          part="link"
          href=${href}
          target=${href.startsWith('https:') ? '_blank' : nothing}
          rel="noopener noreferrer"
          @click=${(event: Event) => {
            if (!el.emitCall(kind, value)) event.preventDefault();
          }}
          >${name}</a
        >`,
    )}
  </p>`;
}

function isNumber(value: string): true | undefined {
  return /^\+?[1-9]\d{6,14}$/.test(value) || undefined;
}

function query(name: string, text: string): string {
  return text && `?${name}=${encodeURIComponent(text)}`;
}
