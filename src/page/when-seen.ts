/** How long an element must be in view before it counts as seen, in milliseconds. */
const seenMs = 1000;

/** The shares of the element at which the observer speaks up: close together, for one that is taller than the window. */
const threshold = [...Array(21)].map((_, index) => index / 20);

/**
 * Runs `task` once half of an element, or of the window's height where the element is taller, was in view of a
 * visible page for a second on end.
 */
export function whenSeen(el: Element, task: () => void): void {
  let timer: number | undefined;
  const stopTimer = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const observer = new IntersectionObserver(
    entries => {
      for (const {intersectionRatio, boundingClientRect} of entries) {
        const isInView = intersectionRatio && intersectionRatio >= Math.min(1, innerHeight / boundingClientRect.height) / 2;
        if (!isInView || document.hidden) stopTimer();
        else timer ??= window.setTimeout(onSeen, seenMs);
      }
    },
    {threshold},
  );
  const onVisibility = (): void => {
    stopTimer();
    // A new observation is always answered, so the second begins anew when somebody looks at the page again.
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
