/**
 * Names that Lit uses for itself only, and that a bundle which holds its own copy of Lit may therefore shorten.
 *
 * Left out are names that a page or a lazy part may use (`updateComplete`, `requestUpdate`, `renderRoot`, …), names that
 * Lit also writes as text (`elementProperties`, `finalized`), and all that begins with `_$lit`, by which Lit knows its
 * templates wherever they come from.
 */
const inner = [
  'addController',
  'addInitializer',
  'converter',
  'createProperty',
  'createRenderRoot',
  'creationScope',
  'elementStyles',
  'enableUpdating',
  'endNode',
  'finalizeStyles',
  'firstUpdated',
  'fromAttribute',
  'getPropertyDescriptor',
  'getPropertyOptions',
  'getUpdateComplete',
  'hasChanged',
  'hasUpdated',
  'hostConnected',
  'hostDisconnected',
  'hostUpdate',
  'hostUpdated',
  'isUpdatePending',
  'noAccessor',
  'performUpdate',
  'removeController',
  'renderBefore',
  'renderOptions',
  'scheduleUpdate',
  'setConnected',
  'shadowRootOptions',
  'shouldUpdate',
  'startNode',
  'toAttribute',
  'useDefault',
  'wrapped',
];

/** Names that our own element classes use among themselves: no page, no lazy part, no event. */
const own = ['loadFollowUp', 'questionText', 'renderBelow', 'renderScale', 'renew', 'responseId', 'startedAt'];

/** What a minifier may rename. */
export const litNames = new RegExp(`^(_\\$(?!lit).*|${[...inner, ...own].join('|')})$`);
