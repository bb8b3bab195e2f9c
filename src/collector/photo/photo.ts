import {Problem} from '../problem.js';
import {Malformed} from './check.js';
import {rewriteJpeg} from './jpeg.js';
import {rewritePng} from './png.js';
import {rewriteWebp} from './webp.js';

/** A picture that holds pixels and nothing else. */
export interface Photo {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly bytes: Uint8Array;
}

/**
 * Reads a picture piece by piece and writes it anew, with the pieces that are needed to draw it and no other: no place, no camera, no words, no second
 * file behind the end. The kind is told by the bytes; what was said about it counts nothing.
 */
export async function rewritePhoto(bytes: Buffer): Promise<Photo> {
  try {
    return await rewrite(bytes);
  } catch (error) {
    // A RangeError: the bytes end in the middle of a number.
    if (error instanceof Malformed || error instanceof RangeError)
      throw new Problem(422, 'photo-malformed', 'The photo is damaged: it cannot be read to its end.');
    throw error;
  }
}

async function rewrite(bytes: Buffer): Promise<Photo> {
  if (bytes.readUInt16BE(0) === 0xff_d8) return {type: 'image/jpeg', bytes: rewriteJpeg(bytes)};
  if (bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')))
    return {type: 'image/png', bytes: await rewritePng(bytes)};
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
    return {type: 'image/webp', bytes: rewriteWebp(bytes)};
  throw new Problem(415, 'photo-unsupported', 'Send a photo as JPEG, PNG or WebP.');
}
