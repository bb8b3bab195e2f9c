import {registry} from '../page/registry.js';
import {languagesOf} from './language.js';

/** Has what speaks other languages fetched, where one is wanted; English is there already. */
export function seekWords(el: Element): void {
  const page = registry();
  if (!page.speak && (page.locales || !/^en\b/i.test(languagesOf(el)[0] as string)))
    import('./languages.js').then(
      ({startSpeaking}) => startSpeaking(),
      () => {
        // Offline, or a deployment has taken the file away: English, and the next change tries again.
      },
    );
}
