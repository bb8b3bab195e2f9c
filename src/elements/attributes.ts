import type {ComplexAttributeConverter} from 'lit';
import {parseChoices} from '../survey/choices.js';
import {reportBad} from '../page/report.js';

/** Reads a boolean attribute; `="false"` counts as absent, because that is what its author meant. */
export const flag: ComplexAttributeConverter<boolean> = {
  fromAttribute: value => value !== null && value !== 'false',
  toAttribute: value => (value ? '' : null),
};

/** Reads a number attribute; what is no number stays as it came, so that the warning can quote it. */
export const numeric: ComplexAttributeConverter = {
  fromAttribute: value => (value?.trim() && !Number.isNaN(Number(value)) ? Number(value) : value),
};

/** One of `choices`, else the default with a warning. */
export function readChoice<T extends string>(el: Element, name: string, choices: readonly T[], otherwise: T): T {
  const got = raw(el, name);
  if (got === undefined || choices.includes(got as T)) return (got as T | undefined) ?? otherwise;
  reportBad(el, name, `one of ${choices.join(', ')}`, got, 'choice-invalid', `Using "${otherwise}".`);
  return otherwise;
}

/** A whole number from `min` to `max`, else the default with a warning. */
export function readWhole(el: Element, name: string, min: number, max: number, otherwise: number): number {
  const got = raw(el, name);
  if (got === undefined) return otherwise;
  if (typeof got === 'number' && Number.isInteger(got) && got >= min && got <= max) return got;
  reportBad(el, attributeName(name), `a whole number from ${min} to ${max}`, got, 'number-invalid', `Using ${otherwise}.`);
  return otherwise;
}

/** Text of at most `max` characters; what is longer is cut with a warning. */
export function readText(el: Element, name: string, max: number): string {
  const got = String(raw(el, name) ?? '');
  if (got.length > max) reportBad(el, attributeName(name), `at most ${max} characters`, got, 'text-too-long', 'The rest is left out.');
  return got.slice(0, max);
}

/** An https URL for a link, else undefined with a warning: a script URL must never become a link. */
export function readLink(el: Element, name: string, value: string | undefined): string | undefined {
  if (!value) return undefined;
  try {
    const url = new URL(value);
    if (url.protocol === 'https:' && !url.username) return url.href;
  } catch {
    // Not a URL at all: refused below, like any other.
  }
  reportBad(el, name, 'an https:// address', value, 'link-refused', 'The link is left out.');
  return undefined;
}

/** Own wording as an object, from `send=Submit | optional=…` or from the object itself. */
export function parseWords(value: string | {readonly [key: string]: string} | undefined): {[key: string]: string} {
  if (typeof value !== 'string') return {...value};
  return Object.fromEntries(parseChoices(value).map(({key, label}) => [key, label]));
}

function raw(el: Element, name: string): unknown {
  const got = (el as {[name: string]: unknown} & Element)[name];
  return got === null || got === '' ? undefined : got;
}

function attributeName(property: string): string {
  return property.replace(/[A-Z]/g, letter => '-' + letter.toLowerCase());
}
