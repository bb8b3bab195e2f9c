/** How long half of an element must be in view before it counts as seen, in milliseconds. */
const seenMs = 1000;

/** The observer speaks up at each of these shares of the element: close enough together for one taller than the window. */
const threshold = Array.from({length: 21}, (_, index) => index / 20);

/**
 * Runs `task` once at least half of an element, or of the window's height where the element is taller, was in view of
 * a visible page for a second on end.
 */
export function whenSeen(el: Element, task: () => void): void {
  let timer: number | undefined;
  const stopTimer = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const observer = new IntersectionObserver(
    ([first, ...later]) => {
      const {intersectionRatio = 0, boundingClientRect: {height} = el.getBoundingClientRect()} = later.at(-1) ?? first ?? {};
      const isInView = intersectionRatio > 0 && intersectionRatio >= Math.min(1, innerHeight / height) / 2;
      if (!isInView || document.hidden) stopTimer();
      else timer ??= window.setTimeout(onSeen, seenMs);
    },
    {threshold},
  );
  // A new observation is always answered, so that the second starts anew when the page is looked at again.
  const onVisibility = (): void => {
    stopTimer();
    observer.unobserve(el);
    observer.observe(el);
  };
  const onSeen = (): void => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', onVisibility);
    task();
  };
  document.addEventListener('visibilitychange', onVisibility);
  observer.observe(el);
}
