/**
 * Every state of every element, for tests and for pictures alike.
 *
 * @typedef {object} State
 * @property {string} name The element and what it shows.
 * @property {string} markup The element, and what stands around it.
 * @property {string[]} [steps] What brings it there: see `stage`.
 * @property {boolean} [isDesktop] True for what phones have no need of.
 * @property {boolean} [isFirst] True for the one state of an element and mode that engines other than Chromium are shown.
 */

const opinions = [
  [
    '5',
    '2026-11-02',
    'Nora',
    'Warm light, and a heavy foot',
    'It stands where the old one stood, and the room is another.',
    'verified',
  ],
  [
    '2',
    '2026-10-12',
    '',
    'The switch broke',
    'After a month the switch was loose. It was replaced within a week.',
    'verified incentivised',
  ],
  ['4', '2026-09-30', 'Ilmari', '', 'Lovely, but the cable is short.', ''],
]
  .map(([score, date, name, title, text, marks]) => {
    const kinds = marks.split(' ').filter(Boolean);
    const given = kinds.map(mark => ` data-${mark}`).join('');
    return `<article data-score="${score}" data-date="${date}" data-name="${name}" data-title="${title}"${given}>${text}</article>`;
  })
  .join('');

const never = 'closed="2020-01-01/2099-12-31"';
const tel = 'tel="+358 40 123 4567"';
const links = 'links="google=https://g.example/ trustpilot=https://t.example/"';
const two = 'photos="3"';

/** The looks in which every state is tried; `words` are characters that the language has. */
export const looks = {
  light: {theme: 'light'},
  dark: {theme: 'dark'},
  Arabic: {lang: 'ar', dir: 'rtl', words: '[\u0600-\u06ff]'},
};

