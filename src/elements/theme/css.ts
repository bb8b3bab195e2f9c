/** Makes the style sheet that all instances share; where there is no browser, none. */
export function css([text = '']: TemplateStringsArray): CSSStyleSheet | never[] {
  if (typeof CSSStyleSheet === 'undefined') return [];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
