import {Problem} from './problem.js';

/** The largest photo that is taken. */
export const maxPhotoBytes = 8 * 1024 * 1024;

/** What the other parts of a form may add to it. */
const maxFormBytes = 64 * 1024;

/** Bytes of unfinished uploads that are held at a time: a thousand that come at once must not fill the memory. */
const maxHeldBytes = 128 * 1024 * 1024;

/** A photo and what it belongs to, as it was sent. */
export interface Upload {
  readonly bytes: Buffer;
  readonly fields: {get(name: string): unknown};
}

/** Reads uploads, and no more of them than fits. */
export class UploadBodies {
  #held = 0;

  /** Reads a photo: as the whole body, with the rest in the address, or as the one file of a form. */
  async read(request: Request, url: URL): Promise<Upload> {
    const type = request.headers.get('content-type') ?? '';
    const isForm = /^\s*multipart\/form-data/i.test(type);
    const body = await this.#bytesOf(request, maxPhotoBytes + (isForm ? maxFormBytes : 0));
    if (!isForm) return {bytes: body, fields: url.searchParams};
    const form = await new Response(new Uint8Array(body), {headers: {'content-type': type}}).formData().catch(() => {
      // It has no parts, or they do not end: whatever the error says, it quotes the sender's text.
      throw new Problem(400, 'form-invalid', 'The form could not be read.');
    });
    const files = [...form.values()].filter(value => typeof value !== 'string');
    const [file] = files;
    if (!file || files.length > 1) throw new Problem(400, 'form-invalid', 'Send one file in a form.');
    if (file.size > maxPhotoBytes) throw tooLarge();
    return {bytes: Buffer.from(await file.arrayBuffer()), fields: form};
  }

  /** Counts while it comes: the length that a sender tells may be missing, or a lie. */
  async #bytesOf(request: Request, limit: number): Promise<Buffer> {
    if (Number(request.headers.get('content-length')) > limit) throw tooLarge();
    const reader = request.body?.getReader();
    const parts: Uint8Array[] = [];
    let size = 0;
    try {
      for (;;) {
        const {done, value} = (await reader?.read().catch(brokenOff)) ?? {done: true};
        if (done || !value) return Buffer.concat(parts);
        size += value.byteLength;
        this.#held += value.byteLength;
        if (size > limit) throw tooLarge();
        if (this.#held > maxHeldBytes)
          throw new Problem(503, 'busy', 'Too many photos arrive at once. Send it again later.', {'retry-after': '5'});
        parts.push(value);
      }
    } finally {
      this.#held -= size;
      reader?.cancel().catch(() => undefined); // Read to its end, or the sender may be gone: nobody is left to tell.
    }
  }
}

function brokenOff(): never {
  throw new Problem(400, 'body-incomplete', 'The connection ended before the photo did.');
}

function tooLarge(): Problem {
  return new Problem(413, 'body-too-large', `The photo is larger than ${maxPhotoBytes / 1024 / 1024} MiB.`, {
    connection: 'close',
  });
}
