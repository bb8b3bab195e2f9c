/**
 * Lit's module of style sheets, for the files that only browsers load: all of them, from our floor on, can construct
 * style sheets, and ours are constructed by `src/elements/theme/css.ts`. What Lit does without them is left out.
 */
const cssTag = `
export const getCompatibleStyle = sheet => sheet;
export const adoptStyles = (root, sheets) => {
  root.adoptedStyleSheets = sheets;
};
export const supportsAdoptingStyleSheets = true;
export {nothing as CSSResult, nothing as css, nothing as unsafeCSS};
const nothing = undefined;
`;

/** Modules that are replaced, by the end of their path. */
const modules = {
  '/@lit/reactive-element/css-tag.js': cssTag,
  '/elements/policy.js': `export {isPolicyRefused} from 'lit-html';`,
};

/** What is written anew in a module, by the end of its path: the text that must be there, and what comes in its place. */
const rewritten = {
  '/lit-html/lit-html.js': [
    // A page may allow the policy to one script only. Lit would throw into the page; the elements ask instead.
    [
      'e=s?s.createPolicy("lit-html",{createHTML:t=>t}):void 0',
      'e=(()=>{try{return s?.createPolicy("lit-html",{createHTML:t=>t})}catch{}})()',
    ],
    ['export{', 'export const isPolicyRefused=s&&!e;export{'],
    // For polyfills of shadow DOM.
    ['B=t.litHtmlPolyfillSupport;B?.(S,k),', 'B=0;'],
  ],
  '/@lit/reactive-element/reactive-element.js': [
    ['p=a.reactiveElementPolyfillSupport,', ''],
    ['p?.({ReactiveElement:y}),', ''],
    // For decorators, which our elements do without.
    ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
    [
      'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
      '',
    ],
    // Trusted Types ask it for scripts only, and no element of ours reflects into one.
    ['l=c?c.emptyScript:""', 'l=""'],
  ],
};

const find = (table, id) => Object.entries(table).find(([end]) => id.endsWith(end))?.[1];

/** Leaves out of a bundle what no browser from our floor on needs. */
export const browserFloor = {
  name: 'browser-floor',
  load: id => find(modules, id) ?? null,
  transform(code, id) {
    const changes = find(rewritten, id);
    if (!changes) return null;
    for (const [from, to] of changes) {
      if (code.split(from).length !== 2) this.error(`${id} must hold this once: ${from}`);
      code = code.replace(from, () => to);
    }
    return {code, map: null};
  },
};
