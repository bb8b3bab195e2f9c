/** JSON of a value, in which lists stay lists: libraries of old give them a `toJSON()` that makes text of them. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: {readonly [key: string]: unknown}, key: string, given: unknown) {
    // What `toJSON()` was called on is still in its place.
    return Array.isArray(this[key]) ? this[key] : given;
  });
}
