import type {CxEventDetails, WireEventName} from '../events/catalogue.js';
import type {Locale} from './registry.js';

/** What waits on the device, in numbers. */
export interface OutboxStatus {
  /** Events that no endpoint has confirmed yet. */
  readonly waiting: number;
  /** Those of them that were refused for now and are tried hourly. */
  readonly parked: number;
  /** Events that were refused for good. */
  readonly dead: number;
  /** True when every act that waits survives the page. */
  readonly durable: boolean;
}

/** An event that was refused for good and is kept for the shop to look at. */
export interface DeadLetter {
  readonly id: string;
  readonly code: string;
  readonly reason: string;
  /** When it was given up, ISO 8601. */
  readonly at: string;
  readonly event: unknown;
}

/** What waits on the device, for the page to see and to steer. */
export interface Outbox {
  status(): Promise<OutboxStatus>;
  deadLetters(): Promise<DeadLetter[]>;
  /** Tries all that waits at once, parked events included. */
  retry(): Promise<void>;
  /** Erases all that waits and all dead letters. */
  clear(): Promise<void>;
}

/** What a page asks for seldom: it comes as a part of its own. */
export interface PageCalls {
  /** Shows the element that the selector finds; asks no gate. */
  show(selector: string): Promise<unknown>;
  /** Tells which gates of the element pass. */
  explain(selector: string): Promise<unknown>;
  /** Sets words of a language: all of them or a few, by group and key as in `locales/en.ts`. */
  registerLocale(tag: string, words: Locale): Promise<void>;
  /** Erases everything that the library keeps on this device. */
  forget(): Promise<void>;
}

/** A photo on its way to the shop. */
export interface PhotoUpload {
  /** The endpoint of the element itself, empty where it is that of the page. */
  readonly endpoint: string;
  readonly site: string;
  /** The response that it belongs to. */
  readonly response: string;
  /** Its id: sent twice, it is one. */
  readonly photo: string;
  readonly body: Blob;
  /** Calls it off. */
  readonly signal: AbortSignal;
  /** Hears how much of it has left, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** What became of a photo: `refused` for good, or `failed` for now. */
export type UploadResult = 'sent' | 'refused' | 'failed';

/** What elements ask of delivery besides sending events. */
export interface Uploads {
  /** Sends one photo, and tries again as long as that is of use; never rejects. */
  upload(photo: PhotoUpload): Promise<UploadResult>;
}

/** What an element, a script entry or a later copy may ask of the client that delivers. */
export interface Client {
  /** Sends what waits, as soon as the delivery part is there. */
  flush(): void;
  /** Keeps one event and has it sent; resolves when it is kept. `target` hears what becomes of it. */
  take<N extends WireEventName>(name: N, data: CxEventDetails[N], target?: EventTarget): Promise<CxEventDetails['cx-stored']>;
  /** Calls what few pages ask for, and loads that first. */
  later<M extends keyof (Outbox & PageCalls & Uploads)>(method: M): (Outbox & PageCalls & Uploads)[M];
}
