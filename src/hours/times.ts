/** A stretch of one day, in minutes since its midnight; where it runs over midnight, the end lies beyond 1440. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const minutesOfDay = 1440;

const pattern = /^\s*(\d\d?):([0-5]\d)\s*[-–]\s*(\d\d?):([0-5]\d)\s*$/;

/** Reads `09:00-12:00,13:00-18:00`; undefined where one of them is something else. */
export function parseTimes(text: string): Span[] | undefined {
  const spans: Span[] = [];
  for (const part of text.split(',')) {
    const [, h1, m1, h2, m2] = pattern.exec(part) ?? [];
    const from = Number(h1) * 60 + Number(m1);
    const to = Number(h2) * 60 + Number(m2);
    if (!(from < minutesOfDay && to <= minutesOfDay)) return undefined;
    // An end that is not after the start is one of the next day; the same time twice is once around the clock.
    spans.push({from, to: to > from ? to : to + minutesOfDay});
  }
  return spans;
}
