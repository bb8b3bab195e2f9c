import axe from 'axe-core';
import {afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import type {CxElement} from '../../src/elements/cx-element.js';
import {SurveyElement} from '../../src/elements/survey-element.js';
import {write} from '../../src/survey/flow.js';
import {clearPage, defineAll, drawn, mount, parts, radios, submit} from './harness.js';

beforeAll(defineAll);
afterEach(clearPage);

const markups = [
  '<cx-nps reasons="price=Price | delivery=Delivery" contact="email"></cx-nps>',
  '<cx-effort contact="phone"></cx-effort>',
  '<cx-rating></cx-rating>',
  '<cx-rating step="0.5"></cx-rating>',
  '<cx-rating max="10"></cx-rating>',
  '<cx-rating look="emoji"></cx-rating>',
  '<cx-rating look="thumb"></cx-rating>',
  '<cx-rating look="heart"></cx-rating>',
  '<cx-rating look="number" max="11"></cx-rating>',
  '<cx-review links="google=https://g.example/ trustpilot=https://t.example/" min-length="20"></cx-review>',
  '<cx-review links="google=https://g.example/" reward="5 % off" terms-url="/terms" policy-url="/reviews"><span slot="consent">We may write to you.</span></cx-review>',
  '<cx-call tel="+358 40 123 4567"></cx-call>',
];
const asking = markups.slice(0, -1);

/** Draws markup in a box of this width; the text of the page around it has the colours of the theme. */
const draw = async (markup: string, attributes = '', widthPx = 600) => {
  const el = await mount<CxElement>(`<main ${attributes}>${markup}</main>`);
  const main = document.querySelector('main')!;
  main.style.inlineSize = `${widthPx}px`;
  await drawn(el);
  return el;
};

/** Brings a survey to one of its states, drawn. */
const bring = async (el: CxElement, state: string) => {
  if (!(el instanceof SurveyElement)) return;
  if (state === 'incomplete') await submit(el);
  if (state === 'incomplete' || state === 'question') return;
  el.value = 1;
  await drawn(el);
  for (const name of ['email', 'phone']) el.flow = write(el.flow, name, 'x');
  if (state === 'complaint') await submit(el);
  for (const name of ['email', 'phone']) el.flow = write(el.flow, name, '');
  if (state === 'thanks') {
    el.flow = write(el.flow, 'text', 'Long enough to be sent.');
    await el.updateComplete;
    await submit(el);
  }
};

/** Ends all movement, so that colours and sizes are the final ones. */
const settle = async (el: Element) => {
  const running = el.shadowRoot!.getAnimations();
  for (const animation of running) animation.finish();
  await Promise.all(running.map(animation => animation.finished));
};

const findings = async (el: Element) => {
  const rules = {region: {enabled: false}};
  const {violations} = await axe.run(el, {rules});
  return violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => `${id}: ${html} ${failureSummary}`));
};

describe.each(['light', 'dark'])('in the %s theme', theme => {
  it.each(
    markups.flatMap(markup =>
      ['question', 'incomplete', 'follow-up', 'complaint', 'thanks'].map(state => [markup, state] as const),
    ),
  )('%s has no fault that axe finds in the state %s', async (markup, state) => {
    const el = await draw(markup.replace(' ', ` theme="${theme}" `).replace(/^(<[\w-]+)>/, `$1 theme="${theme}">`));
    await bring(el, state);
    await settle(el);

    expect(await findings(el)).toEqual([]);
  });
});

describe('what the page hides', () => {
  it.each(['<cx-nps hidden></cx-nps>', '<cx-rating mode="show" value="4" hidden></cx-rating>'])(
    'stays hidden: %s',
    async markup => {
      const el = await draw(markup);
      await vi.waitFor(() => expect(el.shadowRoot!.childElementCount).toBeGreaterThan(0));

      expect(el.getClientRects()).toHaveLength(0);
      el.hidden = false;
      expect(el.getClientRects()).not.toHaveLength(0);
    },
  );

  it('may be a rating that is shown, by its own means too', async () => {
    const el = await draw('<cx-rating mode="show" value="4"></cx-rating>');
    await vi.waitFor(() => expect(el.getClientRects()).not.toHaveLength(0));

    await el.hide();

    expect(el.getClientRects()).toHaveLength(0);
  });
});

describe('the tick of the thank-you', () => {
  it.each(asking)('is round: %s', async markup => {
    const el = await draw(markup);

    await bring(el, 'thanks');
    await settle(el);

    const {width, height} = parts(el, 'thanks')[0]!.querySelector('svg')!.getBoundingClientRect();
    expect([width, height]).toEqual([52, 52]);
  });
});