/** @type {State[]} */
export const states = [
  {name: 'nps: question', markup: '<cx-nps brand="Northwind"></cx-nps>', isFirst: true},
  {
    name: 'nps: follow-up',
    markup: '<cx-nps reasons="price=Price | delivery=Delivery | staff=Staff" contact="email"></cx-nps>',
    steps: ['score 9'],
  },
  {name: 'nps: wrong address', markup: '<cx-nps contact="email"></cx-nps>', steps: ['score 2', 'write email x', 'submit']},
  {name: 'nps: near the end of the comment', markup: '<cx-nps></cx-nps>', steps: ['score 7', 'fill comment 4980']},
  {name: 'nps: thanks', markup: '<cx-nps></cx-nps>', steps: ['score 9', 'submit', 'see [part=thanks]'], isFirst: true},
  {name: 'nps: popover', markup: '<cx-nps show-as="popover" show-when="manual"></cx-nps>', steps: ['show'], isFirst: true},
  {name: 'nps: popover, follow-up', markup: '<cx-nps show-as="popover" show-when="manual"></cx-nps>', steps: ['show', 'score 3']},
  {name: 'nps: dialog', markup: '<cx-nps show-as="dialog" show-when="manual"></cx-nps>', steps: ['show'], isFirst: true},
  {name: 'nps: banner', markup: '<cx-nps show-as="banner" show-when="manual"></cx-nps>', steps: ['show'], isFirst: true},

  {name: 'rating: stars', markup: '<cx-rating></cx-rating>', isFirst: true},
  {name: 'rating: half stars, one chosen', markup: '<cx-rating step="0.5"></cx-rating>', steps: ['score 3.5']},
  {name: 'rating: hearts', markup: '<cx-rating look="heart"></cx-rating>', steps: ['score 4']},
  {name: 'rating: faces', markup: '<cx-rating look="emoji"></cx-rating>', steps: ['score 2']},
  {name: 'rating: thumbs', markup: '<cx-rating look="thumb"></cx-rating>', steps: ['score 1']},
  {name: 'rating: numbers to ten', markup: '<cx-rating look="number" max="10"></cx-rating>'},
  {name: 'rating: ten stars', markup: '<cx-rating max="10"></cx-rating>'},
  {name: 'rating: thanks', markup: '<cx-rating></cx-rating>', steps: ['score 4', 'submit', 'see [part=thanks]']},
  {
    name: 'rating: shown',
    markup: '<cx-rating mode="show" value="4.4" count="128"></cx-rating>',
    steps: ['see .shown'],
    isFirst: true,
  },
  {
    name: 'rating: shown as hearts, none counted',
    markup: '<cx-rating mode="show" look="heart" value="2.5"></cx-rating>',
    steps: ['see .shown'],
  },
  {name: 'rating: field', markup: '<form><cx-rating name="taste" required></cx-rating></form>', isFirst: true},
  {name: 'rating: field, disabled', markup: '<form><cx-rating name="taste" value="3" disabled></cx-rating></form>'},
  {name: 'rating: field, readonly', markup: '<form><cx-rating name="taste" value="3" readonly></cx-rating></form>'},

  {name: 'effort: question', markup: '<cx-effort brand="Northwind"></cx-effort>', isFirst: true},
  {
    name: 'effort: wrong number',
    markup: '<cx-effort contact="phone"></cx-effort>',
    steps: ['score 2', 'write phone 1', 'submit'],
  },
  {name: 'effort: thanks', markup: '<cx-effort></cx-effort>', steps: ['score 6', 'submit', 'see [part=thanks]']},

  {name: 'review: question', markup: '<cx-review product="lamp=Lamp"></cx-review>', isFirst: true},
  {
    name: 'review: form',
    markup: `<cx-review ${links} ${two} reward="5 % off" terms-url="/terms" policy-url="/checks"><span slot="consent">We show it here.</span></cx-review>`,
    steps: ['score 4', 'see .add'],
  },
  {
    name: 'review: too short',
    markup: '<cx-review min-length="20"></cx-review>',
    steps: ['score 4', 'write text Good.', 'submit'],
  },
  {name: 'review: photos', markup: `<cx-review ${two}></cx-review>`, steps: ['score 5', 'see .add', 'photo', 'see .photo.ready']},
  {
    name: 'review: thanks',
    markup: `<cx-review ${links} policy-url="/checks"></cx-review>`,
    steps: ['score 2', 'write text Long enough to be sent.', 'submit', 'see [part=thanks]'],
  },
  {
    name: 'review: first of three',
    markup: '<cx-review product="lamp=Lamp | cup=Cup | rug=Rug"></cx-review>',
    steps: ['score 5', 'see [part=skip]'],
  },
  {
    name: 'review: on to the second',
    markup: '<cx-review product="lamp=Lamp | cup=Cup"></cx-review>',
    steps: ['score 5', 'submit', 'see [part=next]'],
  },
  {name: 'review: dialog', markup: '<cx-review show-as="dialog" show-when="manual"></cx-review>', steps: ['show', 'score 4']},

  {
    name: 'list: reviews',
    markup: `<cx-review-list page-size="2" policy-url="/checks">${opinions}</cx-review-list>`,
    steps: ['see [part=more]'],
    isFirst: true,
  },
  {name: 'list: failed', markup: '<cx-review-list src="/nowhere.json"></cx-review-list>', steps: ['see [role=alert]']},
  {name: 'list: loading', markup: '<cx-review-list src="/never.json"></cx-review-list>', steps: ['see .wait']},
  {name: 'list: none yet', markup: '<cx-review-list src="/none.json"></cx-review-list>', steps: ['see .small[role=status]']},

  {name: 'call: number', markup: `<cx-call ${tel}></cx-call>`, isFirst: true},
  {
    name: 'call: open',
    markup: `<cx-call ${tel} hours="Mo-Su 00:00-24:00" channels="whatsapp=+358401234567 telegram=northwind viber=+358401234567 mailto=help@shop.example"></cx-call>`,
    steps: ['see [part=links]'],
    isFirst: true,
  },
  {name: 'call: closed', markup: `<cx-call ${tel} ${never} when-closed="message"></cx-call>`, steps: ['see .hours']},
  {name: 'call: code', markup: `<cx-call ${tel} desktop="qr"></cx-call>`, steps: ['see [part=code]'], isDesktop: true},
  {
    name: 'call: callback',
    markup: `<cx-call ${tel} ${never} when-closed="form"></cx-call>`,
    steps: ['see .callback'],
    isFirst: true,
  },
  {
    name: 'call: callback, wrong number',
    markup: `<cx-call ${tel} ${never} when-closed="form"></cx-call>`,
    steps: ['see .callback', 'write phone 12', 'submit', 'see .bad'],
  },
  {
    name: 'call: callback, asked for',
    markup: `<cx-call ${tel} ${never} when-closed="form"></cx-call>`,
    steps: ['see .callback', 'write phone +358401112223', 'submit', 'see .said'],
  },
  {
    name: 'call: popover',
    markup: `<cx-call ${tel} show-as="popover" show-when="manual"></cx-call>`,
    steps: ['show'],
    isFirst: true,
  },
];

