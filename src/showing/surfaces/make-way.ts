import {deepFocus} from './deep-focus.js';

/**
 * Moves a layer to the other edge of the window where it hides what has the focus on the page:
 * https://www.w3.org/TR/WCAG22/#focus-not-obscured-minimum
 */
export function makeWay(layer: HTMLElement): void {
  // The page is scrolled to what has the focus only after that was told.
  requestAnimationFrame(() => {
    const root = layer.getRootNode() as ShadowRoot;
    const focused = deepFocus();
    if (root.activeElement || focused === document.body) return;
    const {left, top, width, height} = focused.getBoundingClientRect();
    if (!layer.contains(root.elementFromPoint(left + width / 2, top + height / 2))) return;
    const {offsetTop, offsetHeight} = layer;
    const other = innerHeight - offsetTop - offsetHeight;
    layer.style.insetBlock = other < offsetTop ? `${other}px auto` : `auto ${offsetTop}px`;
  });
}
