import {expected} from '../base/expect.js';
import {registry} from '../page/registry.js';
import {report} from '../page/report.js';
import {resolveEndpoint} from '../page/resolve-endpoint.js';
import {isSiteName} from '../page/settings.js';
import type {EventStore} from './event-store.js';
import type {DeliveryPorts} from './ports.js';

/** Tells the page what keeps the answers given on it from being kept or sent; few pages have reason to fetch this. */
export function tellTrouble({targets, setting, mayRemember}: DeliveryPorts, store: Pick<EventStore, 'own' | 'isDurable'>): void {
  const tell = (code: string, name: string, expectation: string, got: string, remedy = '', target?: EventTarget): void => {
    const message = expected((target as Partial<Element>)?.localName ?? 'cx-elements', name, expectation, got, code, remedy);
    // The same holds for every event that waits: it is told once.
    if (!registry().reported?.has(message)) report(target, code, message);
  };
  const check = (name: 'consent' | 'remember', choices: RegExp, among: string, otherwise: string): void => {
    const got = setting(name);
    if (!choices.test(got)) tell('choice-invalid', name, `one of ${among}`, got, `Using "${otherwise}".`);
  };
  check('consent', /^(unset|granted|denied)?$/i, 'unset, granted, denied', 'denied');
  check('remember', /^(acts|none)?$/i, 'acts, none', 'none');
  const site = setting('site');
  if (site && !isSiteName(site)) tell('site-invalid', 'site', 'letters a-z, digits, ".", "_" or "-"', site);
  for (const {id, own, endpoint, isAct, isBare} of store.own()) {
    const given = own ? endpoint : setting('endpoint');
    const code = resolveEndpoint(given);
    const scheme = code === 'endpoint-insecure' ? 'https' : 'http(s)';
    if (typeof code === 'string') tell(code, 'endpoint', `an ${scheme} URL`, given, '', own ? targets.get(id) : undefined);
    if (isBare)
      tell('visitor-invalid', 'visitor', 'an object of texts, numbers and booleans', 'something else', 'It is not sent.');
    if (isAct && !store.isDurable(id) && mayRemember(true)) tell('storage-blocked', 'storage', 'there to keep answers', 'none');
  }
}
