import type * as Lit from 'lit';

/**
 * What a part that comes later is handed of Lit.
 *
 * Such a part is a file of its own: if it imported Lit, a page would carry a second copy.
 */
export type Kit = Pick<typeof Lit, 'html' | 'nothing'>;
