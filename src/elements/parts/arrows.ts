/**
 * Has the arrow keys follow the reading direction, as the scale does: browsers take the right one as the next everywhere.
 *
 * Up and down stay the browser's own.
 */
export function turnArrows(root: ShadowRoot): void {
  // The shortcuts of a page ask what has the focus, and from outside that is no field: `/` would open its search.
  for (const type of ['keydown', 'keypress', 'keyup'])
    root.addEventListener(type, event => {
      const {key, target, ctrlKey, altKey, metaKey} = event as KeyboardEvent;
      const isField = /^(input|textarea|select)$/.test((target as Element).localName);
      if (isField && !/^(Escape|Tab)$/.test(key) && !ctrlKey && !altKey && !metaKey) event.stopPropagation();
    });
  root.addEventListener('keydown', event => {
    const {key, target, ctrlKey, altKey, metaKey} = event as KeyboardEvent;
    const radio = target as HTMLInputElement;
    if (!/^Arrow(Left|Right)$/.test(key) || radio.type !== 'radio' || ctrlKey || altKey || metaKey) return;
    if (getComputedStyle(radio).direction !== 'rtl') return;
    event.preventDefault();
    const all = [...root.querySelectorAll<HTMLInputElement>('input[type=radio]:enabled')];
    const next = all[(all.indexOf(radio) + (key === 'ArrowLeft' ? 1 : all.length - 1)) % all.length];
    next?.focus();
    next?.click();
  });
}
