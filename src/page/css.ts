/**
 * Makes the style sheet that all instances share; where there is no browser, none.
 *
 * Browsers before `light-dark()` (Safari 17.5, Chrome 123, Firefox 120) get the light colour of each pair.
 */
export function css([text = '']: TemplateStringsArray): CSSStyleSheet | never[] {
  if (typeof CSSStyleSheet === 'undefined') return [];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS.supports('color:light-dark(red,red)') ? text : text.replace(/light-dark\((.+?),.+?\)/g, '$1'));
  return sheet;
}
