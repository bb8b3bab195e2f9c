/** A JPEG of two halves, red on the left and blue on the right, as a phone writes it: with an orientation and a place. */
export async function phonePhoto(width: number, height: number, orientation = 6): Promise<File> {
  const canvas = Object.assign(document.createElement('canvas'), {width, height});
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#e00000';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#0000e0';
  context.fillRect(width / 2, 0, width / 2, height);
  const plain = await new Promise<Blob>(done => canvas.toBlob(blob => done(blob!), 'image/jpeg', 0.9));
  const bytes = new Uint8Array(await plain.arrayBuffer());
  // In one piece, as a file is: Firefox decodes no picture that is put together of several.
  const whole = new Uint8Array([...bytes.slice(0, 2), ...exif(orientation), ...bytes.slice(2)]);
  return new File([whole], 'photo.jpg', {type: 'image/jpeg'});
}

/** An APP1 segment: big-endian TIFF with the orientation and a GPS directory of one latitude. */
function exif(orientation: number): Uint8Array<ArrayBuffer> {
  const entry = (tag: number, type: number, count: number, value: number[]) => [
    ...[tag >> 8, tag & 255, 0, type, 0, 0, 0, count],
    ...value,
  ];
  const tiff = [
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 2, ...entry(0x0112, 3, 1, [0, orientation, 0, 0]), ...entry(0x8825, 4, 1, [0, 0, 0, 38]), 0, 0, 0, 0],
    ...[0, 2, ...entry(1, 2, 2, [78, 0, 0, 0]), ...entry(2, 5, 3, [0, 0, 0, 68]), 0, 0, 0, 0],
    ...[60, 10, 24].flatMap(number => [0, 0, 0, number, 0, 0, 0, 1]),
  ];
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  const length = body.length + 2;
  return new Uint8Array([0xff, 0xe1, length >> 8, length & 255, ...body]);
}
