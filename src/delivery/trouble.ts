import {expected} from '../base/expect.js';
import {resolveEndpoint} from '../page/resolve-endpoint.js';
import {isSiteName} from '../page/settings.js';
import type {Waiting} from './event-store.js';
import type {DeliveryPorts} from './ports.js';

/** Tells the page what keeps the answers given on it from being kept or sent; few pages have reason to fetch this. */
export function tellTrouble({targets, report, setting, mayRemember}: DeliveryPorts, waiting: readonly Waiting[]): void {
  const tell = (code: string, name: string, expectation: string, got: string, target?: EventTarget): void =>
    report(target, code, expected((target as Partial<Element>)?.localName ?? 'cx-elements', name, expectation, got, code));
  const site = setting('site') ?? '';
  if (site && !isSiteName(site)) tell('site-invalid', 'site', 'letters a-z, digits, ".", "_" or "-"', site);
  for (const {id, own, endpoint, isAct, durable} of waiting) {
    if (!targets.has(id)) continue;
    const given = own ? endpoint : (setting('endpoint') ?? '');
    const code = resolveEndpoint(given);
    const scheme = code === 'endpoint-insecure' ? 'https' : 'http(s)';
    if (typeof code === 'string') tell(code, 'endpoint', `an ${scheme} URL`, given, own ? targets.get(id) : undefined);
    if (isAct && !durable && mayRemember(true)) tell('storage-blocked', 'storage', 'there to keep answers', 'none');
  }
}
