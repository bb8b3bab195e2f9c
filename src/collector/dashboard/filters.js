/** What the reader wants to see: kept in the address, so that a view can be bookmarked and shared. */

import {h} from './dom.js';

const names = ['site', 'survey', 'touchpoint'];
const dayMs = 86_400_000;

/** Reads the filters from the address. */
export function filtersFromAddress(search) {
  const query = new URLSearchParams(search);
  const filters = {
    period: query.get('period') ?? '30',
    from: query.get('from') ?? '',
    to: query.get('to') ?? '',
    bucket: query.get('bucket') ?? '',
    test: query.get('test') ?? '',
  };
  for (const name of names) filters[name] = query.get(name) ?? '';
  return filters;
}

/** The address of a set of filters; what is usual is left out. */
export function addressOf(filters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== '' && !(name === 'period' && value === '30')) query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? '/' : `/?${text}`;
}

function localDay(ms) {
  const date = new Date(ms);
  const two = part => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function dayAfter(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** The step that gives a readable number of points. */
export function stepOf({bucket, period, from, to}) {
  if (bucket !== '') return bucket;
  const days =
    period === 'own' ? (Date.parse(to || localDay(Date.now())) - Date.parse(from || '2020-01-01')) / dayMs : Number(period);
  if (days <= 2) return 'hour';
  if (days <= 45) return 'day';
  return days <= 200 ? 'week' : 'month';
}

/** The query for the collector: days become an inclusive start and an exclusive end in the reader's time zone. */
export function queryOf(filters, now = Date.now()) {
  const query = {tz: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC', bucket: stepOf(filters)};
  for (const name of [...names, 'test']) if (filters[name] !== '') query[name] = filters[name];
  if (filters.period === 'own') {
    if (filters.from !== '') query.from = filters.from;
    if (filters.to !== '') query.to = dayAfter(filters.to);
  } else if (filters.period !== 'all') {
    query.from = localDay(now - (Number(filters.period) - 1) * dayMs);
  }
  return query;
}

/** The ends of the time axis of a query, as UTC milliseconds of local days; open where the query is. */
export function axisOf({from, to}, now = new Date()) {
  const end = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to) - 1;
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours());
  return from === undefined ? {} : {from: Date.parse(from), until: Math.min(end, today)};
}

/** Whether something narrows the view beyond its period. */
export function isNarrowed(filters) {
  return names.some(name => filters[name] !== '');
}

/** Reads the form. */
export function filtersFromForm(form) {
  const fields = new FormData(form);
  return Object.fromEntries(
    ['period', 'from', 'to', 'bucket', 'test', ...names].map(name => [name, String(fields.get(name) ?? '')]),
  );
}

/** Shows filters in the form; `known` holds the values to choose from. */
export function showFilters(form, filters, known) {
  for (const radio of form.elements.period) radio.checked = radio.value === filters.period;
  form.elements.from.value = filters.from;
  form.elements.to.value = filters.to;
  form.elements.bucket.value = filters.bucket;
  form.elements.test.checked = filters.test === '1';
  form.querySelector('#dates').hidden = filters.period !== 'own';
  for (const name of names) {
    const select = form.elements[name];
    const values = [...new Set([...known[name], filters[name]])].filter(value => value !== '').sort();
    select.replaceChildren(h('option', {value: ''}, 'all'), ...values.map(value => h('option', {value}, value)));
    select.value = filters[name];
    select.parentElement.hidden = values.length < 2 && filters[name] === '';
  }
}

/** Adds the sites, surveys and touchpoints of a report to those known. */
export function learn(known, groups) {
  for (const group of groups) for (const name of names) if (group[name]) known[name].add(group[name]);
}

/** Nothing known yet. */
export function nothingKnown() {
  return {site: new Set(), survey: new Set(), touchpoint: new Set()};
}
