const unstorable = /\p{Surrogate}|\0/gu;

/**
 * Replaces what a database cannot hold as text, U+0000 and lone surrogates, by U+FFFD.
 *
 * Both can arrive only as `\u` escapes, so a body without one is returned as it is.
 */
export function cleanEvents(events: readonly unknown[], body: string): readonly unknown[] {
  return body.includes('\\u') ? events.map(event => (depthWithin(event, maxDepth) ? clean(event) : event)) : events;
}

/** How deep an event may be nested. */
export const maxDepth = 16;

/** Whether a value is nested no deeper than `levels`. */
export function depthWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  for (const member of Object.values(value)) if (!depthWithin(member, levels - 1)) return false;
  return true;
}

/** Replaces in one text what a database cannot hold. */
export function cleanText(text: string): string {
  return text.replace(unstorable, '\uFFFD');
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [cleanText(name), clean(member)]));
}
