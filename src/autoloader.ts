import {connect} from './client.js';
import {expected} from './base/expect.js';
import {whenIdle} from './page/idle.js';
import {registry} from './page/registry.js';
import {report} from './page/report.js';
import {exposeApi} from './page/script-api.js';
import {hasWaiting} from './page/write-ahead.js';

/** The module of each tag; an address stays written out, so that the bundler finds it. */
const modules: {readonly [tag: string]: () => Promise<unknown>} = {
  'cx-nps': () => import('./define/nps.js'),
  'cx-rating': () => import('./define/rating.js'),
  'cx-effort': () => import('./define/effort.js'),
  'cx-review': () => import('./define/review.js'),
  'cx-call': () => import('./define/call.js'),
};

/** Loads the module of each tag that is on the page now or later; one autoloader serves the page. */
function startAutoloader(): void {
  if (typeof document === 'undefined') return;
  // A visitor for whom nothing waits pays for no delivery. Not before the page is seen: one that is only prepared must not
  // read what the device holds.
  connect(flush => whenIdle(() => void hasWaiting().then(isWaiting => isWaiting && flush())));
  exposeApi();
  const page = registry();
  if (page.search) return;

  const selector = Object.keys(modules).join();
  const loaded = new Set<string>();

  const load = (el: Element): void => {
    const tag = el.localName;
    if (loaded.has(tag)) return;
    loaded.add(tag);
    modules[tag]?.().catch((error: unknown) => {
      loaded.delete(tag);
      report(el, 'unreachable', expected(tag, 'module', 'within reach', error, 'unreachable', 'It is tried again once online.'));
      addEventListener('online', () => load(el), {once: true});
    });
  };

  const find = (root: Node): void => {
    if (root instanceof Element && root.matches(selector)) load(root);
    if ('querySelectorAll' in root) (root as ParentNode & Node).querySelectorAll(selector).forEach(load);
  };

  const observer = new MutationObserver(changes => changes.forEach(({addedNodes}) => addedNodes.forEach(find)));

  page.search = root => {
    observer.observe(root, {childList: true, subtree: true});
    find(root);
  };
  for (const root of [document, ...page.roots]) page.search(root);
}

startAutoloader();
