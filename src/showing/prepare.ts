import {registry} from '../page/registry.js';

const prepared = new Set<string>();

/** Fetches the files of a tag in the background, without running them; not for visitors who save data. */
export function prepare(el: Element): void {
  const {fileOf} = registry();
  const {saveData} = (navigator as {connection?: {saveData?: boolean}}).connection ?? {};
  // As a module of npm, an element is there before its rules are.
  if (saveData || !fileOf || customElements.get(el.localName)) return;
  for (const part of [el.localName.slice(3), 'shared']) {
    if (prepared.has(part)) continue;
    prepared.add(part);
    // A strict policy may want the nonce of the page's scripts.
    const {nonce = ''} = document.querySelector<HTMLScriptElement>('script[nonce]') ?? {};
    // From here the folder of the parts is beside us, not below us. Not `new URL(…)`, in which bundlers look for files.
    const {href} = Reflect.construct(URL, ['.' + fileOf(part), import.meta.url]) as URL;
    document.head.append(Object.assign(document.createElement('link'), {rel: 'modulepreload', href, nonce}));
  }
}
