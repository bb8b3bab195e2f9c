/** What delivery wants to hear of the page's life. */
export interface LifecycleListener {
  /** There may be a network, or somebody looks at the page again. */
  onBack(isOnline: boolean): void;
  /** The page is hidden, which may be the last that is heard of it; `isGone` when it is left for certain. */
  onLeave(isGone: boolean): void;
}

/** Tells when the page is left, seen again or online again. Returns an undo. */
export function watchLifecycle(listener: LifecycleListener): () => void {
  const aborter = new AbortController();
  const {signal} = aborter;
  addEventListener('online', () => listener.onBack(true), {signal});
  addEventListener('pageshow', event => event.persisted && listener.onBack(false), {signal});
  addEventListener('pagehide', () => listener.onLeave(true), {signal});
  document.addEventListener(
    'visibilitychange',
    () => (document.visibilityState === 'visible' ? listener.onBack(false) : listener.onLeave(false)),
    {signal},
  );
  return () => aborter.abort();
}

/** The storage of the device, if the browser lets us have it. */
export function deviceStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    // Blocked cookies and sandboxed frames throw at the mere mention.
    return undefined;
  }
}
