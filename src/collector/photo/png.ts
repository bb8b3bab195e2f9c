import {createInflate, crc32} from 'node:zlib';
import {checkSize, Malformed, must} from './check.js';

/** Pieces that change how the pixels look, and the length each must have. */
const colours: Readonly<Record<string, number>> = {gAMA: 4, cHRM: 32, sRGB: 1};

/** Bits of a pixel for each kind of colour: grey, colour, palette, grey and colour with opacity. */
const channels: Readonly<Record<number, number>> = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4};

const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** The passes of an interlaced picture: first column and row, and the steps between. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Writes a PNG anew with its header, its palette and its pixels. */
export async function rewritePng(bytes: Buffer): Promise<Buffer> {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  const pixels: Buffer[] = [];
  let header: Buffer | undefined;
  for (let at = 8; ;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const [start, end] = [at + 8, at + 8 + length];
    must(crc32(bytes.subarray(at + 4, end)) === bytes.readUInt32BE(end));
    must((header === undefined) === (type === 'IHDR'));
    const body = bytes.subarray(start, end);
    const whole = bytes.subarray(at, end + 4);
    at = end + 4;
    if (type === 'IHDR') kept.push((must(length === 13), (header = body), whole));
    else if (type === 'PLTE') kept.push((must(length > 0 && length <= 768 && length % 3 === 0 && !pixels.length), whole));
    else if (type === 'tRNS') kept.push((must(length <= 256 && !pixels.length), whole));
    else if (colours[type] !== undefined) kept.push((must(colours[type] === length && !pixels.length), whole));
    else if (type === 'IDAT') pixels.push(body);
    else if (type === 'IEND') break;
    // A capital letter: who does not know this piece cannot draw the picture.
    else must(/^[a-z]/.test(type));
  }
  must(header !== undefined && pixels.length > 0);
  const data = Buffer.concat(pixels);
  await checkPixels(data, bytesOf(header));
  return Buffer.concat([...kept, chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** How many bytes the pixels are, once they are unpacked. */
function bytesOf(header: Buffer): number {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colour, packing, filter, interlace] = header.subarray(8);
  must(depth !== undefined && colour !== undefined && depths[colour]?.includes(depth) === true);
  must(packing === 0 && filter === 0 && (interlace === 0 || interlace === 1));
  checkSize(width, height);
  const bits = depth * (channels[colour] ?? 0);
  const sizeOf = (columns: number, rows: number): number => (columns > 0 ? rows * (1 + Math.ceil((columns * bits) / 8)) : 0);
  if (interlace === 0) return sizeOf(width, height);
  return passes.reduce(
    (sum, [x, y, dx, dy]) => sum + sizeOf(Math.ceil((width - x) / dx), Math.max(0, Math.ceil((height - y) / dy))),
    0,
  );
}

/** Unpacks the pixels in another thread, bit by bit, and keeps none of them: they must be as many as the header says, and nothing behind them. */
async function checkPixels(data: Buffer, expected: number): Promise<void> {
  const inflate = createInflate();
  inflate.end(data);
  let count = 0;
  try {
    for await (const part of inflate) must((count += (part as Buffer).length) <= expected);
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new Malformed(error.message);
    throw error;
  } finally {
    inflate.destroy();
  }
  must(count === expected && inflate.bytesWritten === data.length);
}

function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length, 0);
  head.write(type, 4, 'latin1');
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body, crc32(head.subarray(4))), 0);
  return Buffer.concat([head, body, sum]);
}
