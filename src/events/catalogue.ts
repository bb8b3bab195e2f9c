import type {FromShape, ObjectShape, Shape} from './shape.js';

const id = {type: 'string', minLength: 1, maxLength: 64} as const satisfies Shape;
const label = {type: 'string', maxLength: 200} as const satisfies Shape;
const text = {type: 'string', maxLength: 5000} as const satisfies Shape;

/** What every event says about where it comes from. */
const origin = {
  site: {type: 'string', pattern: '^[a-z0-9._-]{1,64}$', description: 'The shop. Default: the host name.'},
  element: {type: 'string', minLength: 1, maxLength: 64, description: 'The tag that asked.'},
  survey: {type: 'string', minLength: 1, maxLength: 128, description: 'The stable id of what was asked.'},
  touchpoint: {type: 'string', maxLength: 64, description: 'Where in the journey: checkout, delivery, …'},
  context: {
    type: 'object',
    properties: {},
    additionalProperties: label,
    maxProperties: 20,
    description: 'The data-* attributes of the tag.',
  },
  page: {type: 'object', properties: {url: {type: 'string', maxLength: 2048}}, description: 'Without query and hash.'},
  locale: {type: 'string', maxLength: 35},
  visitor: {type: 'object', properties: {id: label, email: label, name: label}, description: 'Set by configure() only.'},
  lib: {type: 'string', maxLength: 32, description: 'The version of cx-elements.'},
  test: {type: 'boolean'},
} as const satisfies {[name: string]: Shape};

const answers = {
  type: 'object',
  properties: {
    score: {type: 'number'},
    comment: text,
    reasons: {type: 'array', items: label, maxItems: 50},
    contact: {type: 'object', properties: {email: label, phone: label}},
    consents: {
      type: 'array',
      maxItems: 10,
      items: {
        type: 'object',
        properties: {kind: id, text, at: {type: 'string', format: 'date-time'}},
        required: ['kind', 'text', 'at'],
      },
    },
    title: label,
    text,
    name: label,
    email: label,
    product: label,
    order: label,
    phone: label,
    slot: {
      type: 'object',
      properties: {start: {type: 'string', format: 'date-time'}, end: {type: 'string', format: 'date-time'}},
      required: ['start', 'end'],
    },
    incentivised: {type: 'boolean', description: 'A reward was promised, whatever the score.'},
  },
} as const satisfies Shape;

const response = {
  response: {...id, description: 'Joins the events of one answer.'},
  seq: {type: 'integer', minimum: 0, maximum: 1_000_000, description: 'Grows within a response: the highest counts.'},
  elapsedMs: {type: 'integer', minimum: 0, description: 'From showing to this act, in milliseconds.'},
} as const satisfies {[name: string]: Shape};

const shown = {
  type: 'object',
  properties: {...origin, response: response.response},
  required: ['site', 'element', 'survey'],
} as const satisfies ObjectShape;

const dismissed = {
  type: 'object',
  properties: {...origin, ...response},
  required: ['site', 'element', 'survey', 'response'],
} as const satisfies ObjectShape;

const submitted = {
  type: 'object',
  properties: {
    ...origin,
    ...response,
    partial: {type: 'boolean', description: 'True while the person has not finished.'},
    score: {type: 'number'},
    scale: {
      type: 'object',
      properties: {min: {type: 'number'}, max: {type: 'number'}},
      required: ['min', 'max'],
      description: 'The ends of the scale that was shown.',
    },
    category: {type: 'string', enum: ['promoter', 'passive', 'detractor']},
    answers,
    asked: {type: 'object', properties: {question: text, ask: text}, description: 'The words the person read.'},
    expires: {type: 'string', format: 'date-time', description: 'When a request to be called back has passed.'},
  },
  required: ['site', 'element', 'survey', 'response', 'seq', 'partial', 'answers'],
} as const satisfies ObjectShape;

