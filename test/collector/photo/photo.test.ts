import {crc32, deflateSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {rewritePhoto} from '../../../src/collector/photo/photo.js';
import {sample, samples} from './samples.js';

const secret = 'SECRET: 52.5163 N 13.3777 E';

/** A segment of a JPEG behind the start of the picture. */
const jpegWith = (marker: number, text: string): Buffer => {
  const [bytes, body] = [sample('jpeg'), Buffer.from(text, 'latin1')];
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([bytes.subarray(0, 2), head, body, bytes.subarray(2)]);
};

const pngChunk = (type: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

const pngOf = (width: number, height: number, pixels: Buffer, extra: Buffer = Buffer.alloc(0), interlace = 0): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, interlace], 8);
  return Buffer.concat([
    sample('png').subarray(0, 8),
    pngChunk('IHDR', header),
    extra,
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
};

const webpWith = (name: 'webp' | 'webpAlpha', type: string, text: string): Buffer => {
  const bytes = sample(name);
  const body = Buffer.from(text.padEnd(text.length + (text.length % 2)), 'latin1');
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(body.length, 4);
  const whole = Buffer.concat([bytes, head, body]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
};

const codeOf = (bytes: Buffer): Promise<string> =>
  rewritePhoto(bytes).then(
    () => 'taken',
    (error: unknown) => (error as {code?: string}).code ?? String(error),
  );

describe('rewritePhoto', () => {
  it.each(samples)('keeps a picture, and writes the same again from what it wrote: %s', async name => {
    const once = await rewritePhoto(sample(name));

    expect(once.type).toBe(`image/${/^[a-z]+/.exec(name)?.[0]}`);
    expect(await rewritePhoto(Buffer.from(once.bytes))).toEqual(once);
  });

  it.each([
    ['Exif', jpegWith(0xe1, `Exif\0\0${secret}`)],
    ['XMP', jpegWith(0xe1, `http://ns.adobe.com/xap/1.0/\0${secret}`)],
    ['IPTC', jpegWith(0xed, `Photoshop 3.0\0${secret}`)],
    ['a profile', jpegWith(0xe2, `ICC_PROFILE\0${secret}`)],
    ['a thumbnail', jpegWith(0xe0, `JFXX\0${secret}`)],
    ['a comment', jpegWith(0xfe, secret)],
    ['words that claim to be of Adobe', jpegWith(0xee, `Adobe\0${secret}`)],
    ['what follows the end of a JPEG', Buffer.concat([sample('jpeg'), Buffer.from(secret)])],
    ['a text of a PNG', pngOf(1, 1, deflateSync(Buffer.alloc(5)), pngChunk('tEXt', Buffer.from(`Comment\0${secret}`)))],
    ['Exif of a PNG', pngOf(1, 1, deflateSync(Buffer.alloc(5)), pngChunk('eXIf', Buffer.from(secret)))],
    ['what follows the end of a PNG', Buffer.concat([sample('png'), Buffer.from(secret)])],
    ['Exif of a WebP', webpWith('webp', 'EXIF', secret)],
    ['XMP of a WebP with opacity', webpWith('webpAlpha', 'XMP ', secret)],
    ['what follows the end of a WebP', Buffer.concat([sample('webp'), Buffer.from(secret)])],
  ])('leaves out %s', async (_, bytes) => {
    expect(bytes.toString('latin1')).toContain(secret);

    const {bytes: written} = await rewritePhoto(bytes);

    expect(Buffer.from(written).toString('latin1')).not.toMatch(/SECRET|Exif|xap|Photoshop|EXIF|XMP|tEXt|eXIf/);
  });

  it.each(samples)('refuses a %s that ends early, wherever it ends', async name => {
    const bytes = sample(name);

    const codes = await Promise.all(Array.from({length: bytes.length}, (_, n) => codeOf(bytes.subarray(0, n))));

    expect(codes).not.toContain('taken');
    expect(codes.filter(code => !/^photo-(malformed|unsupported)$/.test(code))).toEqual([]);
  });

  it.each(samples)('answers to any damaged byte of a %s with a picture or a code', async name => {
    const bytes = sample(name);
    const damaged = Array.from({length: Math.min(bytes.length, 400)}, (_, n) => {
      const copy = Buffer.from(bytes);
      copy[n] = copy[n]! ^ 0xff;
      return copy;
    });

    for (const copy of damaged) expect(await codeOf(copy)).toMatch(/^(taken|photo-(malformed|unsupported|too-many-pixels))$/);
  });

  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a GIF', 'GIF89a\u0001\0\u0001\0'],
    ['a PDF', '%PDF-1.7'],
    ['a film in the same container', 'RIFF\u0010\0\0\0AVI LIST'],
    ['text', 'hello, this is no picture'],
  ])('refuses %s, whatever it is called', async (_, text) => {
    expect(await codeOf(Buffer.from(text, 'latin1'))).toBe('photo-unsupported');
  });

  it('refuses more than 50 megapixels before it unpacks one of them', async () => {
    const jpeg = Buffer.from(sample('jpeg'));
    const frame = jpeg.findIndex((byte, n) => byte === 0xff && jpeg[n + 1] === 0xc0);
    jpeg.writeUInt16BE(8000, frame + 5);
    jpeg.writeUInt16BE(8000, frame + 7);
    const lossy = Buffer.from(sample('webp'));
    lossy.writeUInt16LE(8000, lossy.indexOf('\x9d\x01\x2a', 0, 'latin1') + 3);
    lossy.writeUInt16LE(8000, lossy.indexOf('\x9d\x01\x2a', 0, 'latin1') + 5);

    expect(await codeOf(jpeg)).toBe('photo-too-many-pixels');
    expect(await codeOf(lossy)).toBe('photo-too-many-pixels');
    expect(await codeOf(pngOf(2 ** 31, 2 ** 31, Buffer.alloc(9)))).toBe('photo-too-many-pixels');
  });

  it('refuses pixels of a PNG that are fewer or more than it says, and bytes behind them', async () => {
    const right = deflateSync(Buffer.alloc(5));

    expect(await codeOf(pngOf(1, 1, right))).toBe('taken');
    expect(await codeOf(pngOf(1, 1, deflateSync(Buffer.alloc(4))))).toBe('photo-malformed');
    expect(await codeOf(pngOf(1, 1, deflateSync(Buffer.alloc(50_000_000))))).toBe('photo-malformed');
    expect(await codeOf(pngOf(1, 1, Buffer.concat([right, Buffer.from(secret)])))).toBe('photo-malformed');
    expect(await codeOf(pngOf(1, 1, Buffer.from('no deflate')))).toBe('photo-malformed');
  });

  it('takes an interlaced PNG', async () => {
    // Passes of an 8 by 8 picture: 1, 1, 2, 4, 8, 16 and 32 pixels in 1, 1, 1, 2, 2, 4 and 4 rows.
    expect(await codeOf(pngOf(8, 8, deflateSync(Buffer.alloc(64 * 4 + 15)), undefined, 1))).toBe('taken');
  });
});
