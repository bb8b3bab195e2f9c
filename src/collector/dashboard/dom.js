/** Builds nodes without ever parsing a string as HTML: what visitors wrote stays text. */

const svgNamespace = 'http://www.w3.org/2000/svg';

function fill(el, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) el.addEventListener(name.slice(2), value);
    else if (name.startsWith('--')) el.style.setProperty(name, String(value));
    else el.setAttribute(name, value === true ? '' : String(value));
  }
  el.append(...children.flat().filter(child => child !== undefined && child !== null && child !== false));
  return el;
}

/** Makes an HTML element: `on…` are listeners, `--…` custom properties, the rest attributes. */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** Makes an SVG element, by the same rules. */
export function s(tag, props = {}, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), props, children);
}

/** Finds an element of the page by its id. */
export function byId(id) {
  return document.getElementById(id);
}
