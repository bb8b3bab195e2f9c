import {exposeApi} from '../page/script-api.js';

/** What every script entry does beside its elements; nothing where there is no page. */
export function startScript(): void {
  if (typeof document !== 'undefined') exposeApi();
}
