import type {PropertyDeclaration, PropertyDeclarations} from 'lit';
import {toKebabCase} from '../base/to-kebab-case.js';
import {toText} from '../base/to-text.js';
import {reportBad} from './report-bad.js';

/** Reads a boolean attribute; `="false"` counts as absent, because that is what its author meant. */
export function flag(value: string | null): boolean {
  return value !== null && value !== 'false';
}

/** Reads a number attribute; what is no number stays as it came, so that the warning can quote it. */
export function numeric(value: string | null): number | string | null {
  const number = Number(value?.trim() || NaN);
  return Number.isNaN(number) ? value || null : number;
}

/** Declares properties by name; a capital letter begins a new word of the attribute: `lowLabel` is `low-label`. */
export function named(names: string, more: PropertyDeclaration = {}): PropertyDeclarations {
  return Object.fromEntries(names.split(' ').map(name => [name, {attribute: toKebabCase(name), ...more}]));
}

/** Writes a property back as its attribute, in which the styles and the show rules read it; the parts of a list as words. */
export const reflected: PropertyDeclaration = {
  reflect: true,
  converter: {toAttribute: value => (Array.isArray(value) ? value.map(toText).join(' ') : toText(value))},
};

/** One of `choices`, else the default with a warning. */
export function readChoice<T extends string>(el: Element, name: string, choices: readonly T[], otherwise: T): T {
  const got = textOf(el, name);
  if (choices.includes(got as T)) return got as T;
  if (got) reportBad(el, 'choice-invalid', name, got, choices, otherwise);
  return otherwise;
}

/** A whole number from `min` to `max`, else the default with a warning. */
export function readWhole(el: Element, name: string, min: number, max: number, otherwise: number): number {
  const got = numeric(textOf(el, name));
  if (Number.isInteger(got) && (got as number) >= min && (got as number) <= max) return got as number;
  if (got !== null) reportBad(el, 'number-invalid', name, got, min, max, otherwise);
  return otherwise;
}

/** Text of at most `max` characters; what is longer is cut with a warning. */
export function readText(el: Element, name: string, max: number): string {
  const got = textOf(el, name);
  if (got.length > max) reportBad(el, 'text-too-long', name, got, max);
  return got.slice(0, max);
}

/** The property `name` as text, whatever the page has set. */
export function textOf(el: Element, name: string): string {
  return toText((el as {[name: string]: unknown} & Element)[name]);
}
