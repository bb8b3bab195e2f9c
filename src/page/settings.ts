import {toText} from '../base/to-text.js';
import {pagePlace} from './page-address.js';
import {registry} from './registry.js';

/** The page's settings; each may come from `configure()` or from `data-cx-*` on a script tag. */
export interface Settings {
  /** Where events are posted: an absolute or root-relative http(s) URL. */
  endpoint?: string;
  /** Which shop this is, `[a-z0-9._-]{1,64}`; default: the host name. */
  site?: string;
  consent?: 'unset' | 'granted' | 'denied';
  remember?: 'acts' | 'none';
  /** After any uninvited prompt no other for this long: `7d`. */
  quiet?: string;
  dataLayer?: boolean;
  /** Overrides the page's language. */
  locale?: string;
  /** URL patterns whose paths are sent as the pattern, so that no id in a path travels: `/account/*`. */
  page?: string | readonly string[];
  /** Sent with answers, never invented; by `configure()` only. Texts, numbers and booleans travel, as text. */
  visitor?: {id?: string; email?: string; name?: string; [trait: string]: unknown};
}

/** Sets page settings; they win over `data-cx-*` on a script tag. */
export function configure(settings: Partial<Settings>): void {
  const {client, configured} = registry();
  Object.assign(configured, settings);
  client?.flush();
}

/** One setting as text, by precedence: `configure()`, then the first script tag that has it. Empty where none is set. */
export function setting(name: Exclude<keyof Settings, 'visitor' | 'dataLayer'>): string {
  const {configured, scripts} = registry();
  const key = 'data-cx-' + name;
  // Kept in a set, because tag managers remove their script tags once those have run. Not document.scripts, whose place an
  // <img name=scripts> of the page may have taken.
  for (const script of document.querySelectorAll<HTMLScriptElement>(`script[${key}]`)) scripts.add(script);
  return toText(configured[name] ?? [...scripts].find(script => script.hasAttribute(key))?.getAttribute(key)).trim();
}

/** True when the shop or the browser allows no more than the answer itself; a consent that is none of ours is no consent. */
export function isDenied(): boolean {
  return !/^(unset|granted)?$/i.test(setting('consent')) || isPrivate();
}

/** True where the browser says that its user wants no more: https://privacycg.github.io/gpc-spec/ */
function isPrivate(): boolean {
  return !!(navigator as {globalPrivacyControl?: boolean}).globalPrivacyControl;
}

/** Whether an event may be written to the device: an act of a person may, because that is what they asked for. */
export function mayRemember(isAct: boolean): boolean {
  const [remember, consent] = [setting('remember').toLowerCase(), setting('consent').toLowerCase()];
  return (!remember || remember === 'acts') && (isAct || (consent === 'granted' && !isPrivate()));
}

/** True for a name that a shop may have on the wire. */
export function isSiteName(name: string): boolean {
  return /^[a-z0-9._-]{1,64}$/.test(name);
}

/** The shop's name on the wire: the setting if it is well formed, else the host name. Delivery reports a bad one. */
export function siteName(): string {
  return [setting('site'), pagePlace().hostname.slice(0, 64)].find(isSiteName) ?? 'local';
}

/**
 * The page as it may be told to the shop: no query, no hash, and the origin only when consent is denied.
 *
 * A path that fits one of the patterns of the `page` setting is told as that pattern; a very long one is cut.
 */
export function pageUrl(): string {
  const {origin, pathname} = pagePlace();
  const pattern = setting('page')
    .match(/[^\s,]+/g)
    ?.find(one => fits(one, pathname));
  return (origin + (isDenied() ? '' : (pattern ?? pathname))).slice(0, 2048);
}

/** True where a path is what a pattern describes; `*` stands for anything, slashes too. */
export function fits(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/[^\w*]/g, '\\$&').replaceAll('*', '.*')}$`).test(path);
}
