import {expected} from '../base/expect.js';
import {report} from './report.js';
import {setting} from './settings.js';

/** The full URL of an endpoint as written: absolute or root-relative, http(s), not weaker than the page. Else the code that says why not. */
export function resolveEndpoint(given: unknown): URL | 'endpoint-missing' | 'endpoint-invalid' | 'endpoint-insecure' {
  if (!given) return 'endpoint-missing';
  try {
    const url = new URL(String(given), location.href);
    // `fetch()` refuses an address that holds a password.
    if (!/^(https?:\/)?\//i.test(String(given)) || !/^http/.test(url.protocol) || url.username) return 'endpoint-invalid';
    const isWeaker = location.protocol === 'https:' && url.protocol === 'http:';
    return isWeaker && !/^(localhost|127\..+|\[::1\])$/.test(url.hostname) ? 'endpoint-insecure' : url;
  } catch {
    // `new URL()` throws on what is no URL.
    return 'endpoint-invalid';
  }
}

/** The full URL of an endpoint; a bad one is reported on `target` and comes back empty. */
export function parseEndpoint(given: unknown, target?: EventTarget): string {
  const url = resolveEndpoint(given);
  if (typeof url === 'object') return url.href;
  const kind = url === 'endpoint-insecure' ? 'an https URL on an https page' : 'an http(s) URL';
  report(target, url, expected((target as Partial<Element> | undefined)?.localName ?? 'cx-elements', 'endpoint', kind, given ?? '', url));
  return '';
}

/** The endpoint for an act on `target`: its own attribute wins over the page's setting. */
export function endpointFor(target?: EventTarget): {endpoint: string; own?: true} {
  const own = (target as {endpoint?: unknown} | undefined)?.endpoint;
  return own ? {endpoint: parseEndpoint(own, target), own: true} : {endpoint: parseEndpoint(setting('endpoint'), target)};
}
