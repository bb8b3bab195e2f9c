/** One card for each survey: the number, how sure it is, how the answers spread, how it went. */

import {fillGaps} from './buckets.js';
import {course} from './chart.js';
import {h} from './dom.js';
import * as format from './format.js';

const recommendationWords = {detractor: 'Detractors', passive: 'Passives', promoter: 'Promoters'};
const otherWords = {detractor: 'Low', passive: 'Middle', promoter: 'High'};

function whisker(nps) {
  const at = value => `${(value + 100) / 2}%`;
  const words = `NPS ${format.nps(nps.score)}, 95 % interval from ${format.nps(nps.low)} to ${format.nps(nps.high)}`;
  return h(
    'div',
    {class: 'whisker', role: 'img', 'aria-label': words, '--low': at(nps.low), '--high': at(nps.high), '--at': at(nps.score)},
    h('i', {class: 'zero'}),
    h('i', {class: 'span'}),
    h('i', {class: 'point'}),
    h('span', {class: 'ends', 'aria-hidden': 'true'}, h('span', {}, '−100'), h('span', {}, '0'), h('span', {}, '+100')),
  );
}

function shares(counts, words) {
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0) || 1;
  return h(
    'ul',
    {class: 'shares'},
    Object.entries(words).map(([name, word]) =>
      h(
        'li',
        {class: name, '--share': counts[name] / total},
        h('span', {}, word),
        h('b', {}, format.share(counts[name] / total)),
      ),
    ),
  );
}

function countByCategory(group, scale) {
  const counts = {detractor: 0, passive: 0, promoter: 0};
  for (const [score, n] of Object.entries(group.distribution ?? {})) counts[format.category(Number(score), scale, false)] += n;
  return counts;
}

function headline(group) {
  if (group.nps) {
    return h(
      'div',
      {class: 'headline'},
      h('p', {class: 'big'}, format.nps(group.nps.score), h('small', {}, 'NPS')),
      whisker(group.nps),
      h('p', {class: 'muted small'}, `95 % sure: between ${format.nps(group.nps.low)} and ${format.nps(group.nps.high)}`),
      shares({detractor: group.nps.detractors, passive: group.nps.passives, promoter: group.nps.promoters}, recommendationWords),
    );
  }
  if (typeof group.mean === 'number') {
    const {min, max} = group.scale ?? {min: 1, max: 5};
    return h(
      'div',
      {class: 'headline'},
      h('p', {class: 'big'}, format.mean(group.mean), h('small', {}, `of ${format.score(max)}`)),
      h('div', {class: 'level', '--level': `${(100 * (group.mean - min)) / (max - min)}%`}, h('i')),
      h(
        'p',
        {class: 'muted small'},
        `Mean of ${format.count(group.responses)} ${group.responses === 1 ? 'answer' : 'answers'} from ${format.score(min)} to ${format.score(max)}`,
      ),
      shares(countByCategory(group, {min, max}), otherWords),
    );
  }
  const [value, word] = group.element === 'cx-call' ? [group.called ?? 0, 'calls'] : [group.responses, 'answers'];
  return h('div', {class: 'headline'}, h('p', {class: 'big'}, format.count(value), h('small', {}, word)));
}

function facts(group) {
  const isCall = group.element === 'cx-call';
  const acts = isCall ? (group.called ?? 0) : group.responses;
  const rows = isCall ? [] : [['Answers', format.count(acts)]];
  if (group.shown > 0)
    rows.push(
      [isCall ? 'Call rate' : 'Answer rate', format.share(Math.min(1, acts / group.shown))],
      ['Seen', format.count(group.shown)],
    );
  if (group.nps && typeof group.mean === 'number') rows.push(['Mean', format.mean(group.mean)]);
  if (group.partial > 0) rows.push(['Unfinished', format.count(group.partial)]);
  if (group.dismissed > 0) rows.push(['Closed', format.count(group.dismissed)]);
  return h(
    'dl',
    {class: 'facts'},
    rows.map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value))),
  );
}

