/** A request that cannot be answered as asked; becomes `{"error": {"code", "message"}}`. */
export class Problem extends Error {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** Wrong settings: the process must not start. One line for each. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** The exit code for wrong settings (EX_CONFIG of sysexits). */
export const exitMisconfigured = 78;
