import {surface} from '../locales/en.js';
import {say} from './language.js';
import {registry, type Rising, type Surface} from '../page/registry.js';
import {hasRules} from '../page/rules.js';

/** Has the show rules of the page watch over an element that has some; they are fetched where no script entry brought them. */
export function arm(el: Element): void {
  const page = registry();
  if (!hasRules(el)) return;
  if (page.rules) return page.rules.arm(el);
  import('../showing/rules.js').then(
    ({startRules}) => (page.rules ??= startRules()).arm(el),
    () => {
      // Offline, or a deployment has taken the file away: it stays closed, and its next change tries again.
    },
  );
}

/** Makes the layer above the page on which an element appears; undefined where it cannot be fetched. */
export async function rise(el: Rising): Promise<Surface | undefined> {
  const page = registry();
  try {
    page.makeSurface ??= (await import('../showing/surfaces/surface.js')).makeSurface;
    return page.makeSurface(el, () => say(el, 'surface', surface).close);
  } catch {
    // Offline, or a deployment has taken the file away: it stays closed, and the next call tries again.
    return undefined;
  }
}
