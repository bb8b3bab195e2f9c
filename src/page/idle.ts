/** Runs `task` when the page has been painted and has nothing better to do. */
export function whenIdle(task: () => void): void {
  // Safari has no requestIdleCallback: https://caniuse.com/requestidlecallback
  requestAnimationFrame(() => (window.requestIdleCallback ?? setTimeout)(task));
}
