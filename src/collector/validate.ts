import {Ajv2020, type ErrorObject, type ValidateFunction} from 'ajv/dist/2020.js';
import {shapes, type CxData, type CxType} from '../events/catalogue.js';
import type {Envelope} from '../events/envelope.js';
import {envelopeSchema} from '../events/schema.js';
import {depthWithin, maxDepth} from './clean.js';
import {unknownBytes} from './unknown-bytes.js';

/** The largest event, as JSON. */
export const maxEventBytes = 32 * 1024;

/** How much of members that no shape names is kept. */
export const maxUnknownBytes = 8 * 1024;

/** The outermost numbers a scale may have. */
const maxScaleEnd = 1000;

/** An event that may be stored, and its JSON. */
export interface ValidEvent {
  readonly event: Envelope;
  readonly body: string;
}

/** What is wrong with an event: a stable code, and for a wrong shape the place. */
export interface InvalidEvent {
  readonly reason: string;
}

const validators = compile();

/** Judges one item of a readable body. */
export function validateEvent(item: unknown): ValidEvent | InvalidEvent {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return {reason: 'not-an-event'};
  if (!depthWithin(item, maxDepth)) return {reason: 'too-deep'};
  const body = JSON.stringify(item);
  if (Buffer.byteLength(body) > maxEventBytes) return {reason: 'too-large'};
  const type: unknown = 'type' in item ? item.type : undefined;
  if (typeof type !== 'string') return {reason: 'shape-invalid: /type must be string'};
  const validate = isType(type) ? validators.get(type) : undefined;
  if (!validate) return {reason: 'type-unknown'};
  if (!validate(item)) return {reason: describe(validate.errors?.[0])};
  if (body.length > maxUnknownBytes && unknownBytes(item) > maxUnknownBytes) return {reason: 'too-large'};
  return scoreProblem(item) ?? {event: item, body};
}

/** Whether an event is of a type; its members do not tell, for any event may carry members of another. */
export function is<T extends CxType>(event: Envelope, type: T): event is Envelope & {readonly data: CxData<T>} {
  return event.type === type;
}

function isType(type: string): type is CxType {
  return Object.hasOwn(shapes, type);
}

/** What no schema can say: a score lies on its scale. */
function scoreProblem(event: Envelope): InvalidEvent | undefined {
  if (!is(event, 'cx.submitted') || !event.data.scale) return undefined;
  const {data} = event;
  const {min, max} = event.data.scale;
  if (min >= max || min < -maxScaleEnd || max > maxScaleEnd) return {reason: 'scale-invalid'};
  const score = data.score ?? data.answers.score;
  return score !== undefined && (score < min || score > max) ? {reason: 'score-off-scale'} : undefined;
}

function describe(error: ErrorObject | undefined): string {
  return `shape-invalid: ${error?.instancePath || '/'} ${error?.message ?? 'is wrong'}`.slice(0, 200);
}

function compile(): ReadonlyMap<CxType, ValidateFunction<Envelope>> {
  const ajv = new Ajv2020({allErrors: false, strictRequired: false, formats: {'date-time': isDateTime}});
  return new Map(
    Object.entries(shapes).map(([type, shape]) => [type as CxType, ajv.compile<Envelope>(envelopeSchema(type, shape))] as const),
  );
}

const dateTime = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Whether a text is a moment as RFC 3339 writes it, and one that exists. */
function isDateTime(text: string): boolean {
  if (!dateTime.test(text) || Number.isNaN(Date.parse(text))) return false;
  // V8 reads the 30th of February as the 2nd of March.
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
