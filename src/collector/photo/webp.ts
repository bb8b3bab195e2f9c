import {checkSize, must} from './check.js';

/** Writes a WebP anew with its pixels, and its opacity if it has one. */
export function rewriteWebp(bytes: Buffer): Buffer {
  const end = 8 + bytes.readUInt32LE(4);
  must(end <= bytes.length);
  const pieces = new Map<string, Buffer>();
  for (let at = 12; at < end;) {
    const type = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    must(at + 8 + size <= end && !pieces.has(type));
    pieces.set(type, bytes.subarray(at + 8, at + 8 + size));
    at += 8 + size + (size % 2);
  }
  const [simple, lossless, opacity] = [pieces.get('VP8 '), pieces.get('VP8L'), pieces.get('ALPH')];
  // A film has frames instead.
  must((simple === undefined) !== (lossless === undefined) && !pieces.has('ANIM') && !pieces.has('ANMF'));
  if (lossless) {
    sizeOfLossless(lossless);
    return container(piece('VP8L', lossless));
  }
  must(simple !== undefined);
  const {width, height} = sizeOfSimple(simple);
  if (!opacity) return container(piece('VP8 ', simple));
  const head = Buffer.alloc(10);
  head.writeUInt8(0x10, 0);
  head.writeUIntLE(width - 1, 4, 3);
  head.writeUIntLE(height - 1, 7, 3);
  return container(piece('VP8X', head), piece('ALPH', opacity), piece('VP8 ', simple));
}

/** A key frame of VP8 (RFC 6386, 9.1). */
function sizeOfSimple(data: Buffer): {width: number; height: number} {
  const tag = data.readUIntLE(0, 3);
  must((tag & 1) === 0 && data.readUIntBE(3, 3) === 0x9d_01_2a && 10 + (tag >> 5) <= data.length);
  const [width, height] = [data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff];
  checkSize(width, height);
  return {width, height};
}

function sizeOfLossless(data: Buffer): void {
  const bits = data.readUInt32LE(1);
  must(data.readUInt8(0) === 0x2f && bits >>> 29 === 0);
  checkSize((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
}

function piece(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function container(...pieces: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...pieces]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
