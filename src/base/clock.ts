/** Time and chance, handed to pure parts so that a test can hold them still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 up to, not including, 1. */
  random(): number;
  /** Runs `task` once after `delayMs`; the returned function calls it off. */
  later(delayMs: number, task: () => void): () => void;
}