/**
 * Puts a state into a page, and resolves once it is drawn. Runs in the page, so it needs nothing but itself.
 *
 * Steps: `score 9` chooses, `write NAME TEXT` and `fill NAME LENGTH` type, `submit` sends, `photo` chooses one, `show` opens,
 * `see SELECTOR` waits for a part.
 *
 * @param {State} state
 * @param {{theme?: string, lang?: string, dir?: string, words?: string}} look `words`: characters that its language has.
 */
export async function stage({markup, steps = []}, {theme = 'light', lang = 'en', dir = 'ltr', words = ''} = {}) {
  const until = async find => {
    for (const end = performance.now() + 8000; performance.now() < end; await new Promise(done => setTimeout(done, 20))) {
      const found = find();
      if (found) return found;
    }
    throw new Error(`${markup} has not got so far: ${find}\n${document.querySelector('main > *')?.shadowRoot?.innerHTML}`);
  };
  // What the lists of these states are told, whoever serves the page.
  const known = {'/nowhere.json': () => Promise.reject(new TypeError('offline')), '/never.json': () => new Promise(() => {})};
  const none = {items: [], summary: {count: 0, mean: null, distribution: [0, 0, 0, 0, 0]}, next: null};
  const real = (globalThis.realFetch ??= globalThis.fetch);
  globalThis.fetch = (url, ...more) => {
    const {pathname} = new URL(url?.url ?? url, location.href);
    return pathname === '/none.json' ? Promise.resolve(Response.json(none)) : (known[pathname]?.() ?? real(url, ...more));
  };
  sessionStorage.clear();
  const [root, main] = [document.documentElement, document.querySelector('main') ?? document.createElement('main')];
  root.style.colorScheme = theme;
  main.lang = lang;
  main.dir = dir;
  main.style.cssText = `color-scheme: ${theme}; background: Canvas; color: CanvasText`;
  main.innerHTML = markup.replace(/<(cx-[\w-]+)/g, `<$1 theme="${theme}"`);
  document.body.append(main);
  const el = main.querySelector('cx-nps, cx-rating, cx-effort, cx-review, cx-review-list, cx-call');
  const inside = selector => el.shadowRoot.querySelector(selector);
  const enter = async (name, text) => {
    const field = await until(() => inside(`[name="${name}"]:is(input, textarea)`));
    field.value = text;
    field.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
  };
  const acts = {
    show: () => el.show(),
    see: selector => until(() => inside(selector)),
    write: given => enter(given.split(' ')[0], given.slice(given.indexOf(' ') + 1)),
    fill: given => enter(given.split(' ')[0], 'x'.repeat(+given.split(' ')[1])),
    async score(value) {
      const radio = await until(() => el.shadowRoot.querySelectorAll('input[type=radio]')[el.values.indexOf(+value)]);
      // Near: what follows is fetched.
      inside('form')?.dispatchEvent(new Event('pointerenter'));
      radio.click();
      await until(() => el.isField || inside('[part=submit]'));
    },
    async submit() {
      inside('form').dispatchEvent(new Event('submit', {bubbles: true, cancelable: true}));
    },
    async photo() {
      const canvas = Object.assign(document.createElement('canvas'), {width: 64, height: 48});
      const brush = canvas.getContext('2d');
      brush.fillStyle = '#b9742f';
      brush.fillRect(0, 0, 64, 48);
      const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg'));
      const transfer = new DataTransfer();
      transfer.items.add(new File([blob], 'lamp.jpg', {type: 'image/jpeg'}));
      const input = inside('input[type=file]');
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', {bubbles: true}));
    },
  };
  await until(() => customElements.get(el.localName) && el.shadowRoot);
  await el.updateComplete;
  for (const step of steps) {
    const [name] = step.split(' ');
    await acts[name](step.slice(name.length + 1));
    await el.updateComplete;
  }
  const text = () =>
    el.shadowRoot.textContent +
    [...el.shadowRoot.querySelectorAll('[aria-label]')].map(one => one.ariaLabel ?? one.getAttribute('aria-label'));
  // The form of a field says nothing itself.
  if (words) await until(() => el.isField || new RegExp(words).test(text()));
  await el.updateComplete;
  const running = [...document.getAnimations(), ...el.shadowRoot.getAnimations()].filter(
    animation => animation.effect?.getComputedTiming().endTime < Infinity,
  );
  for (const animation of running) animation.finish();
  await Promise.all(running.map(({finished}) => finished.catch(() => {})));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}
