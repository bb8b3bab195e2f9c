/** Who is at the other end of the connection. */
export interface Peer {
  /** The address, as the socket tells it. */
  readonly address?: string;
}
