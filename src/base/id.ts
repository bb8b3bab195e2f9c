import {nanoid} from 'nanoid';

/** Makes an id of 21 URL-safe characters, 126 random bits: unique without any server. */
export function createId(): string {
  return nanoid();
}
