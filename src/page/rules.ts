/** True for an element whose attributes say when, where or to whom it shows; without any it is simply there. */
export function hasRules(el: Element): boolean {
  return /,(show-|snooze|max-shows)/.test(`,${el.getAttributeNames()}`);
}
