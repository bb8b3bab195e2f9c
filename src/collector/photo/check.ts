import {Problem} from '../problem.js';

const maxPixels = 50_000_000;

/** Why bytes are not the picture that they claim to be. */
export class Malformed extends Error {}

/** Fails unless something holds. */
export function must(holds: boolean): asserts holds {
  if (!holds) throw new Malformed();
}

/** Refuses a picture without pixels, and one that would fill the memory of whoever draws it. */
export function checkSize(width: number, height: number): void {
  must(width > 0 && height > 0);
  if (width * height > maxPixels)
    throw new Problem(422, 'photo-too-many-pixels', `The photo has more than ${maxPixels / 1_000_000} megapixels.`);
}
