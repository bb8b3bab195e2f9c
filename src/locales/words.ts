/** The words of one element in one language, by key; `{name}` marks what is filled in. */
export interface Words {
  readonly [key: string]: string;
}

/** Puts values into `{name}`. An unknown name stays as it is, so that a mistake is seen. */
export function fill(text: string, values: {readonly [name: string]: string | number | undefined}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
