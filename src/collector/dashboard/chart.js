/** The course of one survey over time: its score as a line, its answers as bars below. */

import {bucketLabel} from './buckets.js';
import {h, s} from './dom.js';
import * as format from './format.js';

const top = 10;
const lineHeight = 112;
const gap = 18;
const barHeight = 44;
const axis = 22;
const left = 36;
const height = top + lineHeight + gap + barHeight + axis;

function segments(points) {
  const runs = [];
  let run = [];
  for (const point of points) {
    if (point.y === undefined) {
      if (run.length > 0) runs.push(run);
      run = [];
    } else run.push(point);
  }
  return run.length > 0 ? [...runs, run] : runs;
}

function labelEvery(total, width) {
  return Math.max(1, Math.ceil(total / Math.max(2, Math.floor((width - left) / 84))));
}

function draw(svg, {points, step, range, value, say}, width) {
  const {min, max, ticks} = range;
  const slot = (width - left - 4) / points.length;
  const most = Math.max(1, ...points.map(point => point.responses));
  const yOf = score => top + lineHeight * (1 - (score - min) / (max - min));
  const floor = top + lineHeight + gap + barHeight;
  const placed = points.map((point, i) => {
    const score = value(point);
    return {x: left + slot * (i + 0.5), y: typeof score === 'number' ? yOf(score) : undefined, point};
  });
  const every = labelEvery(points.length, width);
  const bar = Math.max(1, Math.min(26, slot * 0.68));

  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('height', String(height));
  svg.replaceChildren(
    ...ticks.flatMap(tick => [
      s('line', {class: 'grid', x1: left, x2: width, y1: yOf(tick), y2: yOf(tick)}),
      s('text', {class: 'tick', x: left - 8, y: yOf(tick) + 4, 'text-anchor': 'end'}, format.score(tick)),
    ]),
    s('line', {class: 'grid', x1: left, x2: width, y1: floor, y2: floor}),
    ...placed.map(({x, point}) => {
      const size = point.responses === 0 ? 0 : Math.max(2, (barHeight * point.responses) / most);
      return s('rect', {class: 'bar', x: x - bar / 2, y: floor - size, width: bar, height: size, rx: Math.min(3, bar / 3)});
    }),
    ...segments(placed).map(run => s('polyline', {class: 'line', points: run.map(({x, y}) => `${x},${y}`).join(' ')})),
    ...placed
      .filter(({y}) => y !== undefined && points.length <= 62)
      .map(({x, y}) => s('circle', {class: 'dot', cx: x, cy: y, r: 3})),
    ...placed
      .filter((_, i) => i % every === Math.floor((every - 1) / 2))
      .map(({x, point}) =>
        s(
          'text',
          {class: 'tick', x: Math.min(x, width - 22), y: height - 5, 'text-anchor': 'middle'},
          bucketLabel(point.start, step),
        ),
      ),
    ...placed.map(({x, point}) =>
      s('rect', {class: 'hit', x: x - slot / 2, y: 0, width: slot, height: floor, onpointerenter: () => say(point)}),
    ),
  );
}

function table({points, step, value, heading, show}) {
  return h(
    'details',
    {class: 'data'},
    h('summary', {}, 'Show as a table'),
    h(
      'div',
      {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': `${heading} over time, as a table`},
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h('tr', {}, h('th', {scope: 'col'}, 'From'), h('th', {scope: 'col'}, heading), h('th', {scope: 'col'}, 'Answers')),
        ),
        h(
          'tbody',
          {},
          points.map(point => {
            const score = value(point);
            return h(
              'tr',
              {},
              h('th', {scope: 'row'}, bucketLabel(point.start, step)),
              h('td', {}, typeof score === 'number' ? show(score) : '–'),
              h('td', {}, format.count(point.responses)),
            );
          }),
        ),
      ),
    ),
  );
}

/** Draws the course: `points` without gaps, `range` the axis, `value` picks the score of a point. */
export function course({points, step, range, value, heading, show}) {
  const usual = `${heading} and number of answers by ${step}`;
  const readout = h('p', {class: 'readout', 'aria-hidden': 'true'}, usual);
  const say = point => {
    const score = value(point);
    readout.textContent = `${bucketLabel(point.start, step)}: ${typeof score === 'number' ? `${heading} ${show(score)}, ` : ''}${format.count(point.responses)} answers`;
  };
  const svg = s('svg', {
    class: 'course',
    role: 'img',
    'aria-label': `${usual}; the table below holds the same numbers`,
    onpointerleave: () => (readout.textContent = usual),
  });
  const box = h('div', {class: 'course-box'}, svg);
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width > 0) draw(svg, {points, step, range, value, say}, width);
  }).observe(box);
  return h('figure', {class: 'over-time'}, h('figcaption', {}, readout), box, table({points, step, value, heading, show}));
}
