/** The steps of the time axis: reads the collector's bucket names and fills the gaps between them. */

const dayMs = 86_400_000;

/** The moment a bucket starts, as UTC milliseconds; the collector has already applied the time zone. */
export function bucketStart(name) {
  const [, year, month, day = '1', hour = '0'] = /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}))?)?/.exec(name) ?? [];
  return year === undefined ? Number.NaN : Date.UTC(+year, +month - 1, +day, +hour);
}

function moved(start, step, by) {
  if (step === 'hour') return start + (by * dayMs) / 24;
  if (step === 'day') return start + by * dayMs;
  if (step === 'week') return start + by * 7 * dayMs;
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1);
}

const mostPoints = 800;

/** Points for every step of a period, with empty ones where nobody answered; `from` and `until` widen it beyond the answers. */
export function fillGaps(points, step, {from, until} = {}) {
  const known = new Map(points.map(point => [bucketStart(point.bucket), point]));
  const starts = [...known.keys()].filter(Number.isFinite).sort((a, b) => a - b);
  if (starts.length === 0) return [];
  let first = starts[0];
  while (moved(first, step, -1) >= from && (starts[0] - first) / dayMs < 400) first = moved(first, step, -1);
  const last = Math.max(starts.at(-1), until ?? 0);
  const filled = [];
  for (let start = first; start <= last && filled.length < mostPoints; start = moved(start, step, 1)) {
    filled.push({start, responses: 0, mean: null, nps: null, ...known.get(start)});
  }
  return filled;
}

const formats = {
  hour: {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'},
  day: {day: 'numeric', month: 'short'},
  week: {day: 'numeric', month: 'short'},
  month: {month: 'short', year: 'numeric'},
};

/** The name of a step on the axis and in the table. */
export function bucketLabel(start, step) {
  return new Intl.DateTimeFormat(undefined, {...formats[step], timeZone: 'UTC'}).format(start);
}
