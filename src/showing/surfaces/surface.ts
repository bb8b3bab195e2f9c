import {fire} from '../../page/fire.js';
import {hasModal} from '../../page/modal.js';
import {registry, type MakeSurface, type Rising} from '../../page/registry.js';
import {surfaceStyles} from './styles.js';

/**
 * Makes the layer of an element: the browser's own top layer, above everything that a page can stack.
 *
 * A dialog takes the focus and gives it back; a popover and a banner leave the focus where it is and are announced.
 * Browsers without popovers (before Safari 17, Chrome 114, Firefox 125) have them fixed above the page instead.
 */
export const makeSurface: MakeSurface = (el, word) => {
  const root = el.shadowRoot as ShadowRoot;
  root.adoptedStyleSheets.push(...[surfaceStyles].flat());
  const isModal = el.showAs === 'dialog';
  const dialog = isModal ? document.createElement('dialog') : undefined;
  const layer = dialog ?? document.createElement('div');
  const place = document.createElement('div');
  const news = document.createElement('p');
  const close = document.createElement('button');
  layer.className = `layer ${el.showAs}`;
  layer.setAttribute('role', 'dialog');
  layer.setAttribute('aria-labelledby', 'question');
  place.className = 'place';
  news.className = 'gone';
  news.setAttribute('role', 'status');
  close.className = 'close';
  close.part.add('close');
  close.type = 'button';
  // Its words may come later, and the language of the page may change.
  const label = {
    requestUpdate() {
      close.setAttribute('aria-label', word());
      if (!el.isConnected) registry().speakers?.delete(label);
    },
  };
  layer.append(place, close);
  root.append(layer, news);

  let isUp = false;
  let before: Element;

  const onKey = (event: KeyboardEvent): void => {
    // The element has left the page without being closed.
    if (!el.isConnected) return listen(false);
    // A modal of the page lies above: the key is meant for that.
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || hasModal()) return;
    event.preventDefault();
    dismiss(el);
  };
  const onKeyboard = (): void => {
    // Who has zoomed in with two fingers sees less of the page as well, and no keyboard.
    const {height = innerHeight, offsetTop = 0, scale = 1} = visualViewport ?? {};
    layer.style.setProperty('--_lift', `${Math.max(0, innerHeight - height * scale - offsetTop)}px`);
  };
  // What is drawn fills the layer: only its backdrop is left of it.
  const onOutside = ({target}: Event): void => {
    if (target === layer && el.value == null && !isTyped(place)) dismiss(el);
  };

  const onFocus = (): void => {
    const focused = deepFocus();
    if (root.activeElement || focused === document.body) return;
    import('./make-way.js').then(
      ({makeWay}) => makeWay(layer, focused),
      () => {
        // Offline: Escape closes it, whatever it hides.
      },
    );
  };
  /** Whether a person can get at it: the page may have its tag in a place that is hidden or inert, and cover or clip it. */
  const isReachable = (): boolean => {
    const {x, y, width} = close.getBoundingClientRect();
    return close.contains(root.elementFromPoint(x + width / 2, y + width / 2));
  };

  close.addEventListener('click', () => dismiss(el));
  layer.addEventListener('cancel', event => {
    event.preventDefault();
    dismiss(el);
  });
  dialog?.addEventListener('click', onOutside);

  const listen = (isOpen: boolean): void => {
    const set = isOpen ? 'addEventListener' : 'removeEventListener';
    if (!isModal) {
      document[set]('keydown', onKey as EventListener);
      document[set]('focusin', onFocus);
    }
    visualViewport?.[set]('resize', onKeyboard);
    visualViewport?.[set]('scroll', onKeyboard);
    if (isOpen) onKeyboard();
  };

  /** Whether the browser has it on its top layer still: what is moved within a page has left it. */
  const isOnTop = (): boolean => (dialog ? dialog.matches(':modal') : !layer.showPopover || layer.matches(':popover-open'));

  const rise = (): void => {
    if (!isUp) before = deepFocus();
    isUp = true;
    listen(true);
    moves.observe(document, {childList: true, subtree: true});
    registry().speakers?.add(label);
    label.requestUpdate();
    if (dialog) {
      // It may still be marked as open, on the page instead of above it.
      dialog.close();
      dialog.showModal();
    } else {
      layer.toggleAttribute('open', true);
      layer.popover = 'manual';
      layer.showPopover?.();
      onFocus();
      announce(news, root);
    }
    // Else a page would wait for somebody to answer what nobody sees.
    if (!isReachable()) queueMicrotask(() => void el.hide());
  };

  // A framework may take it out of the page and put it back.
  const moves = new MutationObserver(() => el.isConnected && !isOnTop() && rise());

  const fall = (): void => {
    isUp = false;
    listen(false);
    moves.disconnect();
    registry().speakers?.delete(label);
    if (dialog) return dialog.close();
    layer.style.insetBlock = '';
    const hadFocus = layer.contains(root.activeElement);
    layer.removeAttribute('open');
    layer.hidePopover?.();
    news.textContent = '';
    if (hadFocus) (before as HTMLElement).focus?.({preventScroll: true});
  };

  return {
    place,
    turn(isOpen) {
      if (!isOpen) return isUp ? fall() : undefined;
      if (el.isConnected) rise();
    },
  };
};

/** A person closes it: unless it has done its work, the shop hears of that. */
function dismiss(el: Rising): void {
  if (!(el.isDone ?? el.flow?.step === 'thanks')) fire(el, 'cx-dismiss', {...el.origin(), elapsedMs: el.elapsedMs()});
  void el.hide();
}

/** Says what is asked, once assistive technology has noticed the place where it is said. */
function announce(news: HTMLElement, root: ShadowRoot): void {
  const said = root.querySelector('[part=question]')?.textContent ?? '';
  setTimeout(() => (news.textContent = said), 100);
}

/** What has the focus, within shadow roots too. */
function deepFocus(): Element {
  let found = document.activeElement ?? document.body;
  while (found.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
}

function isTyped(place: HTMLElement): boolean {
  return [...place.querySelectorAll<HTMLInputElement>('input:not([type=radio], [type=checkbox]), textarea')].some(
    ({value}) => value !== '',
  );
}
