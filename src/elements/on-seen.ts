/**
 * Calls back once when `el` was in view of a visible page for one second: at least half of it,
 * or half of the window where the element is taller than that. Returns an undo.
 */
export function onSeen(el: Element, callback: () => void): () => void {
  if (typeof IntersectionObserver === 'undefined') return () => {};
  let timer = 0;
  let isInView = false;
  const observer = new IntersectionObserver(
    entries => {
      const entry = entries[entries.length - 1];
      isInView =
        !!entry &&
        (entry.intersectionRatio >= 0.5 || entry.intersectionRect.height >= (entry.rootBounds?.height ?? Infinity) / 2);
      check();
    },
    {threshold: [0, 0.25, 0.5, 0.75]},
  );
  const check = () => {
    clearTimeout(timer);
    if (isInView && document.visibilityState === 'visible') timer = window.setTimeout(finish, 1000);
  };
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('visibilitychange', check);
  };
  const finish = () => {
    stop();
    callback();
  };
  document.addEventListener('visibilitychange', check);
  observer.observe(el);
  return stop;
}
