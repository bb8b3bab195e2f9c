/** Runs `task` when the page has been painted and has nothing better to do. */
export function whenIdle(task: () => unknown): void {
  // Safari has no requestIdleCallback: https://caniuse.com/requestidlecallback
  requestAnimationFrame(() => (window.requestIdleCallback ?? setTimeout)(task));
}

let next: number | undefined;

/** Runs `task` after twenty seconds, in which a network or a shop may have come back; one is waited for at a time. */
export function tryLater(task: () => void): void {
  clearTimeout(next);
  next = window.setTimeout(task, 20_000);
}

/** How long the page may be kept waiting, in milliseconds. */
const patienceMs = 1500;

/** What `task` resolves to, or `otherwise` where it fails or takes too long. */
export function orElse<T>(task: Promise<T>, otherwise: T): Promise<T> {
  return new Promise(done => {
    setTimeout(done, patienceMs, otherwise);
    task.then(done, () => done(otherwise));
  });
}
