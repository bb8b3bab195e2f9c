import {createHash} from 'node:crypto';

/** JSON text that is the same for the same value, whatever the order of its members. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/** The SHA-256 of a text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** The members that make an event what it is: the same id with another of these is another event. */
export function digestOf(event: {type: unknown; source: unknown; subject?: unknown; time: unknown; data: unknown}): string {
  const {type, source, subject, time, data} = event;
  return sha256(canonicalJson({type, source, subject, time, data}));
}
