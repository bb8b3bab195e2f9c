/** Erases everything that the library keeps on the device. */
export function forget(): void {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    try {
      const storage = window[name];
      for (const key of Object.keys(storage)) if (key.startsWith('cx:')) storage.removeItem(key);
    } catch {
      // Storage is blocked, so nothing of ours is in it.
    }
  }
}
