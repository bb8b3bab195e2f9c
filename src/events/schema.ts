import {shapes} from './catalogue.js';
import type {Shape} from './shape.js';
import {dataSchema} from './envelope.js';

/** JSON Schema (2020-12) of one event, made from the catalogue; published as `schema.json`. */
export function eventSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: dataSchema,
    title: 'An event of cx-elements',
    oneOf: Object.entries(shapes).map(([type, data]) => envelopeSchema(type, data)),
  };
}

/** JSON Schema of the envelope around `data`. */
export function envelopeSchema(type: string, data: Shape): object {
  return {
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'time', 'data'],
    properties: {
      specversion: {const: '1.0'},
      id: {type: 'string', minLength: 1, maxLength: 64},
      source: {type: 'string', minLength: 1, maxLength: 2048},
      type: {const: type},
      subject: {type: 'string', maxLength: 128},
      time: {type: 'string', format: 'date-time'},
      datacontenttype: {const: 'application/json'},
      dataschema: {type: 'string', maxLength: 256},
      senttime: {type: 'string', format: 'date-time'},
      data,
    },
  };
}
