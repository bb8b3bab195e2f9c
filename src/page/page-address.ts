/** The address of this page without its hash. Of the document, because a first look at `location` costs a quarter of a millisecond. */
export function pageAddress(): string {
  return document.URL.replace(/#.*/, '');
}
