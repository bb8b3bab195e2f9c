import {isEndpoint} from './endpoint.js';
import {pagePlace} from './page-address.js';

/** The full URL of an endpoint as written: absolute or root-relative, http(s), not weaker than the page. Else the code that says why not. */
export function resolveEndpoint(given: string): URL | 'endpoint-missing' | 'endpoint-invalid' | 'endpoint-insecure' {
  if (!given) return 'endpoint-missing';
  try {
    const {href, origin, protocol} = pagePlace();
    const url = new URL(given, href);
    // A path stays on this origin, as `//host` and `/\host` do not. `fetch()` refuses what holds a name or a password.
    const isElsewhere = given.startsWith('/') && url.origin !== origin;
    if (!isEndpoint(given) || isElsewhere || !/^http/.test(url.protocol) || url.username || url.password)
      return 'endpoint-invalid';
    const isWeaker = protocol === 'https:' && url.protocol === 'http:';
    return isWeaker && !/^(localhost|127\..+|\[::1\])$/.test(url.hostname) ? 'endpoint-insecure' : url;
  } catch {
    // `new URL()` throws on what is no URL.
    return 'endpoint-invalid';
  }
}
