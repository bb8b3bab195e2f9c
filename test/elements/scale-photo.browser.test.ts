import {describe, expect, it} from 'vitest';
import {fit, scalePhoto} from '../../src/elements/review/scale-photo.js';
import {phonePhoto} from './jpeg.js';

const textOf = async (blob: Blob) => new TextDecoder('latin1').decode(await blob.arrayBuffer());

/** The size of a picture and whether a point of it, in parts of its sides, is more red or more blue. */
const look = async (blob: Blob, ...points: [number, number][]) => {
  const bitmap = await createImageBitmap(blob);
  const {width, height} = bitmap;
  const canvas = Object.assign(document.createElement('canvas'), {width, height});
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const colours = points.map(([x, y]) => {
    const [red = 0, , blue = 0] = context.getImageData(width * x, height * y, 1, 1).data;
    return red > blue ? 'red' : 'blue';
  });
  return {width, height, colours};
};

describe('scalePhoto', () => {
  it('begins with a photo that tells its place', async () => {
    const photo = await phonePhoto(400, 200);

    expect(await textOf(photo)).toContain('Exif');
  });

  it('turns a photo upright and takes neither its place nor anything else of the camera along', async () => {
    const {body} = await scalePhoto(await phonePhoto(400, 200));

    // Turned by a quarter to the right, what was on the left is above.
    expect(await look(body, [0.5, 0.1], [0.5, 0.9])).toEqual({width: 200, height: 400, colours: ['red', 'blue']});
    expect(await textOf(body)).not.toMatch(/Exif|GPS/);
    expect(body.type).toBe('image/jpeg');
  });

  it.each([
    [3200, 2400, 1, 1600, 1200],
    [4000, 3000, 6, 1200, 1600],
    [2400, 800, 3, 1600, 533],
    [640, 480, 1, 640, 480],
  ])('makes %i × %i with orientation %i to %i × %i', async (width, height, orientation, toWidth, toHeight) => {
    const {body} = await scalePhoto(await phonePhoto(width, height, orientation));

    expect(await look(body)).toMatchObject({width: toWidth, height: toHeight});
  });

  it('shows a small square of it on a canvas', async () => {
    const {preview} = await scalePhoto(await phonePhoto(400, 200));

    const {data} = preview.getContext('2d')!.getImageData(preview.width / 2, 4, 1, 1);
    expect(preview.width).toBe(preview.height);
    expect(data[0]).toBeGreaterThan(data[2]!);
  });

  it('puts white behind what shines through', async () => {
    const canvas = Object.assign(document.createElement('canvas'), {width: 20, height: 20});
    canvas.getContext('2d');
    const clear = await new Promise<Blob>(done => canvas.toBlob(blob => done(blob!), 'image/png'));

    const {preview} = await scalePhoto(clear);

    expect([...preview.getContext('2d')!.getImageData(5, 5, 1, 1).data]).toEqual([255, 255, 255, 255]);
  });

  it('refuses what is no picture', async () => {
    await expect(scalePhoto(new Blob(['no picture'], {type: 'image/jpeg'}))).rejects.toThrow();
  });
});

describe('fit', () => {
  it.each([
    [4000, 3000, 1600, 1200],
    [3000, 4000, 1200, 1600],
    [1600, 1600, 1600, 1600],
    [100, 50, 100, 50],
    [16000, 2, 1600, 1],
  ])('fits %i × %i into %i × %i', (width, height, toWidth, toHeight) => {
    expect(fit(width, height, 1600)).toEqual({width: toWidth, height: toHeight});
  });
});