describe('the scale', () => {
  it.each([
    ['ltr', 1],
    ['rtl', -1],
  ])('of half stars shows the half at the start of the line first, then the other: %s', async (dir, sign) => {
    const el = await draw('<cx-rating step="0.5"></cx-rating>', `dir="${dir}"`, 320);
    const [first, second] = [...el.shadowRoot!.querySelectorAll('.cell')].map(cell => {
      const [seen, whole] = [cell.getBoundingClientRect(), cell.querySelector('svg')!.getBoundingClientRect()];
      return [whole.left - seen.left, whole.right - seen.right].map(Math.round);
    });
    const half = Math.round(el.shadowRoot!.querySelector('.cell')!.getBoundingClientRect().width) * sign;

    expect(first).toEqual(sign > 0 ? [0, half] : [half, 0]);
    expect(second).toEqual(sign > 0 ? [-half, 0] : [0, -half]);
  });

  it.each([7, 10])('of %i faces fits into a narrow place', async max => {
    const el = await draw(`<cx-rating look="emoji" max="${max}"></cx-rating>`, '', 320);
    const {right} = el.shadowRoot!.querySelector('.card')!.getBoundingClientRect();

    for (const face of el.shadowRoot!.querySelectorAll('svg'))
      expect(face.getBoundingClientRect().right).toBeLessThanOrEqual(right - 20);
  });

  it.each(asking)('of %s is a group named by the question, of options named by their values', async markup => {
    const el = await draw(markup);
    const group = el.shadowRoot!.querySelector('[role="radiogroup"]')!;
    const label = el.shadowRoot!.getElementById(group.getAttribute('aria-labelledby')!);

    const values = radios(el).map(radio => Number.parseFloat(radio.getAttribute('aria-label')!));
    expect(label!.textContent!.trim()).not.toBe('');
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(parts(el, 'option')).toHaveLength(values.length);
    expect(new Set(values).size).toBe(values.length);
  });

  it.each(asking.flatMap(markup => [320, 390, 600].map(widthPx => [markup, widthPx] as const)))(
    'of %s has options wide and high enough for a thumb at %i px',
    async (markup, widthPx) => {
      const el = await draw(markup, '', widthPx);
      const least = markup.includes('0.5') ? 24 : 44;

      for (const cell of parts(el, 'option')) {
        const {width, height} = cell.closest('label')!.getBoundingClientRect();
        expect(height).toBeGreaterThanOrEqual(least - 0.5);
        expect(width).toBeGreaterThanOrEqual(24 - 0.5);
      }
    },
  );

  it.each(asking)('of %s stands in reading order, from right to left too', async markup => {
    for (const dir of ['ltr', 'rtl']) {
      const el = await draw(markup, `dir="${dir}"`);
      const boxes = parts(el, 'option').map(cell => cell.getBoundingClientRect());
      const sign = dir === 'ltr' ? 1 : -1;

      for (const [at, box] of boxes.entries()) {
        const next = boxes[at + 1];
        if (next) expect(next.top > box.top + 1 || (next.left - box.left) * sign > 0, `${dir} ${at}`).toBe(true);
      }
    }
  });

  it.each(asking)('of %s has its radios exactly where its cells are', async markup => {
    const el = await draw(markup, '', 320);

    for (const radio of radios(el)) {
      const [over, under] = [radio, radio.closest('label')!].map(one => one.getBoundingClientRect());
      expect([over!.left, over!.top, over!.width].map(Math.round)).toEqual(
        [under!.left, under!.top, under!.width].map(Math.round),
      );
    }
  });
});

describe('two fields side by side', () => {
  it.each(['', 'terse words'])('are level, and as high as one alone, however long their labels are: %s', async words => {
    const given = words && 'words="name=Name | email=An address at which we can reach you, should we have a question"';
    const el = await draw(`<cx-review ${given}></cx-review>`, '', 520);
    await bring(el, 'follow-up');
    await settle(el);

    const [title, name, email] = ['title', 'name', 'email'].map(field =>
      el.shadowRoot!.querySelector(`input[name=${field}]`)!.getBoundingClientRect(),
    );
    const [lines, others] = ['title', 'email'].map(
      field => el.shadowRoot!.querySelector(`[for=${field}]`)!.getBoundingClientRect().height,
    );
    if (words) expect(others).toBeGreaterThan(lines!);
    expect(email!.left).toBeGreaterThan(name!.right);
    expect([email!.top, email!.height]).toEqual([name!.top, name!.height]);
    expect(name!.height).toBe(title!.height);
  });
});

describe('in little room', () => {
  it.each(markups.flatMap(markup => ['question', 'follow-up', 'thanks'].map(state => [markup, state] as const)))(
    '%s fits 320 px in the state %s',
    async (markup, state) => {
      const el = await draw(markup, '', 320);
      await bring(el, state);
      await settle(el);

      const right = el.getBoundingClientRect().right;
      const wide = [...el.shadowRoot!.querySelectorAll('*')].filter(
        node => !node.closest('.gone') && node.getBoundingClientRect().right > right + 1,
      );
      expect(wide.map(({outerHTML}) => outerHTML.slice(0, 80))).toEqual([]);
      expect(el.shadowRoot!.querySelector('.card')!.scrollWidth).toBeLessThanOrEqual(320);
    },
  );

  it('breaks a word that is longer than the card', async () => {
    const el = await draw(
      `<cx-nps question="${'Donaudampfschifffahrt'.repeat(5)}" low-label="${'Nie'.repeat(30)}"></cx-nps>`,
      '',
      320,
    );

    expect(el.shadowRoot!.querySelector('.card')!.scrollWidth).toBeLessThanOrEqual(320);
  });
});

