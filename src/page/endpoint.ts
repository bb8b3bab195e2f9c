/** True for what may be an endpoint: an absolute or root-relative http(s) URL. Delivery looks closer before it sends. */
export function isEndpoint(given: string): boolean {
  return /^(https?:\/)?\//i.test(given);
}
