import type {Client, Outbox, PageCalls, Uploads} from './page/client-port.js';
import {whenIdle} from './page/idle.js';
import {registry, type Load} from './page/registry.js';
import {hasRules} from './page/rules.js';
import {exposeApi} from './page/script-api.js';
import {hasWaiting} from './page/write-ahead.js';
import {once, startRules} from './showing/rules.js';
import {hear} from './showing/triggers.js';

/** The hash in the names of the files of all tags, put in by the build. */
declare const __CX_ELEMENTS__: string;

const selector = 'cx-nps,cx-effort,cx-rating,cx-review,cx-review-list,cx-call';

/** The client that delivers: fetched where something waits, or the page asks; else each element brings it along. */
const loadClient = (): Promise<Client> => import('./client.js').then(({connect}) => connect(() => {}) as Client);

/** Loads the module of each tag that is on the page now or later, at once or when its moment comes; one autoloader serves the page. */
function startAutoloader(): void {
  const page = registry();
  const later: Client['later'] = method =>
    (async (...given: unknown[]) => {
      try {
        // What has been met can be asked at once; anything else is told by the part that knows.
        return await (document.querySelector(given[0] as string) as unknown as {[name in typeof method]: () => unknown})[
          method
        ]();
      } catch {
        return ((await loadClient()).later(method) as (...given: unknown[]) => unknown)(...given);
      }
    }) as (Outbox & PageCalls & Uploads)[typeof method];
  exposeApi(later);
  if (page.search) return;
  hear('click', event => {
    const pressed = (event.composedPath() as Partial<HTMLElement>[]).find(({dataset}) => dataset?.['cxShow']);
    if (pressed) void later('show')(pressed.dataset?.['cxShow'] as string);
  });
  // A visitor for whom nothing waits pays for no delivery. Not before the page is seen: one that is only prepared must not
  // read what the device holds.
  whenIdle(() => hasWaiting().then(is => is && once(loadClient(), client => client.flush())));

  const loading: {[part: string]: Promise<unknown> | undefined} = {};
  const fileOf = (page.fileOf = part => `./chunks/${part}-${__CX_ELEMENTS__}.js`);
  const rules = (page.rules ??= startRules());

  const load: Load = (page.load = el => {
    const part = el.localName.slice(3);
    // What all elements import is asked for at the same time.
    return (loading[part] ??= Promise.all([part, 'shared'].map(each => import(fileOf(each)))).catch(error => {
      delete loading[part];
      addEventListener('online', () => void load(el));
      once(import('./showing/rule-problems.js'), ({tellUnreachable}) => tellUnreachable(el, error));
    }));
  });

  /**
   * What a page may ask of a tag before it is defined, and no longer: as members of its own, because a prototype between it
   * and HTMLElement takes the browser about ten times as long.
   */
  const bare: {[method: string]: unknown} & ThisType<HTMLElementTagNameMap['cx-nps']> = {
    async show() {
      await load(this);
      return this.show();
    },
    async hide() {},
    async reset() {},
    explain() {
      return rules.explain(this);
    },
  };

  const meet = (el: Element): void => {
    if (!customElements.get(el.localName)) {
      Object.assign(el, bare);
      void customElements.whenDefined(el.localName).then(() => {
        for (const method in bare) delete (el as unknown as typeof bare)[method];
      });
    }
    if (hasRules(el)) rules.arm(el);
    else void load(el);
  };

  /** Meets what it finds in `root`, itself included; to meet one twice changes nothing. */
  const find = (root: Partial<Element>): void => {
    if (root.matches?.(selector)) meet(root as Element);
    root.querySelectorAll?.(selector).forEach(meet);
  };

  const observer = new MutationObserver(changes => {
    for (const {target, attributeName, addedNodes} of changes)
      ((attributeName ? [target] : addedNodes) as NodeListOf<Element>).forEach(find);
  });

  page.search = root => {
    observer.observe(root, {childList: true, subtree: true, attributeFilter: ['show-when']});
    find(root as Partial<Element>);
  };
  for (const root of [document, ...page.roots]) page.search(root);
}

startAutoloader();
