/** The text of whatever a page has set; empty where there is none. Never throws. */
export function toText(value: unknown): string {
  try {
    return String(value ?? '');
  } catch {
    // An object without prototype, or one whose own toString() throws.
    return '';
  }
}
