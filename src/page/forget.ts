import {registry} from './registry.js';

/** Erases everything that the library keeps on the device and remembers of the visitor. */
export function forget(): void {
  registry().facts.clear();
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    try {
      const storage = window[name];
      for (const key of Object.keys(storage)) if (key.startsWith('cx:')) storage.removeItem(key);
    } catch {
      // Storage is blocked, so nothing of ours is in it.
    }
  }
}