function distribution(group) {
  const entries = Object.entries(group.distribution ?? {})
    .map(([key, n]) => [Number(key), n])
    .sort((a, b) => a[0] - b[0]);
  if (entries.length === 0) return undefined;
  const total = entries.reduce((sum, [, n]) => sum + n, 0) || 1;
  const most = Math.max(1, ...entries.map(([, n]) => n));
  const scale = group.scale ?? {min: entries[0][0], max: entries.at(-1)[0]};
  return h(
    'figure',
    {class: 'spread'},
    h('figcaption', {class: 'muted small'}, 'How the answers spread'),
    h(
      'ul',
      {'--columns': entries.length},
      entries.map(([value, n]) =>
        h(
          'li',
          {
            class: format.category(value, scale, Boolean(group.nps)),
            title: `${format.score(value)}: ${format.count(n)} (${format.share(n / total)})`,
          },
          h('span', {class: 'n'}, format.count(n)),
          h('i', {'--size': n / most, '--least': n > 0 ? '2px' : '0px'}),
          h('b', {}, format.score(value)),
        ),
      ),
    ),
  );
}

function overTime(group, series, step, axis) {
  const own = series.filter(
    point =>
      point.survey === group.survey &&
      (point.touchpoint ?? '') === (group.touchpoint ?? '') &&
      (point.site ?? group.site) === group.site &&
      (point.element ?? group.element) === group.element,
  );
  const points = fillGaps(own, step, axis);
  if (points.length === 0) return undefined;
  if (group.nps) {
    return course({
      points,
      step,
      heading: 'NPS',
      show: format.nps,
      value: point => point.nps?.score ?? point.nps,
      range: {min: -100, max: 100, ticks: [-100, 0, 100]},
    });
  }
  const {min, max} = group.scale ?? {min: 1, max: 5};
  return course({
    points,
    step,
    heading: 'Mean',
    show: format.mean,
    value: point => point.mean,
    range: {min, max, ticks: [min, (min + max) / 2, max]},
  });
}

/** Draws the card of one group of the report. */
export function groupCard(group, series, {step, axis, severalSites}) {
  const title = group.touchpoint ? `${format.kind(group.element)}: ${group.touchpoint}` : format.kind(group.element);
  const about = [group.survey, severalSites && group.site].filter(Boolean).join(' · ');
  return h(
    'article',
    {class: 'card group'},
    h('header', {}, h('h2', {}, title), h('p', {class: 'muted small'}, about)),
    headline(group),
    h('div', {class: 'middle'}, facts(group), distribution(group)),
    overTime(group, series, step, axis),
  );
}

/** Says which answers never arrived, should there be any. */
export function lostAnswers(lost) {
  const total = lost.reduce((sum, {count}) => sum + count, 0);
  if (total === 0) return undefined;
  const causes = [...new Set(lost.map(({code}) => code))].join(', ');
  return h(
    'p',
    {class: 'card notice'},
    h('b', {}, `${format.count(total)} ${total === 1 ? 'answer was' : 'answers were'} refused and not stored`),
    ` (${causes}). The browsers that sent them still hold them.`,
  );
}

/** The figures of all surveys together. */
export function totals(groups) {
  const sum = name => groups.reduce((all, group) => all + (group[name] ?? 0), 0);
  const seen = groups.filter(group => group.shown > 0 && group.element !== 'cx-call');
  const shown = seen.reduce((all, group) => all + group.shown, 0);
  const answered = seen.reduce((all, group) => all + group.responses, 0);
  const tiles = [
    ['Answers', format.count(sum('responses'))],
    ['Answer rate', shown > 0 ? format.share(Math.min(1, answered / shown)) : '–'],
    ['Times seen', format.count(sum('shown'))],
    ['Calls', format.count(sum('called'))],
  ];
  return h(
    'dl',
    {class: 'totals'},
    tiles.map(([term, value]) => h('div', {class: 'card'}, h('dt', {}, term), h('dd', {}, value))),
  );
}
