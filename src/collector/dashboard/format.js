/** Numbers, dates and names as people read them, in the language of the browser. */

const whole = new Intl.NumberFormat();
const precise = new Intl.NumberFormat(undefined, {maximumFractionDigits: 2});
const oneDigit = new Intl.NumberFormat(undefined, {maximumFractionDigits: 1});
const signed = new Intl.NumberFormat(undefined, {maximumFractionDigits: 0, signDisplay: 'exceptZero'});
const percent = new Intl.NumberFormat(undefined, {style: 'percent', maximumFractionDigits: 0});
const finePercent = new Intl.NumberFormat(undefined, {style: 'percent', maximumFractionDigits: 1});
const moment = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'short'});
const relative = new Intl.RelativeTimeFormat(undefined, {numeric: 'auto'});

/** A count. */
export function count(value) {
  return whole.format(value);
}

/** A mean, with two digits at most. */
export function mean(value) {
  return precise.format(value);
}

/** A recommendation score with its sign. */
export function nps(value) {
  return signed.format(Math.round(value) || 0);
}

/** A share of one; small shares keep a digit. */
export function share(value) {
  return (value > 0 && value < 0.1 ? finePercent : percent).format(value);
}

/** A point on a scale: 4 or 4.5. */
export function score(value) {
  return oneDigit.format(value);
}

/** A full date and time. */
export function when(iso) {
  return moment.format(new Date(iso));
}

/** How long ago, in the largest fitting unit. */
export function ago(iso, now = Date.now()) {
  const seconds = (Date.parse(iso) - now) / 1000;
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
  if (unit === 'day' && Math.abs(seconds) > 30 * 86_400)
    return new Intl.DateTimeFormat(undefined, {dateStyle: 'medium'}).format(new Date(iso));
  return relative.format(Math.round(seconds / size), unit);
}

const kinds = {
  'cx-nps': 'Recommendation',
  'cx-rating': 'Satisfaction',
  'cx-effort': 'Effort',
  'cx-review': 'Review',
  'cx-call': 'Calls',
};

/** What an element asks, in words. */
export function kind(element) {
  return kinds[element] ?? element;
}

/** Promoter, passive or detractor, by where a score lies on its scale. */
export function category(value, scale, recommends) {
  const p = (value - scale.min) / (scale.max - scale.min);
  if (recommends) return value >= 9 ? 'promoter' : value >= 7 ? 'passive' : 'detractor';
  return p < 0.5 ? 'detractor' : p < 0.75 ? 'passive' : 'promoter';
}
