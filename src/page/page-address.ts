/** The address of this page without its hash. Of the document, because a first look at `location` costs a quarter of a millisecond. */
export function pageAddress(): string {
  return document.URL.replace(/#.*/, '');
}

/**
 * Where this page is. A frame that is written into its page, `about:srcdoc` or `about:blank`, is where that page is: of a
 * node of ours, because an `<img name="baseURI">` takes the place of `document.baseURI`.
 */
export function pagePlace(): URL | Location {
  return location.protocol === 'about:' ? new URL(new Text().baseURI) : location;
}
