import {createId} from '../../base/id.js';
import type {UploadResult, Uploads} from '../../page/client-port.js';
import {scalePhoto} from './scale-photo.js';

/** Where a photo stands. */
export type PhotoState = 'reading' | 'ready' | 'waiting' | 'sending' | UploadResult;

/** One photo of a review. */
export interface Photo {
  readonly id: string;
  state: PhotoState;
  /** How much of it has left, from 0 to 1. */
  share: number;
  body?: Blob;
  preview?: HTMLCanvasElement;
  readonly gone: AbortController;
}

/** What kept some of the chosen files from becoming photos. */
export type Trouble = 'many' | 'wrong' | 'unreadable';

/** Whose photos these are. */
export interface About {
  readonly endpoint: string;
  readonly site: string;
  readonly response: string;
}

/** The photos of one review: they are made ready one by one, and sent one by one once the review is on its way. */
export class PhotoRow {
  photos: Photo[] = [];
  trouble: readonly Trouble[] = [];
  /** Once the review is on its way: what its photos belong to. */
  #about?: About | undefined;
  #isBusy = false;
  #work: Promise<unknown> = Promise.resolve();
  readonly #max: number;
  readonly #upload: Uploads['upload'];
  readonly #onChange: () => void;

  constructor(max: number, upload: Uploads['upload'], onChange: () => void) {
    this.#max = max;
    this.#upload = upload;
    this.#onChange = onChange;
  }

  /** Takes what fits and is a photo; of the rest it is told why not. Resolves when all are ready. */
  add(files: readonly File[]): Promise<unknown> {
    const pictures = files.filter(({type}) => type.startsWith('image/'));
    const room = this.#max - this.photos.length;
    this.trouble = [
      ...(pictures.length < files.length ? (['wrong'] as const) : []),
      ...(pictures.length > room ? (['many'] as const) : []),
    ];
    for (const file of pictures.slice(0, Math.max(0, room))) {
      const photo: Photo = {id: createId(), state: 'reading', share: 0, gone: new AbortController()};
      this.photos = [...this.photos, photo];
      // One after another: a decoded photo takes fifty megabytes.
      this.#work = this.#work.then(() => this.#prepare(photo, file));
    }
    this.#onChange();
    return this.#work;
  }

  /** Takes a photo out; a request under way is called off. */
  remove(photo: Photo): void {
    this.trouble = [];
    this.#drop(photo);
  }

  /** Tries once more with what could not be sent. */
  retry(photo: Photo): void {
    this.#turn(photo, 'waiting');
    void this.#run();
  }

  /** The review is on its way: its photos follow. A review that is sent anew takes all of them along. */
  send(about: About): void {
    if (about.response === this.#about?.response) return;
    this.#about = about;
    for (const photo of this.photos) if (photo.state !== 'reading') photo.state = 'waiting';
    void this.#run();
  }

  /** Begins anew for the next product; what is under way goes on unseen. */
  leave(): PhotoRow {
    return new PhotoRow(this.#max, this.#upload, this.#onChange);
  }

  async #prepare(photo: Photo, file: Blob): Promise<void> {
    if (photo.gone.signal.aborted) return;
    try {
      Object.assign(photo, await scalePhoto(file));
      this.#turn(photo, this.#about ? 'waiting' : 'ready');
      void this.#run();
    } catch {
      // No picture that this browser can open: one line says so, and the others go on.
      this.trouble = [...this.trouble.filter(one => one !== 'unreadable'), 'unreadable'];
      this.#drop(photo);
    }
  }

  async #run(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let photo; this.#about && (photo = this.photos.find(({state}) => state === 'waiting'));) {
      const {id, body, gone} = photo;
      const one = photo;
      photo.share = 0;
      this.#turn(photo, 'sending');
      const about = this.#about;
      const result = await this.#upload({
        ...about,
        photo: id,
        body: body as Blob,
        signal: gone.signal,
        onProgress: share => {
          one.share = share;
          this.#onChange();
        },
      }).catch((): UploadResult => 'failed');
      // Meanwhile the review was sent anew.
      this.#turn(photo, about === this.#about ? result : 'waiting');
    }
    this.#isBusy = false;
  }

  #drop(photo: Photo): void {
    photo.gone.abort();
    this.photos = this.photos.filter(one => one !== photo);
    this.#onChange();
  }

  #turn(photo: Photo, state: PhotoState): void {
    photo.state = state;
    this.#onChange();
  }
}
