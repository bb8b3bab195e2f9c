/** The longer side of a photo as it travels, in pixels. */
export const maxSide = 1600;
/** The side of the small picture that is shown, in pixels of the device. */
const previewSide = 192;
/** A strip of a large photo is drawn at a time, so that the page answers in between. */
const stripPixels = 1_000_000;

/** A photo as it travels, and a small picture of it. */
export interface ScaledPhoto {
  readonly body: Blob;
  readonly preview: HTMLCanvasElement;
}

/**
 * Turns a photo upright, scales it down and writes it anew as a JPEG, which takes nothing of the old file along but what is
 * seen: no place, no time, no camera.
 *
 * Decoded by `createImageBitmap`, off the page's own thread and without an address of its own that a policy might refuse.
 */
export async function scalePhoto(file: Blob): Promise<ScaledPhoto> {
  const bitmap = await decode(file);
  try {
    const {width, height} = fit(bitmap.width, bitmap.height, maxSide);
    const canvas = blank(width, height);
    await draw(bitmap, canvas);
    const preview = blank(previewSide, previewSide);
    // The middle, as a square.
    const side = Math.min(width, height);
    const context = contextOf(preview);
    context.imageSmoothingQuality = 'medium';
    context.drawImage(canvas, (width - side) / 2, (height - side) / 2, side, side, 0, 0, previewSide, previewSide);
    await breathe();
    const body = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', 0.85));
    // Gives the memory back before the next photo.
    canvas.width = canvas.height = 0;
    if (!body) throw new TypeError('The canvas gave no picture.');
    return {body, preview};
  } finally {
    bitmap.close();
  }
}

/** The size within a square of `side` that keeps the proportions; what is smaller stays as it is. */
export function fit(width: number, height: number, side: number): {width: number; height: number} {
  const factor = Math.min(1, side / Math.max(width, height));
  return {width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor))};
}

async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, {imageOrientation: 'from-image'});
  } catch (error) {
    // Chrome before 112 knows no such word, and turns photos upright without it.
    if (error instanceof TypeError) return createImageBitmap(file);
    throw error;
  }
}

/**
 * Draws in two steps, strip by strip.
 *
 * With a better smoothing than the usual one, Chromium first makes small copies of the whole picture, for half a second on
 * a slow phone. Two steps of the usual one look as good, because neither leaves out a point.
 */
async function draw(bitmap: ImageBitmap, canvas: HTMLCanvasElement): Promise<void> {
  const {width, height} = canvas;
  const context = contextOf(canvas);
  whiten(context);
  await breathe();
  const scale = bitmap.height / height;
  const step = Math.sqrt(scale);
  const rows = Math.max(16, Math.floor(stripPixels / bitmap.width / scale));
  const middle = contextOf(blank(Math.round(width * step), Math.ceil(rows * step)));
  const {width: middleWidth} = middle.canvas;
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    const middleHeight = Math.round(count * step);
    whiten(middle);
    middle.drawImage(bitmap, 0, top * scale, bitmap.width, count * scale, 0, 0, middleWidth, middleHeight);
    context.drawImage(middle.canvas, 0, 0, middleWidth, middleHeight, 0, top, width, count);
    await breathe();
  }
}

/** What shines through would be black in a JPEG. */
function whiten(context: CanvasRenderingContext2D): void {
  context.fillStyle = '#fff';
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/** Lets the page do what it has to. */
function breathe(): Promise<unknown> {
  return new Promise(done => setTimeout(done));
}

function blank(width: number, height: number): HTMLCanvasElement {
  return Object.assign(document.createElement('canvas'), {width, height});
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  // Read back once and never shown: a canvas in main memory spares the way to the graphics card and back.
  const context = canvas.getContext('2d', {willReadFrequently: true});
  if (!context) throw new TypeError('There is no canvas.');
  return context;
}
