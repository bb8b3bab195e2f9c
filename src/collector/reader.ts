import type {Query} from './query.js';
import type {Report} from './report.js';
import type {ReviewPage, ReviewQuery} from './review-reading.js';
import type {StoredPhoto} from './upload.js';

/** One current answer, as `GET /api/responses` shows it. */
export interface ResponseItem {
  readonly response: string;
  readonly site: string;
  readonly survey: string;
  readonly touchpoint: string;
  readonly element: string;
  readonly score: number | null;
  readonly scale: {readonly min: number; readonly max: number} | null;
  readonly category: string | null;
  readonly partial: boolean;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>> | null;
  readonly page: Readonly<Record<string, unknown>> | null;
  readonly locale: string | null;
  readonly visitor: Readonly<Record<string, unknown>> | null;
  readonly test: boolean;
  /** Why the answer looks odd: `honeypot`, `too-fast`, `clock`, `late`. */
  readonly flags: readonly string[];
  readonly occurredAt: string;
  readonly receivedAt: string;
}

/** One page of current answers, newest first. */
export interface ResponsePage {
  readonly items: readonly ResponseItem[];
  readonly next: string | null;
}

/** Where reports come from: the reading side of a database, which never holds up the writing side. */
export interface Reader {
  report(query: Query): Promise<Report>;
  responses(query: Query): Promise<ResponsePage>;
  reviews(query: ReviewQuery): Promise<ReviewPage>;
  photo(name: string): Promise<StoredPhoto | undefined>;
  close(): Promise<void>;
}
