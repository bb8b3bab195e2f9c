import {Ajv2020} from 'ajv/dist/2020.js';
import {shapes, type CxType} from '../../src/events/catalogue.js';
import {eventSchema} from '../../src/events/schema.js';

const ajv = new Ajv2020({
  allErrors: true,
  formats: {'date-time': (text: string) => !Number.isNaN(Date.parse(text)) && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text)},
});
const event = ajv.compile(eventSchema());
const data = Object.fromEntries(Object.entries(shapes).map(([type, shape]) => [type, ajv.compile(shape)]));

/** What an independent validator finds wrong with an event, by the published schema. */
export function eventProblems(given: unknown): string[] {
  event(given);
  return problems(event.errors);
}

/** What an independent validator finds wrong with the `data` of one type. */
export function dataProblems(type: CxType, given: unknown): string[] {
  const validate = data[type];
  validate?.(given);
  return problems(validate?.errors);
}

function problems(errors: typeof event.errors): string[] {
  return (errors ?? []).map(({instancePath, message}) => `${instancePath} ${message}`);
}
