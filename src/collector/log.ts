/** One line of the log: what went wrong, never what somebody wrote. */
export interface LogEntry {
  readonly level: 'error' | 'warning';
  /** Stable, for programs. */
  readonly code: string;
  readonly message: string;
  readonly [more: string]: string | number | undefined;
}

/** Takes the lines of the log. */
export type Log = (entry: LogEntry) => void;

const maxTextLength = 2000;

/** Whatever could end a line early, colour a terminal or turn the direction of the text. */
const unprintable = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

/** Writes an entry as one line of JSON, with every control character escaped. */
export function logLine(entry: LogEntry, at: number): string {
  const short = Object.entries(entry).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.slice(0, maxTextLength) : value,
  ]);
  const line = JSON.stringify({time: new Date(at).toISOString(), ...Object.fromEntries(short)});
  return line.replace(unprintable, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Prints entries on standard error. */
export function printLog(entry: LogEntry): void {
  console.error(logLine(entry, Date.now()));
}

/** The entry for something thrown. */
export function faultEntry(error: unknown, code: string): LogEntry {
  if (!(error instanceof Error)) return {level: 'error', code, message: String(error)};
  return {level: 'error', code, message: error.message, stack: error.stack};
}