const called = {
  type: 'object',
  properties: {
    ...origin,
    ...response,
    channel: {...label, description: 'tel, or the messenger that was pressed.'},
    number: label,
  },
  required: ['site', 'element', 'survey', 'response', 'channel'],
} as const satisfies ObjectShape;

const lost = {
  type: 'object',
  properties: {...origin, code: id, count: {type: 'integer', minimum: 1, maximum: 1_000_000}},
  required: ['site', 'code', 'count'],
} as const satisfies ObjectShape;

/** Every CloudEvents type on the wire and the shape of its `data`. */
export const shapes = {
  'cx.shown': shown,
  'cx.dismissed': dismissed,
  'cx.submitted': submitted,
  'cx.called': called,
  'cx.lost': lost,
} as const satisfies {[type: string]: ObjectShape};

/** A CloudEvents type of the wire. */
export type CxType = keyof typeof shapes;

/** The `data` of each CloudEvents type. */
export type CxData<T extends CxType = CxType> = FromShape<(typeof shapes)[T]>;

/**
 * The DOM events that travel.
 *
 * Apart from their types and shapes, so that what every page loads holds these few bytes only.
 */
export const wireNames = ['cx-show', 'cx-partial', 'cx-submit', 'cx-dismiss', 'cx-call'] as const;

/** A DOM event whose `detail` becomes the `data` of a CloudEvent. */
export type WireEventName = (typeof wireNames)[number];

/** The CloudEvents type of each DOM event that travels. */
export const wireTypes = {
  'cx-show': 'cx.shown',
  'cx-partial': 'cx.submitted',
  'cx-submit': 'cx.submitted',
  'cx-dismiss': 'cx.dismissed',
  'cx-call': 'cx.called',
} as const satisfies {[N in WireEventName]: CxType};

type WireDetails = {[N in WireEventName]: Omit<CxData<(typeof wireTypes)[N]>, 'visitor'>};

/** The `detail` of every DOM event that an element or the client fires. */
export interface CxEventDetails extends WireDetails {
  'cx-answer': WireDetails['cx-submit'];
  'cx-stored': {id: string; response?: string; durable: boolean};
  'cx-accepted': {id: string; response?: string; status: 'stored' | 'duplicate' | 'accepted'};
  'cx-problem': {code: string; message: string; [more: string]: unknown};
}

/** The name of a DOM event of this library. */
export type CxEventName = keyof CxEventDetails;

/** A DOM event of this library: bubbling and composed, with a typed `detail`. */
export type CxEvent<N extends CxEventName = CxEventName> = CustomEvent<CxEventDetails[N]>;

/** When each DOM event fires and what `preventDefault()` does; the README's table is made from this. */
export const domEvents: {readonly [N in CxEventName]: {readonly when: string; readonly cancelled?: string}} = {
  'cx-show': {
    when: 'Before it opens; an inline one opens when it is first drawn. It is counted once half of it was in view of a visible page for one second.',
    cancelled: 'It stays hidden, and is not counted.',
  },
  'cx-answer': {when: 'A person chose or changed a score.'},
  'cx-partial': {
    when: '1.5 s after the last change of the score, and when the page hides, `hide()` is called or the element is removed.',
    cancelled: 'Nothing is sent.',
  },
  'cx-submit': {when: 'A response is complete; once per response.', cancelled: 'Nothing is sent.'},
  'cx-dismiss': {when: 'It was closed without finishing.'},
  'cx-call': {when: 'The number or a channel was pressed.', cancelled: 'No call is made.'},
  'cx-stored': {when: 'An answer is kept on the device; `durable` says whether it survives the page.'},
  'cx-accepted': {when: 'The endpoint has confirmed an answer.'},
  'cx-problem': {when: 'Something is wrong: a setting, the delivery, a refused answer.'},
};

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface HTMLElementEventMap extends CxEventMap {}
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface DocumentEventMap extends CxEventMap {}
}

type CxEventMap = {[N in CxEventName]: CxEvent<N>};
