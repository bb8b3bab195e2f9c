/** The attribute's way of writing a property's name: `lowLabel` is `low-label`. */
export function toKebabCase(name: string): string {
  return name.replace(/[A-Z]/g, '-$&').toLowerCase();
}
