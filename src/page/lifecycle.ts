/** What delivery wants to hear of the page's life. */
export interface LifecycleListener {
  /** There may be a network, or somebody looks at the page again. */
  onBack(isOnline: boolean): void;
  /** The page is hidden, which may be the last that is heard of it; `isGone` when it is left for certain. */
  onLeave(isGone: boolean): void;
}

/** Tells when the page is left, seen again or online again, for as long as the page lives. */
export function watchLifecycle({onBack, onLeave}: LifecycleListener): void {
  addEventListener('online', () => onBack(true));
  addEventListener('pageshow', event => event.persisted && onBack(false));
  addEventListener('pagehide', () => onLeave(true));
  addEventListener('visibilitychange', () => (document.hidden ? onLeave(false) : onBack(false)), true);
}

/** The storage of the device, if the browser lets us have it. */
export function deviceStorage(): Storage | undefined {
  try {
    // A corrupted profile (Firefox) has a storage that throws at each question.
    localStorage.getItem('');
    return localStorage;
  } catch {
    // Blocked cookies and sandboxed frames throw at the mere mention.
    return undefined;
  }
}
