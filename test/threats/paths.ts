/** The path of every value in an event, however deep: `data.answers.reasons[]`. */
export function paths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(one => paths(one, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, one]) => paths(one, path ? `${path}.${key}` : key));
}

/** What every event says of itself. */
export const envelope = 'specversion id source type subject time datacontenttype dataschema senttime'.split(' ');

/** Members of `data`, sorted among those of the envelope. */
export function members(names: string): string[] {
  return [...envelope, ...names.split(' ').map(name => `data.${name}`)].sort();
}

/** The members of a whole answer of a survey with reasons, comment and contact. */
export const answerMembers =
  'site element survey response page.url locale lib seq partial score scale.min scale.max category asked.question asked.ask elapsedMs ' +
  'answers.score answers.comment answers.reasons[] answers.contact.email answers.consents[].kind answers.consents[].text answers.consents[].at';
