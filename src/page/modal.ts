/** True while a prompt would be in the way: nobody looks, or a dialog or a video has the whole page. */
export function hasModal(): boolean {
  const modals = document.querySelectorAll(':modal, [aria-modal=true]');
  return document.hidden || [...modals].some(el => el.getClientRects().length > 0);
}

/** Resolves when an element is closed or has left the page. */
export function whenClosed(el: Element): Promise<void> {
  return new Promise(done => {
    const observer = new MutationObserver(() => {
      if (el.isConnected && el.hasAttribute('open')) return;
      observer.disconnect();
      done();
    });
    observer.observe(el, {attributeFilter: ['open']});
    observer.observe(document, {childList: true, subtree: true});
  });
}

/** Resolves when the page is left. */
export function whenLeft(): Promise<unknown> {
  return new Promise(done => addEventListener('pagehide', done, {once: true}));
}
