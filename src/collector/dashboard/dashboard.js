/** Joins the page: signs in, reads the report for the filters, draws it. */

import {read, Refusal, servesScript, signIn, signOut} from './api.js';
import {latest} from './answers.js';
import {byId, h} from './dom.js';
import {
  addressOf,
  axisOf,
  filtersFromAddress,
  filtersFromForm,
  isNarrowed,
  learn,
  nothingKnown,
  queryOf,
  showFilters,
} from './filters.js';
import * as format from './format.js';
import {groupCard, lostAnswers, totals} from './groups.js';

const view = byId('view');
const form = byId('filters');
let filters = filtersFromAddress(location.search);
let known = nothingKnown();
let running = new AbortController();

function say(text) {
  byId('status').textContent = text;
}

function show(what) {
  byId('sign-in').hidden = what !== 'sign-in';
  byId('report').hidden = what !== 'report';
  byId('actions').hidden = what !== 'report';
  if (what === 'sign-in') byId('token').focus();
}

async function snippet() {
  const script = (await servesScript()) ? `${location.origin}/cx/cx.js` : 'https://YOUR-SHOP/cx.js';
  return `<script type="module" src="${script}" data-cx-endpoint="${location.origin}/events"></script>\n<cx-nps touchpoint="checkout"></cx-nps>`;
}

async function firstSteps() {
  const text = await snippet();
  const copy = h('button', {class: 'primary', type: 'button'}, 'Copy');
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = 'Copied';
      say('Copied');
    } catch {
      getSelection()?.selectAllChildren(code); // the clipboard is blocked: select, so that one key copies
    }
  });
  const code = h('code', {}, text);
  return h(
    'section',
    {class: 'card empty'},
    h('h2', {}, 'No answers yet'),
    h(
      'p',
      {class: 'muted'},
      'Paste these two lines into a page of your shop. The first answer shows up here a moment after it is given.',
    ),
    h('pre', {tabindex: '0', 'aria-label': 'Lines to paste'}, code),
    copy,
  );
}

function nothingFound() {
  const all = h('button', {class: 'primary plain', type: 'button'}, 'Show all time, all surveys');
  all.addEventListener('click', () => apply({...filtersFromAddress(''), period: 'all'}));
  return h(
    'section',
    {class: 'card empty'},
    h('h2', {}, 'Nothing here for these filters'),
    h('p', {class: 'muted'}, 'No answers and no impressions match. Try a longer period.'),
    all,
  );
}

function failed(error) {
  const retry = h('button', {class: 'primary', type: 'button'}, 'Try again');
  retry.addEventListener('click', load);
  return h(
    'section',
    {class: 'card empty', role: 'alert'},
    h('h2', {}, 'The report could not be read'),
    h('p', {class: 'muted'}, error.message),
    retry,
  );
}

function skeleton() {
  return h(
    'div',
    {class: 'skeleton', 'aria-hidden': 'true'},
    h('i'),
    h('i'),
    h('i'),
    h('i'),
    h('i', {class: 'tall'}),
    h('i', {class: 'tall'}),
  );
}

async function emptyView(signal) {
  if (filters.period !== 'all' || isNarrowed(filters)) {
    const everything = await read('/api/responses', {limit: 1}, signal);
    if (everything.items.length > 0) return nothingFound();
  }
  return firstSteps();
}

function without(query, names) {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)));
}

async function draw(signal) {
  const query = queryOf(filters);
  const where = without(query, ['bucket']);
  const [report, first] = await Promise.all([
    read('/api/report', query, signal),
    read('/api/responses', {...where, limit: 20}, signal),
  ]);
  learn(known, report.groups);
  if (isNarrowed(filters) && known.survey.size <= 1) {
    const wide = without(query, ['site', 'survey', 'touchpoint']);
    learn(known, (await read('/api/report', wide, signal)).groups);
  }
  showFilters(form, filters, known);
  byId('export').href = `/api/export.csv?${new URLSearchParams(where)}`;
  if (report.groups.length === 0) return view.replaceChildren(await emptyView(signal));

  const groups = [...report.groups].sort((a, b) => b.responses - a.responses || b.called - a.called);
  const severalSites = new Set(groups.map(group => group.site)).size > 1;
  view.replaceChildren(
    totals(groups),
    ...[lostAnswers(report.lost ?? [])].filter(Boolean),
    h(
      'section',
      {class: 'groups', 'aria-label': 'Surveys'},
      groups.map(group => groupCard(group, report.series, {step: query.bucket, axis: axisOf(query), severalSites})),
    ),
    latest(first, cursor => read('/api/responses', {...where, limit: 20, cursor})),
  );
  const responses = groups.reduce((sum, group) => sum + group.responses, 0);
  say(`Report shows ${format.count(responses)} answers in ${groups.length} surveys`);
}

async function load() {
  running.abort();
  running = new AbortController();
  const {signal} = running;
  view.setAttribute('aria-busy', 'true');
  if (view.childElementCount === 0) view.replaceChildren(skeleton());
  try {
    await draw(signal);
    show('report');
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof Refusal && error.status === 401) return show('sign-in');
    show('report');
    view.replaceChildren(failed(error));
  }
  view.setAttribute('aria-busy', 'false');
}

function apply(next) {
  filters = next;
  history.replaceState(null, '', addressOf(filters));
  showFilters(form, filters, known);
  return load();
}

async function enter(token) {
  const problem = byId('sign-in-problem');
  problem.textContent = '';
  try {
    await signIn(token);
    byId('sign-in').reset();
    await load();
  } catch (error) {
    show('sign-in');
    problem.textContent = error.status === 401 ? 'This is not the token of this collector.' : error.message;
  }
}

byId('sign-in').addEventListener('submit', event => {
  event.preventDefault();
  void enter(byId('token').value.trim());
});
byId('sign-out').addEventListener('click', async () => {
  await signOut().catch(error => say(error.message));
  view.replaceChildren();
  known = nothingKnown();
  show('sign-in');
});
byId('refresh').addEventListener('click', load);
form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('change', () => void apply(filtersFromForm(form)));

showFilters(form, filters, known);
const token = new URLSearchParams(location.hash.slice(1)).get('token');
if (token === null) void load();
else {
  history.replaceState(null, '', location.pathname + location.search);
  void enter(token);
}