describe('a page with strong opinions', () => {
  // What a page puts into a slot is the page's own.
  it.each(markups.filter(markup => !markup.includes('slot=')))('leaves %s as it is', async markup => {
    const calm = await draw(markup);
    await bring(calm, 'follow-up');
    await settle(calm);
    const before = look(calm);

    const style = '* {font-size: 40px !important; color: red !important; line-height: 3 !important; margin: 30px !important}';
    const el = await draw(
      `${markup}<style>${style.replace('*', 'label, input, span, button, p, svg, div, form, a, textarea')}</style>`,
    );
    await bring(el, 'follow-up');
    await settle(el);

    expect(look(el)).toEqual(before);
  });

  it.each(markups)('does not break the layout of %s by * rules that reach the tag itself', async markup => {
    const style = '<style>* {font-size: 40px !important; color: red !important}</style>';
    const el = await draw(`${markup}${style}`, '', 320);
    await bring(el, 'follow-up');
    await settle(el);

    const card = el.shadowRoot!.querySelector('.card')!;
    expect(getComputedStyle(card).color).not.toBe('rgb(255, 0, 0)');
    expect(card.scrollWidth).toBeLessThanOrEqual(320);
  });

  /** Size of the card, and colour and size of its text. */
  function look(el: Element) {
    const card = el.shadowRoot!.querySelector('.card')!;
    const {color, fontSize} = getComputedStyle(card);
    return {color, fontSize, height: card.getBoundingClientRect().height};
  }
});

describe('the slots', () => {
  it('put the page’s own question and thank-you in the place of ours', async () => {
    const el = await draw('<cx-nps><b slot="question">Our question</b><b slot="thanks">Our thanks</b></cx-nps>');
    const [question, thanks] = document.querySelectorAll('b');
    const shown = () => [question, thanks].map(node => node!.getClientRects().length > 0);
    const before = shown();

    await bring(el, 'thanks');

    expect([before, shown()]).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('keep what a tag holds in sight where it cannot call', async () => {
    await draw('<cx-call tel="none"><a href="/contact">Contact</a></cx-call>');

    expect(document.querySelector('a')!.getClientRects().length).toBe(1);
  });
});

describe('the theme', () => {
  const dark = (el: Element) => getComputedStyle(el.shadowRoot!.querySelector('.card')!).backgroundColor !== 'rgb(255, 255, 255)';

  it.each([
    ['', 'light', false],
    ['', 'dark', true],
    ['theme="light"', 'dark', false],
    ['theme="dark"', 'light', true],
    ['theme="auto"', 'dark', true],
  ])('%s on a page with color-scheme %s', async (attribute, scheme, isDark) => {
    const el = await draw(`<cx-nps ${attribute}></cx-nps>`);
    document.querySelector('main')!.style.colorScheme = scheme;

    expect(dark(el)).toBe(isDark);
  });
});

describe('hidden', () => {
  it('an element takes no room', async () => {
    const el = await draw('<cx-nps></cx-nps>');
    const before = el.getBoundingClientRect().height;

    await el.hide();

    expect(before).toBeGreaterThan(100);
    expect(el.getBoundingClientRect().height).toBe(0);
  });
});

/** The red, green and blue of a colour, whatever way it is written in. */
function channels(color: string): number[] {
  const context = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d')!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [a, b] = [one, other].map(color => {
    const [r = 0, g = 0, b = 0] = channels(color).map(value => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

describe('what stands on the accent', () => {
  // Browsers without colours from colours (before Chrome 119, Safari 18, Firefox 128) keep the one of the theme.
  const isChosen = CSS.supports('color', 'color(from red xyz-d65 x y z)');

  it
    .runIf(isChosen)
    .each([
      '#000',
      '#fff',
      '#ffd400',
      '#00c853',
      '#e91e63',
      '#777',
      '#767676',
      '#ff5722',
      '#9db8ff',
      'rebeccapurple',
      'hsl(200 80% 50%)',
    ])('can be read, whatever accent a shop sets: %s', async accent => {
    for (const theme of ['light', 'dark']) {
      const el = await draw(`<cx-nps theme="${theme}" style="--cx-accent: ${accent}" value="9"></cx-nps>`);
      await settle(el);
      const {backgroundColor, color} = getComputedStyle(parts(el, 'option')[9]!);
      expect(contrast(color, backgroundColor), theme).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('is what the shop says', async () => {
    const el = await draw('<cx-nps style="--cx-accent: #ffd400; --cx-on-accent: #c00" value="9"></cx-nps>');

    expect(channels(getComputedStyle(parts(el, 'option')[9]!).color)).toEqual([204, 0, 0]);
  });
});
