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

/**
 * By the end of a module's path: what is cut out of Lit's own build of it.
 *
 * Also the list by which copies of Lit warn of each other in a shop that develops with its own: ours is a private one.
 */
const cuts = {
  '/@lit/reactive-element/reactive-element.js': [
    // The hooks of polyfills for browsers without custom elements or shadow roots.
    /\w+=\w+\.reactiveElementPolyfillSupport,/,
    /,\w+\?\.\(\{ReactiveElement:\w+\}\),\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\(.+?\)(?=;)/,
    // What decorators write down: our classes have none, and nobody can extend a class that a script tag holds.
    /Symbol\.metadata\?\?=[^;]+;/,
    /const \w+=this\[Symbol\.metadata\];if\(.+?\)\{.+?\}(?=this\.)/,
  ],
  '/lit-html/lit-html.js': [
    /,\w+=\w+\.litHtmlPolyfillSupport(?=;)/,
    /(?<=;)\w+\?\.\(\w+,\w+\),\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\(.+?\);/,
  ],
};

/** Leaves out of a bundle what no browser from our floor on needs. */
export const browserFloor = {
  name: 'browser-floor',
  load: id => (id.endsWith('/@lit/reactive-element/css-tag.js') ? cssTag : null),
  transform(code, id) {
    const [, wanted] = Object.entries(cuts).find(([end]) => id.endsWith(end)) ?? [];
    if (!wanted) return null;
    return {
      code: wanted.reduce((rest, cut) => {
        if (!cut.test(rest)) this.error(`${id} has changed: there is no ${cut} to leave out.`);
        return rest.replace(cut, '');
      }, code),
      map: null,
    };
  },
};
