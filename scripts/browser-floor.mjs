/**
 * Lit's module of style sheets, for the files that only browsers load: all of them, from our floor on, can construct
 * style sheets, and ours are constructed by `src/page/css.ts`. What Lit does without them is left out.
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
    // Directives and what only they need: our templates have none.
    [
      'function M(t,i,s=t,e){if(i===E)return i;let h=void 0!==e?s._$Co?.[e]:s._$Cl;const o=a(i)?void 0:i._$litDirective$;return h?.constructor!==o&&(h?._$AO?.(!1),void 0===o?h=void 0:(h=new o(t),h._$AT(t,s,e)),void 0!==e?(s._$Co??=[])[e]=h:s._$Cl=h),void 0!==h&&(i=M(t,h._$AS(t,i.values),h,e)),i}',
      'const M=0;',
    ],
    ['else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t))', ''],
    [':6===r.type&&(i=new Z(h,this,t))', ':0'],
    [
      'class Z{constructor(t,i,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=i,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){M(this,t)}}',
      'const Z=0;',
    ],
    ['setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}', ''],
    ['for(this._$AP?.(!1,!0,s);t!==this._$AB;)', 'for(;t!==this._$AB;)'],
    ['get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t)', 'u(t)'],
    [
      'get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,i,s,e){this.type=2,this._$AH=A,this._$AN=void 0,this._$AA=t,this._$AB=i,this._$AM=s,this.options=e,this._$Cv=e?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}',
      'constructor(t,i,s,e){this._$AH=A,this._$AA=t,this._$AB=i,this.options=e}',
    ],
    ['constructor(t,i){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=i}', 'constructor(t){this._$AV=[],this._$AD=t}'],
    [
      'get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,i,s,e,h){this.type=1,this._$AH=A,this._$AN=void 0,this.element=t,this.name=i,this._$AM=e,this.options=h,',
      'constructor(t,i,s,e,h){this._$AH=A,this.element=t,this.name=i,this.options=h,',
    ],
    ['constructor(){super(...arguments),this.type=3}j', 'j'],
    ['constructor(){super(...arguments),this.type=4}j', 'j'],
    // Our listeners are functions that stay, without options.
    [
      'constructor(t,i,s,e,h){super(t,i,s,e,h),this.type=5}_$AI(t,i=this){if((t=M(this,t,i,0)??A)===E)return;const s=this._$AH,e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e);e&&this.element.removeEventListener(this.name,this,s),h&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}',
      '_$AI(t){this._$AH===A&&this.element.addEventListener(this.name,this),this._$AH=t}handleEvent(t){this._$AH.call(this.options.host,t)}',
    ],
    // Templates that were compiled before, and values within comments, texts of scripts, styles and text fields: ours have none.
    [
      'const{values:i,_$litType$:s}=t,e="number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s);',
      'const{values:i}=t,e=this._$AC(t);',
    ],
    [
      'if(r.data===n)d.push({type:2,index:l});else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}',
      'r.data===n&&d.push({type:2,index:l});',
    ],
    [
      'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent="";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}',
      '',
    ],
    ['t=M(this,t,i),a(t)?', 'a(t)?'],
    ['t!==this._$AH&&t!==E&&this._(t)', 't!==this._$AH&&this._(t)'],
    ['t=M(this,t,i,0),o=!a(t)||t!==this._$AH&&t!==E,', 'o=!a(t)||t!==this._$AH,'],
    ['r=M(this,e[s+n],i,n),r===E&&(r=this._$AH[n]),', 'r=e[s+n],'],
    // What a template may hold and ours, once they are made smaller, do not: comments, texts of scripts, styles and text
    // fields, names of tags and attributes that are values, attributes without quotes.
    ['v=/<(?:(!--|\\/[^a-zA-Z])|(\\/?[a-zA-Z][^>\\s]*)|(\\/?$))/g,_=/-->/g,m=/>/g,', 'v=/<\\/?[a-zA-Z][^>\\s]*/g,'],
    [
      'c===v?"!--"===u[1]?c=_:void 0!==u[1]?c=m:void 0!==u[2]?(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p):void 0!==u[3]&&(c=p):c===p?">"===u[0]?(c=n??v,d=-1):void 0===u[1]?d=-2:(',
      'c===p?">"===u[0]?(c=v,d=-1):(',
    ],
    ['c===$||c===g?c=p:c===_||c===m?c=v:(c=p,n=void 0);', 'c=p;'],
    [
      'const x=c===p&&t[i+1].startsWith("/>")?" ":"";l+=c===v?s+r:d>=0?(e.push(a),s.slice(0,d)+h+s.slice(d)+o+x):s+o+(-2===d?i:x)',
      'l+=c===v?s+r:d>=0?(e.push(a),s.slice(0,d)+h+s.slice(d)+o):s+o',
    ],
    // Ours are drawn into the page's own document.
    ['(t?.creationScope??l).importNode', 'l.importNode'],
    // Our lists are arrays.
    ['d=t=>u(t)||"function"==typeof t?.[Symbol.iterator],', 'd=u,'],
    // Ours are always drawn to the end of their place.
    [
      'const e=s?.renderBefore??i;let h=e._$litPart$;if(void 0===h){const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})}return h._$AI(t),h',
      '(i._$litPart$??=new k(i.insertBefore(c(),null),null,0,s))._$AI(t)',
    ],
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
    // Properties that have an accessor before they are declared: ours say `noAccessor`, and nobody asks whether they changed.
    ['this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),', ''],
    [
      'h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)',
      'h=this.getPropertyDescriptor(t,i,s);e(this.prototype,t,h)',
    ],
    [
      'const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)},',
      'return{get(){return this[s]},set(e){const h=this[s];this[s]=e,this.requestUpdate(t,h,i)},',
    ],
    [
      'const t=this.constructor.elementProperties;if(t.size>0)for(const[s,i]of t){const{wrapped:t}=i,e=this[s];!0!==t||this._$AL.has(s)||void 0===e||this.C(s,void 0,i,e)}',
      '',
    ],
    // Values that are handed over instead of being read from the element.
    ['requestUpdate(t,s,i,e=!1,h){', 'requestUpdate(t,s,i){'],
    [
      'if(!1===e&&(h=this[t]),i??=r.getPropertyOptions(t),!((i.hasChanged??f)(h,s)',
      'if(i??=r.getPropertyOptions(t),!((i.hasChanged??f)(this[t],s)',
    ],
    // Hooks for what ours do not put off, and do not do at first only.
    [
      'const t=this.scheduleUpdate();return null!=t&&await t,!this.isUpdatePending',
      'return this.performUpdate(),!this.isUpdatePending',
    ],
    ['scheduleUpdate(){return this.performUpdate()}', ''],
    ['this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),', 'this.hasUpdated=!0,'],
    ['firstUpdated(t){}', ''],
    // Set before anybody asks for them.
    ['enableUpdating(t){}', ''],
    ['y.elementStyles=[],', ''],
    ['return this.getUpdateComplete()}getUpdateComplete(){', ''],
    // Names of our properties are texts, each sheet of styles is adopted once, and nothing here is renamed by a compiler.
    ['s=[...r(t),...o(t)];for(const i of s)', 's=r(t);for(const i of s)'],
    ['"string"==typeof t?t.toLowerCase():void 0', 't.toLowerCase()'],
    [
      'const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i',
      'return[s].flat(1/0)',
    ],
    ['this.hasOwnProperty(d("elementProperties"))', 'this.hasOwnProperty("elementProperties")'],
    ['this.hasOwnProperty(d("finalized"))', 'this.hasOwnProperty("finalized")'],
    ['this.hasOwnProperty(d("properties"))', 'this.hasOwnProperty("properties")'],
    ['y[d("elementProperties")]=new Map,y[d("finalized")]=new Map', 'y.elementProperties=new Map,y.finalized=new Map'],
    // Our attributes are texts, or read by a function of ours.
    [
      'u={toAttribute(t,s){switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t},fromAttribute(t,s){let i=t;switch(s){case Boolean:i=null!==t;break;case Number:i=null===t?null:Number(t);break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}}return i}}',
      'u={toAttribute:(t,s)=>s===Boolean?t?l:null:t,fromAttribute:t=>t}',
    ],
    // Controllers, and properties that go back to a default when their attribute goes: our elements have none.
    [
      'addController(t){(this._$EO??=new Set).add(t),void 0!==this.renderRoot&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}',
      '',
    ],
    [',this._$EO?.forEach(t=>t.hostConnected?.())', ''],
    ['disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}', 'disconnectedCallback(){}'],
    [',this._$EO?.forEach(t=>t.hostUpdate?.())', ''],
    ['this._$EO?.forEach(t=>t.hostUpdated?.()),', ''],
    ['||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))', ''],
    [
      '{useDefault:i,reflect:e,wrapped:h},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),',
      '{reflect:e}){(this._$AL.has(t)||(this.hasUpdated||(s=void 0),',
    ],
    ['this[e]=r??this._$Ej?.get(e)??r,', 'this[e]=r,'],
    [',useDefault:!1', ''],
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
