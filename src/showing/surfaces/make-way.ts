/**
 * Moves a layer to the other edge of the window where it hides what has got the focus on the page:
 * https://www.w3.org/TR/WCAG22/#focus-not-obscured-minimum
 */
export function makeWay(layer: HTMLElement, focused: Element): void {
  const root = layer.getRootNode() as ShadowRoot;
  // Content that the page has put into a slot is on the layer, not below it.
  if (root.host.contains(focused)) return;
  // The page is scrolled to what has the focus only after that was told.
  requestAnimationFrame(() => {
    const {left, top, width, height} = focused.getBoundingClientRect();
    if (!layer.contains(root.elementFromPoint(left + width / 2, top + height / 2))) return;
    const {offsetTop, offsetHeight} = layer;
    const other = innerHeight - offsetTop - offsetHeight;
    layer.style.insetBlock = other < offsetTop ? `${other}px auto` : `auto ${offsetTop}px`;
  });
}
