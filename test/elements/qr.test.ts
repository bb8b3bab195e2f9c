import jsQR from 'jsqr';
import {describe, expect, it} from 'vitest';
import {encodeQr} from '../../src/elements/call/qr.js';

/** Photographs a code, as it were, and reads it with a decoder that others have written. */
function read(code: boolean[][]): string | undefined {
  const scale = 4;
  const margin = 4;
  const width = (code.length + 2 * margin) * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++) {
      const isDark = code[Math.floor(y / scale) - margin]?.[Math.floor(x / scale) - margin];
      if (isDark) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return jsQR(pixels, width, width)?.data;
}

describe('encodeQr', () => {
  it.each([
    ['tel:112', 21],
    ['tel:+358401234', 21],
    ['tel:+358401234567', 25],
    ['tel:+12345678901234567890123', 29],
    ['tel:123456789012345', 25],
    ['https://northwind.example/call?from=qr', 29],
    ['https://northwind.example/call?from=qr&order=A-10043&lamp=alder', 0],
    ['https://northwind.example/call?from=qr&order=A-10043&lamp=ash', 33],
    ['x'.repeat(62), 33],
    ['häst', 21],
  ])('makes a code of %j that a reader reads, %i modules wide', (text, size) => {
    const code = encodeQr(text);

    expect(code?.length ?? 0).toBe(size);
    expect(code && read(code)).toBe(size ? text : undefined);
  });

  it('is readable with a tenth of its modules spoilt', () => {
    const code = encodeQr('tel:+358401234567')!;

    for (let y = 12; y < 16; y++) for (let x = 12; x < 19; x++) code[y]![x] = !code[y]![x];

    expect(read(code)).toBe('tel:+358401234567');
  });
});
