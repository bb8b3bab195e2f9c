/** One review with its stars, words, photos and marks. */

import {h} from './dom.js';
import * as format from './format.js';

const flagWords = {
  clock: 'Clock of the device is off',
  honeypot: 'Filled in a hidden field',
  'too-fast': 'Written in less than a second',
};

function stars(score) {
  if (typeof score !== 'number') return h('span', {class: 'muted'}, 'No stars');
  const full = Math.round(Math.min(5, Math.max(0, score)));
  return h(
    'span',
    {class: 'stars', role: 'img', 'aria-label': `${format.score(score)} of 5 stars`},
    h('span', {}, '★'.repeat(full)),
    h('span', {class: 'dim'}, '★'.repeat(5 - full)),
  );
}

function photos(urls, label) {
  const own = urls.filter(url => /^\/uploads\/[\w-]+$/.test(url));
  return (
    own.length > 0 &&
    h(
      'ul',
      {class: 'photos', 'aria-label': label},
      own.map((url, n) =>
        h(
          'li',
          {},
          h('a', {href: url, target: '_blank', rel: 'noopener'}, h('img', {src: url, alt: `Photo ${n + 1}`, loading: 'lazy'})),
        ),
      ),
    )
  );
}

function marks({verified, incentivised, flags}) {
  const words = [
    verified && ['Verified order', 'good'],
    incentivised && ['Rewarded', ''],
    ...flags.map(flag => [flagWords[flag] ?? flag, 'odd']),
  ].filter(Boolean);
  return (
    words.length > 0 &&
    h(
      'ul',
      {class: 'chips', 'aria-label': 'Marks'},
      words.map(([word, kind]) => h('li', {class: kind}, word)),
    )
  );
}

function judgement({state, reason, decidedAt}) {
  if (!decidedAt) return false;
  const when = h('time', {datetime: decidedAt, title: format.when(decidedAt)}, format.ago(decidedAt));
  if (state === 'hidden') return h('p', {class: 'judged small', dir: 'auto'}, h('b', {}, 'Hidden '), when, `: ${reason ?? ''}`);
  if (state === 'published') return h('p', {class: 'muted small'}, 'Published ', when);
  return h(
    'p',
    {class: 'judged small', dir: 'auto'},
    reason ? `This was hidden before: ${reason}` : 'Changed since it was published.',
  );
}

/** The card of a review; `onPublish` and `onHide` are called with the card. */
export function reviewCard(item, {onPublish, onHide}) {
  const hasNews = item.newPhotos.length > 0;
  const titleId = `review-${crypto.randomUUID()}`;
  const card = h(
    'li',
    {class: 'card review', tabindex: '-1', 'aria-labelledby': titleId},
    h(
      'header',
      {},
      stars(item.score),
      h(
        'p',
        {class: 'muted small'},
        h('b', {dir: 'auto'}, item.name ?? 'No name'),
        item.product && [' · ', h('span', {dir: 'auto'}, item.product)],
        ' · ',
        item.site,
        ' · ',
        h('time', {datetime: item.occurredAt, title: format.when(item.occurredAt)}, format.ago(item.occurredAt)),
      ),
    ),
    h('h2', {id: titleId, dir: 'auto', class: item.title ? undefined : 'hidden-text'}, item.title ?? 'Review without a title'),
    item.text ? h('p', {class: 'comment', dir: 'auto'}, item.text) : h('p', {class: 'muted'}, 'No text'),
    photos(item.photos, 'Photos'),
    hasNews && h('p', {class: 'small'}, h('b', {}, 'Came later, not shown yet:')),
    photos(item.newPhotos, 'New photos'),
    marks(item),
    judgement(item),
    h('p', {class: 'problem', role: 'alert'}),
    h(
      'div',
      {class: 'choices'},
      (item.state !== 'published' || hasNews) &&
        h(
          'button',
          {class: 'primary', type: 'button', onclick: () => onPublish(card)},
          item.state === 'published' ? 'Publish new photos' : 'Publish',
        ),
      item.state !== 'hidden' &&
        h('button', {class: 'primary plain', type: 'button', 'aria-haspopup': 'dialog', onclick: () => onHide(card)}, 'Hide…'),
    ),
  );
  return card;
}
