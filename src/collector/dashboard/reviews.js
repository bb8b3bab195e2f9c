/** The page on which reviews are read, published and hidden, one at a time. */

import {judge, read, Refusal} from './api.js';
import {byId, h} from './dom.js';
import * as format from './format.js';
import {reviewCard} from './review-card.js';

const view = byId('view');
const dialog = byId('ask');
let running = new AbortController();
/** What the open dialog is about. */
let asked;
/** Where the keyboard goes on after a review was judged. */
let resume = byId('content');

const emptyWords = {
  waiting: ['Nothing waits', 'Every review has been read. New ones show up here.'],
  published: ['Nothing is published yet', 'Reviews that you publish are listed here, and on your pages.'],
  hidden: ['Nothing is hidden', 'Reviews that you hide are listed here, with the reason.'],
};

const state = () => new FormData(byId('states')).get('state');

function say(text) {
  byId('status').textContent = text;
}

function note(title, text, ...more) {
  return h('section', {class: 'card empty'}, h('h2', {}, title), h('p', {class: 'muted'}, text), ...more);
}

/** Takes a card that was judged off the list, and leads the keyboard to the next one. */
function leave(card, word) {
  const next = card.nextElementSibling ?? card.previousElementSibling;
  card.remove();
  say(word);
  resume = next ?? byId('content');
  resume.focus();
  if (!next) void load();
}

async function decide(card, item, body, word) {
  const buttons = card.querySelectorAll('button');
  for (const button of buttons) button.disabled = true;
  try {
    await judge(item, body);
    leave(card, word);
    return undefined;
  } catch (error) {
    for (const button of buttons) button.disabled = false;
    return error.message;
  }
}

function cardOf(item) {
  return reviewCard(item, {
    onPublish: async card => {
      card.querySelector('.problem').textContent = (await decide(card, item, {state: 'published'}, 'Published')) ?? '';
    },
    onHide: card => {
      asked = {card, item};
      byId('hide').reset();
      byId('hide-problem').textContent = '';
      dialog.showModal();
    },
  });
}

function list(first) {
  const cards = h('ol', {class: 'reviews', id: 'reviews', 'aria-label': 'Reviews'}, first.items.map(cardOf));
  const problem = h('p', {class: 'problem', role: 'alert'});
  let next = first.next;
  const more = h('button', {class: 'primary plain', type: 'button'}, 'Load more');
  more.hidden = next === null;
  more.addEventListener('click', async () => {
    more.disabled = true;
    problem.textContent = '';
    try {
      const page = await read('/api/reviews', {state: state(), limit: 20, cursor: next});
      const added = page.items.map(cardOf);
      cards.append(...added);
      next = page.next;
      more.hidden = next === null;
      added[0]?.focus();
    } catch (error) {
      problem.textContent = error.message;
    }
    more.disabled = false;
  });
  return [cards, problem, more];
}

async function load() {
  running.abort();
  running = new AbortController();
  const {signal} = running;
  const wanted = state();
  view.setAttribute('aria-busy', 'true');
  try {
    const page = await read('/api/reviews', {state: wanted, limit: 20}, signal);
    view.replaceChildren(...(page.items.length > 0 ? list(page) : [note(...emptyWords[wanted])]));
    say(`${format.count(page.items.length)} reviews, ${wanted}`);
  } catch (error) {
    if (signal.aborted) return;
    const isStranger = error instanceof Refusal && error.status === 401;
    view.replaceChildren(
      isStranger
        ? note(
            'Sign in first',
            'Sign in on the report page with the admin token, then come back.',
            h('a', {href: '/'}, 'Sign in'),
          )
        : note(
            'The reviews could not be read',
            error.message,
            h('button', {class: 'primary', type: 'button', onclick: load}, 'Try again'),
          ),
    );
  }
  view.setAttribute('aria-busy', 'false');
}

byId('states').addEventListener('submit', event => event.preventDefault());
byId('states').addEventListener('change', () => {
  history.replaceState(null, '', `?state=${state()}`);
  void load();
});
byId('cancel').addEventListener('click', () => dialog.close());
byId('hide').addEventListener('submit', async event => {
  event.preventDefault();
  const {card, item} = asked;
  const reason = byId('reason').value.trim();
  const problem = reason ? await decide(card, item, {state: 'hidden', reason}, 'Hidden') : 'Please say why.';
  byId('hide-problem').textContent = problem ?? '';
  if (problem !== undefined) return byId('reason').focus();
  dialog.close();
  // Closing gives the keyboard back to a button that is gone.
  resume.focus();
});

const wanted = new URLSearchParams(location.search).get('state');
for (const radio of byId('states').elements.namedItem('state')) if (radio.value === wanted) radio.checked = true;
void load();
