import {pageAddress} from '../page/page-address.js';

/** Tells when the page becomes another one without being loaded anew: no polling. `watchHistory` does so without the Navigation API. */
export function watchAddress(onChange: () => void, watchHistory: (onMove: () => void) => void): void {
  let last = pageAddress();
  const check = (): void => {
    // A jump within the page is none.
    if (pageAddress() === last) return;
    last = pageAddress();
    onChange();
  };
  const {navigation} = window as {navigation?: EventTarget};
  if (navigation) return navigation.addEventListener('currententrychange', check);
  watchHistory(check);
}
