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

/** Leaves out of a bundle what no browser from our floor on needs. */
export const browserFloor = {
  name: 'browser-floor',
  load: id => (id.endsWith('/@lit/reactive-element/css-tag.js') ? cssTag : null),
};
