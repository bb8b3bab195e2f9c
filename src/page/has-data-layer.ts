import type {Registry} from './registry.js';

/** True where events are mirrored into the page's data layer; as an attribute it needs no value. */
export function hasDataLayer({configured}: Pick<Registry, 'configured'>): boolean {
  const written = '[data-cx-data-layer]:not([data-cx-data-layer=false])';
  return !!(configured.dataLayer ?? document.querySelector(written));
}
