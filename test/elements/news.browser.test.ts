import axe from 'axe-core';
import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {SurveyElement} from '../../src/elements/survey-element.js';
import type {Client} from '../../src/page/client-port.js';
import {fire} from '../../src/page/fire.js';
import {registry} from '../../src/page/registry.js';
import {clearPage, defineAll, drawn, field, hear, hearNoMore, mount, parts, textOf} from './harness.js';

beforeAll(defineAll);
beforeEach(() => {
  // That there is one is all that an element knows of it; the test says what it would say.
  registry().client = {} as Client;
});
afterEach(() => {
  vi.restoreAllMocks();
  delete registry().client;
  clearPage();
  hearNoMore();
});

const tags = ['cx-nps', 'cx-rating', 'cx-effort', 'cx-review'];
const goOffline = () => vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);

/** Types and presses the button; tells the id of the response. */
async function answer(tag: string, attributes = '', around = '') {
  const heard = hear('cx-submit');
  const el = await mount<SurveyElement>(`<main ${around}><${tag} ${attributes}></${tag}></main>`);
  el.value = 2;
  await drawn(el);
  await userEvent.fill(field(el, tag === 'cx-review' ? 'text' : 'comment'), 'Typed with care');
  await userEvent.click(parts(el, 'submit')[0]!);
  return {el, response: heard[0]!.detail.response};
}

const tell = {
  kept: async (el: SurveyElement, response: string) => {
    goOffline();
    fire(el, 'cx-stored', {id: 'e1', response, durable: true});
    await el.updateComplete;
  },
  unsent: async (el: SurveyElement, response: string) => {
    goOffline();
    fire(el, 'cx-stored', {id: 'e1', response, durable: false});
    await el.updateComplete;
  },
  sent: async (el: SurveyElement, response: string) => {
    await tell.unsent(el, response);
    fire(el, 'cx-accepted', {id: 'e1', response, status: 'stored'});
    await el.updateComplete;
  },
  refused: async (el: SurveyElement, response: string) => {
    fire(el, 'cx-stored', {id: 'e1', response, durable: true});
    await el.updateComplete;
    fire(el, 'cx-problem', {id: 'e1', response, code: 'rejected', reason: 'no', message: 'no'});
    await el.updateComplete;
  },
};
const states = Object.keys(tell) as (keyof typeof tell)[];

/** Ends all movement, so that colours and sizes are the final ones. */
async function settle(el: Element) {
  const running = el.shadowRoot!.getAnimations();
  for (const animation of running) animation.finish();
  await Promise.all(running.map(animation => animation.finished));
}

const status = (el: Element) => el.shadowRoot!.querySelector('[role="status"]')!;
const active = (el: Element) => el.shadowRoot!.activeElement?.getAttribute('part');
const seen = (node: Element) => node.getClientRects().length > 0 && getComputedStyle(node).visibility === 'visible';

describe.each(tags)('<%s>', tag => {
  it('says in one live region that the answer is kept, and then that it was sent', async () => {
    const {el, response} = await answer(tag);
    const region = status(el);

    await tell.kept(el, response);
    const kept = [region.textContent, textOf(el, 'kept'), seen(parts(el, 'kept')[0]!)];
    fire(el, 'cx-accepted', {id: 'e1', response, status: 'stored'});
    await el.updateComplete;

    expect(kept).toEqual([
      'Kept on this device. It will be sent automatically.',
      'Kept on this device. It will be sent automatically.',
      true,
    ]);
    expect([region.textContent, textOf(el, 'kept'), region.isConnected]).toEqual(['Sent.', 'Sent.', true]);
  });

  it('moves the focus to the thank-you once the answer is stored', async () => {
    const {el, response} = await answer(tag);

    fire(el, 'cx-stored', {id: 'e1', response, durable: true});

    await vi.waitFor(() => expect(active(el)).toBe('thanks'));
  });

  it('leaves the focus to whoever has gone on before the answer is stored', async () => {
    const {el, response} = await answer(tag);
    const elsewhere = document.createElement('input');
    document.body.append(elsewhere);
    elsewhere.focus();

    fire(el, 'cx-stored', {id: 'e1', response, durable: true});
    await el.updateComplete;
    await el.updateComplete;

    expect(parts(el, 'thanks')).toHaveLength(1);
    expect(document.activeElement).toBe(elsewhere);
  });

  it('alerts of a refused answer, and puts the focus of whoever stands there on the button', async () => {
    const {el, response} = await answer(tag);
    fire(el, 'cx-stored', {id: 'e1', response, durable: true});
    await vi.waitFor(() => expect(active(el)).toBe('thanks'));

    fire(el, 'cx-problem', {id: 'e1', response, code: 'rejected', reason: 'no', message: 'no'});

    await vi.waitFor(() => expect(active(el)).toBe('submit'));
    const alert = el.shadowRoot!.querySelector('[role="alert"]')!;
    expect([alert.textContent, seen(alert)]).toEqual(['This could not be sent. Nothing you wrote is lost.', true]);
    expect(field(el, tag === 'cx-review' ? 'text' : 'comment').value).toBe('Typed with care');
  });

  it.each(states.flatMap(state => ['light', 'dark'].map(theme => [state, theme] as const)))(
    'has no fault that axe finds in the state %s, %s',
    async (state, theme) => {
      const {el, response} = await answer(tag, `theme="${theme}"`);
      await tell[state](el, response);
      await settle(el);

      const {violations} = await axe.run(el, {rules: {region: {enabled: false}}});

      expect(violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`))).toEqual([]);
    },
  );

  it.each(states)('fits 320 px in the state %s', async state => {
    const {el, response} = await answer(tag);
    document.querySelector('main')!.style.inlineSize = '320px';
    await tell[state](el, response);
    await settle(el);

    expect(el.shadowRoot!.querySelector('.card')!.scrollWidth).toBeLessThanOrEqual(320);
  });
});

describe('the line below the thank-you', () => {
  it('has its symbol where reading begins, 20 px wide', async () => {
    for (const dir of ['ltr', 'rtl']) {
      const {el, response} = await answer('cx-rating', '', `dir="${dir}"`);
      await tell.sent(el, response);
      await settle(el);
      const line = parts(el, 'kept')[0]!;
      const symbol = line.querySelector('svg')!.getBoundingClientRect();
      const words = document.createRange();
      words.selectNodeContents(line);
      words.setStartAfter(line.querySelector('svg')!);
      const text = words.getBoundingClientRect();

      expect([symbol.width, symbol.height]).toEqual([20, 20]);
      expect(Math.sign(text.left + text.right - symbol.left - symbol.right)).toBe(dir === 'ltr' ? 1 : -1);
      hearNoMore();
    }
  });

  it('offers the text of an answer that is nowhere but on the page, for keyboards too', async () => {
    const {el, response} = await answer('cx-nps');
    await tell.unsent(el, response);

    const copy = parts(el, 'thanks')[0]!.querySelector('textarea')!;
    await vi.waitFor(() => expect(active(el)).toBe('thanks'));
    await userEvent.tab();

    expect(el.shadowRoot!.activeElement).toBe(copy);
    expect([copy.value, copy.readOnly, seen(copy)]).toEqual(['Typed with care', true, true]);
  });
});
