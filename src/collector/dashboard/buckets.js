/** The steps of the time axis: reads the collector's bucket names and fills the gaps between them. */

const dayMs = 86_400_000;

/** The moment a bucket starts, as UTC milliseconds; the collector has already applied the time zone. */
export function bucketStart(name) {
  const [, year, month, day = '1', hour = '0'] = /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}))?)?/.exec(name) ?? [];
  return year === undefined ? Number.NaN : Date.UTC(+year, +month - 1, +day, +hour);
}

function nextStart(start, step) {
  if (step === 'hour') return start + dayMs / 24;
  if (step === 'day') return start + dayMs;
  if (step === 'week') return start + 7 * dayMs;
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** Points for every step from the first to the last bucket, with empty ones where nobody answered. */
export function fillGaps(points, step) {
  const known = new Map(points.map(point => [bucketStart(point.bucket), point]));
  const starts = [...known.keys()].filter(Number.isFinite).sort((a, b) => a - b);
  if (starts.length === 0) return [];
  const filled = [];
  for (let start = starts[0]; start <= starts.at(-1) && filled.length < 800; start = nextStart(start, step)) {
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
