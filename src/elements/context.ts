import {toKebabCase} from '../base/to-kebab-case.js';
import {toText} from '../base/to-text.js';
import {reportBad} from './report-bad.js';

/** Attributes that belong to frameworks and tools, not to the shop's context. */
const foreign = /^(cx|v|react|astro|svelte|turbo|ng|test|gtm|aos|elementor|controller|action)([A-Z]|$)/;

/** Looks like an e-mail address, a card number, or a long-lived token: nothing that belongs in feedback. */
const personal = /\S@\S+\.\S|\b(\d[ -]?){13,19}\b|^(eyJ|[sp]k_|ghp_|xox)\S{9}|^[\w+/=-]{60}/;

interface WithContext extends HTMLElement {
  context?: string | {readonly [key: string]: unknown};
}

/**
 * What the shop sends along: every non-empty `data-*` attribute, or those that `context` names, or the object
 * set as the property `context`. At most 20 keys of 200 characters; personal values are warned about and left out.
 */
export function readContext(el: WithContext): {[key: string]: string} | undefined {
  const {context} = el;
  const isObject = typeof context === 'object' && context !== null;
  const wanted = isObject
    ? null
    : toText(context)
        .match(/\S+/g)
        ?.map(name => toKebabCase(name.replace(/^data-/, '')));
  const found: [string, string][] = [];
  for (const [key, value] of Object.entries(isObject ? context : el.dataset)) {
    const text = toText(value);
    if (!text || (!isObject && (foreign.test(key) || wanted?.includes(toKebabCase(key)) === false))) continue;
    if (personal.test(text)) reportBad(el, 'context-personal', 'data-' + key, text.slice(0, 3) + '…');
    else if (text.length > 200 || found.length >= 20 || key.length > 64) reportBad(el, 'context-too-large', 'data-' + key, text);
    else found.push([key, text]);
  }
  return found.length ? Object.fromEntries(found) : undefined;
}
