/** Tells when the page becomes another one without being loaded anew: no polling. `watchHistory` does so without the Navigation API. */
export function watchAddress(onChange: () => void, watchHistory: (onMove: () => void) => void): void {
  // A jump within the page is none. Of the document, because a first look at `location` costs a quarter of a millisecond.
  const address = (): string | undefined => document.URL.split('#')[0];
  let last = address();
  const check = (): void => {
    if (address() === last) return;
    last = address();
    onChange();
  };
  const {navigation} = window as {navigation?: EventTarget};
  if (navigation) return navigation.addEventListener('currententrychange', check);
  watchHistory(check);
}
