/** True while a prompt would be in the way: nobody looks, or a dialog or a video has the whole page. */
export function hasModal(): boolean {
  const modals = document.querySelectorAll(':modal, [aria-modal=true]');
  return document.hidden || [...modals].some(isSeen);
}

/** Themes keep their drawers in every page, hidden or beside the window. */
function isSeen(el: Element): boolean {
  const {left, right, top, bottom} = el.getBoundingClientRect();
  const {visibility, opacity} = getComputedStyle(el);
  const isInside = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  return el.getClientRects().length > 0 && isInside && visibility === 'visible' && opacity !== '0';
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
