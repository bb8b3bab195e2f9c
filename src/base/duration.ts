const units: {readonly [unit: string]: number} = {ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};

/** The milliseconds of a duration such as `500ms` `5s` `3m` `12h` `90d`; NaN for anything else. */
export function parseDuration(text: string): number {
  const [, count = '', unit = ''] = /^([\d.]+)(ms|[smhd])$/.exec(text) ?? [];
  return +count * (units[unit] as number);
}
