/** An https URL for a link, else undefined: a script URL must never become a link. With a base, also a page of this origin. */
export function readLink(value: string, base?: string): string | undefined {
  try {
    const url = new URL(value, base);
    const isOwn = base && url.origin === location.origin;
    return (isOwn || url.protocol === 'https:') && !url.username && !url.password ? url.href : undefined;
  } catch {
    return undefined; // Not a URL at all: refused like any other.
  }
}
