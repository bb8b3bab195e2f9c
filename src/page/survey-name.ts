/** The stable id of what an element asks, as its attributes say it: the tag need not be defined. */
export function surveyName(el: Element): string {
  const touchpoint = el.getAttribute('touchpoint');
  return el.getAttribute('survey') || el.localName.replace(/^cx-/, '') + (touchpoint ? ':' + touchpoint : '');
}
