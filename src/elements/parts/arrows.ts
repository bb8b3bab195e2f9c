/**
 * Has the arrow keys follow the reading direction, as the scale does: browsers take the right one as the next everywhere.
 *
 * Up and down stay the browser's own.
 */
export function turnArrows(root: ShadowRoot): void {
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
