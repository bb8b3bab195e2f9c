/** What an element or a later copy may ask of the client that delivers. */
export interface Client {
  /** Sends what waits, as soon as the delivery part is there. */
  flush(): void;
}
