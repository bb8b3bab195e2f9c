/** The latest answers, word for word. */

import {h} from './dom.js';
import * as format from './format.js';

const shownElsewhere = new Set(['score', 'comment', 'reasons', 'contact', 'consents', 'title', 'text', 'name', 'email']);

function badge({score, category, element}) {
  if (typeof score === 'number')
    return h('span', {class: `score ${category ?? ''}`}, h('span', {class: 'hidden-text'}, 'Score '), format.score(score));
  return h('span', {class: 'score'}, element === 'cx-call' ? '☎' : '–');
}

function words(answers) {
  const lines = [];
  if (answers.title) lines.push(h('p', {class: 'title'}, answers.title));
  for (const text of [answers.text, answers.comment]) if (text) lines.push(h('p', {class: 'comment', dir: 'auto'}, text));
  return lines;
}

function chips(answers) {
  const reasons = Array.isArray(answers.reasons) ? answers.reasons : [];
  return (
    reasons.length > 0 &&
    h(
      'ul',
      {class: 'chips', 'aria-label': 'Reasons'},
      reasons.map(reason => h('li', {}, String(reason))),
    )
  );
}

function plain(value) {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function extras({answers, context, page}) {
  const email = answers.contact?.email ?? answers.email;
  const rows = [
    ['Name', answers.name],
    ['E-mail', email && h('a', {href: `mailto:${encodeURIComponent(email).replace('%40', '@')}`}, email)],
    ['Phone', answers.contact?.phone],
    ...Object.entries(answers)
      .filter(([key]) => !shownElsewhere.has(key))
      .map(([key, value]) => [key, plain(value)]),
    ...Object.entries(context ?? {}).map(([key, value]) => [key, plain(value)]),
    ['Page', page?.url],
  ].filter(([, value]) => value !== undefined && value !== null && value !== '');
  return (
    rows.length > 0 &&
    h(
      'dl',
      {class: 'extras'},
      rows.map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value))),
    )
  );
}

function answer(item) {
  const answers = item.answers ?? {};
  const silent = !answers.comment && !answers.text && !answers.title;
  return h(
    'li',
    {class: 'answer'},
    badge(item),
    h(
      'div',
      {class: 'said'},
      h(
        'p',
        {class: 'muted small'},
        h('b', {}, item.survey),
        ' · ',
        h('time', {datetime: item.occurredAt, title: format.when(item.occurredAt)}, format.ago(item.occurredAt)),
        item.partial && h('span', {class: 'tag'}, 'unfinished'),
      ),
      words(answers),
      silent && h('p', {class: 'muted'}, 'No comment'),
      chips(answers),
      extras({...item, answers}),
    ),
  );
}

/** The list with its first page; `more(cursor)` reads the next one. */
export function latest(first, more) {
  const list = h('ol', {class: 'answers', id: 'answers'}, first.items.map(answer));
  const problem = h('p', {class: 'problem', role: 'alert'});
  let next = first.next;
  const button = h('button', {class: 'primary plain', type: 'button'}, 'Load more');
  button.hidden = next === null || next === undefined;
  button.addEventListener('click', async () => {
    button.disabled = true;
    problem.textContent = '';
    try {
      const page = await more(next);
      const added = page.items.map(answer);
      list.append(...added);
      next = page.next;
      button.hidden = next === null || next === undefined;
      if (button.hidden && added.length > 0) {
        added[0].tabIndex = -1;
        added[0].focus();
      }
    } catch (error) {
      problem.textContent = error.message;
    }
    button.disabled = false;
  });
  return h(
    'section',
    {class: 'card latest', 'aria-labelledby': 'latest-title'},
    h('h2', {id: 'latest-title'}, 'Latest answers'),
    list,
    problem,
    button,
  );
}
