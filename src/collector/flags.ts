import type {Envelope} from '../events/envelope.js';
import {is} from './validate.js';

/** Why an answer looks odd. It is kept and counted all the same: a flag helps a person to judge. */
export type Flag = 'clock' | 'honeypot' | 'late' | 'too-fast';

/** Nobody reads a question and answers it in less. */
const minElapsedMs = 1000;

const day = 24 * 60 * 60 * 1000;

/** The name of a field that people do not see: only a program fills it in. */
export const honeypot = 'website';

/** Looks for signs that no person gave an answer, that a device's clock is off by more than a day, or that it came too late. */
export function flagsOf(event: Envelope, receivedAt: number): readonly Flag[] {
  const flags: Flag[] = [];
  if (event.senttime !== undefined && Math.abs(Date.parse(event.senttime) - receivedAt) > day) flags.push('clock');
  if (!is(event, 'cx.submitted')) return flags;
  const {answers, elapsedMs, element, expires} = event.data;
  if (isFilled(Object.getOwnPropertyDescriptor(answers, honeypot)?.value)) flags.push('honeypot');
  // A call back that was asked for by then is no longer expected.
  if (element === 'cx-call' && expires !== undefined && Date.parse(expires) < receivedAt) flags.push('late');
  if (elapsedMs !== undefined && elapsedMs < minElapsedMs) flags.push('too-fast');
  return flags;
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
