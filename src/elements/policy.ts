/**
 * Whether the page has refused Lit the policy without which it must not draw.
 *
 * As a module of npm, Lit itself throws then, before this is read. In the files that a script tag names it does not, and
 * the build puts the truth in this place (`scripts/browser-floor.mjs`).
 */
export const isPolicyRefused: boolean = false;
