import {shapes} from '../events/catalogue.js';
import type {ObjectShape, Shape} from '../events/shape.js';
import {envelopeSchema} from '../events/schema.js';

/** Counts the JSON bytes of the members that no shape names, at every level. */
export function unknownBytes(event: object): number {
  const type = 'type' in event ? String(event.type) : '';
  const shape = Object.entries(shapes).find(([name]) => name === type)?.[1];
  if (!shape) return 0;
  return ofObject(event, envelopeSchema(type, shape) as ObjectShape);
}

function ofObject(value: object, shape: ObjectShape): number {
  let bytes = 0;
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(shape.properties, name) ? shape.properties[name] : shape.additionalProperties;
    bytes += known ? ofValue(member, known) : Buffer.byteLength(JSON.stringify({[name]: member}));
  }
  return bytes;
}

function ofValue(value: unknown, shape: Shape): number {
  if (!('type' in shape) || typeof value !== 'object' || value === null) return 0;
  if (shape.type === 'object') return ofObject(value, shape);
  if (shape.type !== 'array' || !Array.isArray(value)) return 0;
  return value.reduce<number>((sum, item) => sum + ofValue(item, shape.items), 0);
}
