import type {CxData, CxType} from './catalogue.js';

/** The `dataschema` of every event; the number grows only if a member ever had to change its meaning. */
export const dataSchema = 'urn:cx-elements:event:1';

/** A CloudEvents 1.0 envelope in structured JSON. */
export interface Envelope<T extends CxType = CxType> {
  readonly specversion: '1.0';
  readonly id: string;
  /** The page without query and hash. */
  readonly source: string;
  readonly type: T;
  /** The survey. */
  readonly subject?: string;
  /** The act, ISO 8601. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** This attempt to send, ISO 8601: the one member that is not frozen when the act happens. */
  senttime?: string;
  readonly data: CxData<T>;
}

/** Wraps `data` of one act; `id` and `time` are given once and never change. */
export function toEnvelope<T extends CxType>(type: T, data: CxData<T>, id: string, time: string, source: string): Envelope<T> {
  return {
    specversion: '1.0',
    id,
    source,
    type,
    subject: data.survey,
    time,
    datacontenttype: 'application/json',
    dataschema: dataSchema,
    data,
  };
}
