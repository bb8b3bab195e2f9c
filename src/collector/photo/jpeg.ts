import {checkSize, must} from './check.js';

const [startOfImage, endOfImage, startOfScan] = [0xd8, 0xd9, 0xda];

/** Start of frame: baseline, extended and progressive. Lossless and arithmetic ones are drawn by no browser. */
const frames: readonly number[] = [0xc0, 0xc1, 0xc2];
const [huffman, quantization, restart] = [0xc4, 0xdb, 0xdd];

/** Many scans of a small file take a browser long to draw. */
const maxScans = 100;

/** Writes a JPEG anew with its tables, its frame and its scans. */
export function rewriteJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [Buffer.from([0xff, startOfImage])];
  let [at, scans, hasFrame] = [2, 0, false];
  for (;;) {
    must(bytes.readUInt8(at) === 0xff);
    while (bytes.readUInt8(at + 1) === 0xff) at++; // Any number of these may stand before a marker.
    const marker = bytes.readUInt8(at + 1);
    if (marker === endOfImage) {
      must(scans > 0);
      return Buffer.concat([...kept, Buffer.from([0xff, endOfImage])]);
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    must(end >= at + 4 && end <= bytes.length);
    const segment = bytes.subarray(at, end);
    at = end;
    if (frames.includes(marker)) {
      must(!hasFrame && segment.length === 10 + 3 * segment.readUInt8(9));
      checkSize(segment.readUInt16BE(7), segment.readUInt16BE(5));
      hasFrame = true;
      kept.push(segment);
    } else if (marker === startOfScan) {
      must(hasFrame && ++scans <= maxScans && segment.length === 8 + 2 * segment.readUInt8(4));
      at = endOfData(bytes, end);
      kept.push(segment, bytes.subarray(end, at));
    } else if (isTable(marker, segment)) kept.push(segment);
    else if (isAdobe(marker, segment)) kept.push(segment.subarray(0, 16));
    // Application data and comments say where, when and by what the photo was made; any other marker is none we know.
    else must((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe);
  }
}

/** Tells how the colours are to be understood; without it those of some files are inverted. */
function isAdobe(marker: number, segment: Buffer): boolean {
  return marker === 0xee && segment.length === 16 && segment.toString('latin1', 4, 9) === 'Adobe';
}

/** A table that fills its segment to the last byte: nothing is hidden behind it. */
function isTable(marker: number, segment: Buffer): boolean {
  if (marker === restart) must(segment.length === 6);
  else if (marker === quantization) walk(segment, at => (segment.readUInt8(at) >> 4 ? 129 : 65));
  else if (marker === huffman) walk(segment, at => 17 + segment.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0));
  else return false;
  return true;
}

function walk(segment: Buffer, lengthAt: (at: number) => number): void {
  let at = 4;
  while (at < segment.length) at += lengthAt(at);
  must(at === segment.length);
}

/** The data of a scan go on until a marker that is neither a stuffed byte nor a restart. */
function endOfData(bytes: Buffer, from: number): number {
  for (let at = from; ; at++) {
    at = bytes.indexOf(0xff, at);
    must(at !== -1);
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
}
