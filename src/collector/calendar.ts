/** How long one bar of a series is. */
export type Bucket = 'hour' | 'day' | 'week' | 'month';

const minute = 60_000;
const quarter = 15 * minute;
const day = 24 * 60 * minute;

/** Every offset of a time zone is a multiple of this, so all moments of one slot fall into the same bucket. */
const slotMs = quarter;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether a text names a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    // RangeError is how Intl says no.
    return false;
  }
}

/** The moment that a date or date-time means; one without an offset is local to the time zone. */
export function momentOf(text: string, timeZone: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text);
  if (!match) return undefined;
  const [, date = '', time = '00:00', offset] = match;
  const local = Date.parse(`${date}T${time}${(offset ?? 'Z').replace(/^([+-]\d\d)(\d\d)$/, '$1:$2').toUpperCase()}`);
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(local) || new Date(Date.parse(`${date}T00:00Z`)).toISOString().slice(0, 10) !== date) return undefined;
  if (offset !== undefined) return local;
  const guess = local - offsetAt(local, timeZone);
  return local - offsetAt(guess, timeZone);
}

/**
 * Makes a function that names the bucket of a moment: `2026-11-21T14:00+01:00`, `2026-11-21`, the Monday of a week, `2026-11`.
 *
 * A million moments fall into few slots, and Intl is slow: slots and the days without a change of the clock are remembered.
 */
export function bucketNames(bucket: Bucket, timeZone: string): (moment: number) => string {
  const names = new Map<number, string>();
  const offsets = new Map<number, number | undefined>();
  const offset = (slot: number): number => {
    const start = Math.floor(slot / day) * day;
    if (!offsets.has(start)) {
      const first = offsetAt(start, timeZone);
      offsets.set(start, first === offsetAt(start + day, timeZone) ? first : undefined);
    }
    return offsets.get(start) ?? offsetAt(slot, timeZone);
  };
  return moment => {
    const slot = Math.floor(moment / slotMs) * slotMs;
    let name = names.get(slot);
    if (name === undefined) names.set(slot, (name = nameOf(slot, offset(slot), bucket)));
    return name;
  };
}

function nameOf(moment: number, offset: number, bucket: Bucket): string {
  const local = moment + offset;
  const iso = new Date(bucket === 'week' ? mondayOf(local) : local).toISOString();
  if (bucket === 'month') return iso.slice(0, 7);
  return bucket === 'hour' ? `${iso.slice(0, 13)}:00${offsetName(offset)}` : iso.slice(0, 10);
}

function mondayOf(local: number): number {
  return local - ((new Date(local).getUTCDay() + 6) % 7) * day;
}

function offsetName(offset: number): string {
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset) / minute;
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** How far the clocks of a time zone are ahead of UTC at a moment. */
function offsetAt(moment: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const parts: Record<string, number> = {};
  for (const {type, value} of formatOf(timeZone).formatToParts(moment)) parts[type] = Number(value);
  const {year = 0, month = 1, day: date = 1, hour = 0, minute: minutes = 0, second = 0} = parts;
  return Date.UTC(year, month - 1, date, hour, minutes, second) - Math.floor(moment / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}
