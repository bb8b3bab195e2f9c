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

/** What is written anew in a module, by the end of its path: the text that must be there, and what comes in its place. */
const rewritten = {
  '/lit-html/lit-html.js': [
    // A page may allow the policy to one script only. Lit would throw into the page; the elements ask `render` instead.
    [
      'e=s?s.createPolicy("lit-html",{createHTML:t=>t}):void 0',
      'e=(()=>{try{return s?.createPolicy("lit-html",{createHTML:t=>t})}catch{}})()',
    ],
    [';export{', ';D.isRefused=s&&!e;export{'],
    // Hooks on the window, for polyfills and for counting copies: an <a id=litHtmlVersions> of the page would stand there.
    ['B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");const D', 'D'],
    // Templates of SVG and MathML alone, which are no longer exported either.
    ['l=2===i?"<svg>":3===i?"<math>":""', 'l=""'],
    ['+(2===i?"</svg>":3===i?"</math>":"")', ''],
    [
      'if(this.el=S.createElement(f,e),P.currentNode=this.el.content,2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}for(',
      'for(this.el=S.createElement(f,e),P.currentNode=this.el.content',
    ],
    [',T as mathml', ''],
    [',w as svg', ''],
    // Trusted Types want it for the text of scripts, and our templates have none.
    ['s?s.emptyScript:""', '""'],
  ],
  '/@lit/reactive-element/reactive-element.js': [
    ['p=a.reactiveElementPolyfillSupport,', ''],
    [',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")', ''],
    // For decorators, which our elements do without.
    ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
    [
      'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
      '',
    ],
    ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
    [',void 0!==t.l&&(this.l=[...t.l])', ''],
    [',this.constructor.l?.forEach(t=>t(this))', ''],
    // Trusted Types want it for attributes that hold a script, and no element of ours reflects into one.
    ['l=c?c.emptyScript:""', 'l=""'],
  ],
};

/** Leaves out of a bundle what no browser from our floor on needs. */
export const browserFloor = {
  name: 'browser-floor',
  load: id => (id.endsWith('/@lit/reactive-element/css-tag.js') ? cssTag : null),
  transform(code, id) {
    const [, changes] = Object.entries(rewritten).find(([end]) => id.endsWith(end)) ?? [];
    if (!changes) return null;
    for (const [from, to] of changes) {
      if (code.split(from).length !== 2) this.error(`${id} must hold this once: ${from}`);
      code = code.replace(from, () => to);
    }
    return {code, map: null};
  },
};
