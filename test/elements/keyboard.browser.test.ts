import {afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {CxCall} from '../../src/elements/call/cx-call.js';
import type {SurveyElement} from '../../src/elements/survey-element.js';
import {clearPage, defineAll, drawn, field, hear, hearNoMore, mount, parts, radios, textOf} from './harness.js';

beforeAll(defineAll);
afterEach(() => {
  clearPage();
  hearNoMore();
});

/** An element between two buttons, with the focus on the first. */
async function between(markup: string): Promise<SurveyElement> {
  const el = await mount<SurveyElement>(`<button id="before">before</button>${markup}<button id="after">after</button>`);
  document.querySelector<HTMLElement>('#before')!.focus();
  return el;
}

const active = (el: Element) => el.shadowRoot!.activeElement as HTMLInputElement | null;
const score = (el: Element) => active(el)?.getAttribute('aria-label');

describe('by keyboard', () => {
  it.each(['cx-nps', 'cx-rating', 'cx-effort', 'cx-rating step="0.5"', 'cx-rating look="emoji"'])(
    '<%s> is one stop of the Tab key before a score is chosen',
    async tag => {
      const el = await between(`<${tag}></${tag.split(' ')[0]}>`);

      await userEvent.tab();
      const first = score(el);
      await userEvent.tab();

      expect(first).toMatch(/^(0|0\.5|1)\b/);
      expect(document.activeElement!.id).toBe('after');
    },
  );

  it('keys that write are kept from the shortcuts of the page, Escape and those with Control are not', async () => {
    const el = await between('<cx-nps value="5"></cx-nps>');
    await drawn(el);
    const got: string[] = [];
    const listen = (event: KeyboardEvent) => got.push(event.key);
    document.addEventListener('keydown', listen);
    await userEvent.click(field(el, 'comment'));

    await userEvent.keyboard('/k{ArrowLeft}{Escape}{Control>}k{/Control}');

    document.removeEventListener('keydown', listen);
    expect(got).toEqual(['Escape', 'Control', 'k']);
    expect(field(el, 'comment').value).toBe('/k');
  });

  it('arrows choose and move, and send nothing', async () => {
    const heard = hear('cx-answer', 'cx-submit');
    const el = await between('<cx-nps value="5"></cx-nps>');
    await userEvent.tab();

    const seen = [score(el)];
    for (const key of ['{ArrowRight}', '{ArrowDown}', '{ArrowLeft}']) {
      await userEvent.keyboard(key);
      seen.push(score(el));
    }

    expect(seen).toEqual(['5', '6', '7', '6']);
    expect(heard.map(({type, detail}) => [type, detail.score])).toEqual([
      ['cx-answer', 6],
      ['cx-answer', 7],
      ['cx-answer', 6],
    ]);
  });

  it('Space chooses the score in focus', async () => {
    const el = await between('<cx-nps></cx-nps>');
    await userEvent.tab();

    await userEvent.keyboard('[Space]');

    expect(el.value).toBe(0);
  });

  it('Enter before a score sends nothing and leaves the focus where it is', async () => {
    const heard = hear('cx-submit', 'cx-partial');
    const el = await between('<cx-nps></cx-nps>');
    await userEvent.tab();
    await drawn(el);

    await userEvent.keyboard('{Enter}');
    await el.updateComplete;

    expect(heard).toEqual([]);
    expect(score(el)).toMatch(/^0/);
  });

  it('goes from the score through reasons and comment to the button and the thank-you', async () => {
    const heard = hear('cx-submit');
    const el = await between('<cx-nps value="9" reasons="price=Price | delivery=Delivery"></cx-nps>');
    await drawn(el);
    await userEvent.tab();

    await userEvent.tab();
    await userEvent.keyboard('[Space]');
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard('Well made');
    await userEvent.tab();
    const button = active(el)!.getAttribute('part');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(active(el)?.getAttribute('part')).toBe('thanks'));

    expect(button).toBe('submit');
    expect(heard.map(({detail}) => detail.answers)).toEqual([{score: 9, comment: 'Well made', reasons: ['price']}]);
  });

  it('Enter in the e-mail field sends', async () => {
    const heard = hear('cx-submit');
    const el = await between('<cx-nps value="9" contact="email"></cx-nps>');
    await drawn(el);

    await userEvent.click(field(el, 'email'));
    await userEvent.keyboard('ann@example.com{Enter}');
    await vi.waitFor(() => expect(parts(el, 'thanks')).toHaveLength(1));

    expect(heard[0]!.detail.answers.contact).toEqual({email: 'ann@example.com'});
  });

  it('Enter in the comment makes a new line', async () => {
    const heard = hear('cx-submit');
    const el = await between('<cx-nps value="9"></cx-nps>');
    await drawn(el);

    await userEvent.click(field(el, 'comment'));
    await userEvent.keyboard('One{Enter}Two');

    expect(field(el, 'comment').value).toBe('One\nTwo');
    expect(heard).toEqual([]);
  });

  it('puts the focus on the field that is wrong, with the reason beside it', async () => {
    const el = await between('<cx-nps value="9" contact="email"></cx-nps>');
    await drawn(el);
    await userEvent.click(field(el, 'email'));

    await userEvent.keyboard('ann{Enter}');
    await vi.waitFor(() => expect(field(el, 'email').getAttribute('aria-invalid')).toBe('true'));

    const note = el.shadowRoot!.getElementById(field(el, 'email').getAttribute('aria-describedby')!);
    expect(active(el)).toBe(field(el, 'email'));
    expect(note!.textContent).toMatch(/check the e-mail/);
  });

  it('shows a ring around what has the focus', async ({skip}) => {
    skip(!document.hasFocus(), 'WebKitGTK on a screen without a window manager never has the focus, and no :focus-visible');
    const el = await between('<cx-nps></cx-nps>');

    await userEvent.tab();

    const nodes = [active(el)!, parts(el, 'option')[0]!];
    const rings = nodes.map(node => getComputedStyle(node));
    expect(active(el)!.matches(':focus-visible')).toBe(true);
    expect(
      rings.some(({outlineStyle, outlineWidth, opacity}) => `${outlineStyle} ${outlineWidth} ${opacity}` === 'solid 3px 1'),
    ).toBe(true);
  });

  it('moves with the reading direction where it runs from right to left', async () => {
    const el = await between('<div dir="rtl"><cx-nps value="5"></cx-nps></div>');
    const [first, second] = parts(el, 'option').map(cell => cell.getBoundingClientRect().left);
    await userEvent.tab();

    await userEvent.keyboard('{ArrowDown}');

    expect(first).toBeGreaterThan(second!);
    expect(score(el)).toBe('6');
  });

  it.each([
    ['rtl', ['6', '7', '6']],
    ['ltr', ['4', '3', '4']],
  ])('follows the left and the right arrow where it runs %s', async (dir, scores) => {
    const el = await between(`<div dir="${dir}"><cx-nps value="5"></cx-nps></div>`);
    await userEvent.tab();
    await drawn(el);

    const seen = [];
    for (const key of ['{ArrowLeft}', '{ArrowLeft}', '{ArrowRight}']) {
      await userEvent.keyboard(key);
      seen.push(score(el));
    }

    expect(seen).toEqual(scores);
    expect(String(el.value)).toBe(scores.at(-1));
  });

  it('keeps two elements on a page apart', async () => {
    await between('<cx-nps value="3"></cx-nps><cx-nps value="8"></cx-nps>');
    const [one, two] = document.querySelectorAll('cx-nps') as unknown as SurveyElement[];
    await userEvent.tab();

    await userEvent.keyboard('{ArrowRight}');

    expect([one!.value, two!.value]).toEqual([4, 8]);
    expect([one, two].map(el => radios(el!).findIndex(radio => radio.checked))).toEqual([4, 8]);
  });

  it('answers inside a shadow root of the page', async () => {
    const heard = hear('cx-answer');
    document.body.innerHTML = '<div></div>';
    const root = document.querySelector('div')!.attachShadow({mode: 'open'});
    root.innerHTML = '<cx-nps value="3"></cx-nps>';
    const el = root.firstElementChild as SurveyElement;
    await el.updateComplete;
    radios(el)[3]!.focus();

    await userEvent.keyboard('{ArrowRight}');

    expect(heard.map(({detail}) => detail.score)).toEqual([4]);
  });

  it('walks a review from the stars to the links', async () => {
    const el = await between('<cx-review links="google=https://g.example/"></cx-review>');
    const stops: (string | null)[] = [];

    for (let i = 0; i < 7; i++) {
      await userEvent.tab();
      stops.push(
        active(el)?.getAttribute('part') === 'comment'
          ? 'text'
          : (active(el)?.getAttribute('name') ?? active(el)?.localName ?? null),
      );
    }

    expect(stops).toEqual(['score', 'title', 'text', 'name', 'email', 'button', 'a']);
  });

  it('calls with Enter on the number', async () => {
    const heard = hear('cx-call');
    const el = await between('<cx-call tel="+358 40 123 4567"></cx-call>');
    document.addEventListener('cx-call', event => event.preventDefault(), {once: true});

    await userEvent.tab();
    await userEvent.keyboard('{Enter}');

    expect(heard.map(({detail}) => detail.channel)).toEqual(['tel']);
    expect(active(el)!.getAttribute('part')).toBe('number');
  });
});

describe('by pointer', () => {
  it('a press on a cell chooses its value', async () => {
    const heard = hear('cx-answer');
    const el = await mount('<cx-nps></cx-nps>');

    await userEvent.click(radios(el)[7]!);

    expect(heard.map(({detail}) => detail.score)).toEqual([7]);
    await vi.waitFor(() => expect(textOf(el, 'ask')).toBe('What is the main reason for your score?'));
  });

  it.each([
    [0, 0.5],
    [5, 3],
    [6, 3.5],
  ])('the half at place %i is %d stars', async (place, value) => {
    const el = await mount('<cx-rating step="0.5"></cx-rating>');

    await userEvent.click(radios(el)[place]!);

    expect(el.value).toBe(value);
  });

  it('a thank-you has the focus, and a status says it aloud', async () => {
    const el = await mount('<cx-nps></cx-nps>');
    await userEvent.click(radios(el)[7]!);
    await vi.waitFor(() => expect(parts(el, 'submit')).toHaveLength(1));
    const asked = el.shadowRoot!.querySelector('[role="status"]')!.textContent;

    await userEvent.click(parts(el, 'submit')[0]!);
    await vi.waitFor(() => expect(active(el)?.getAttribute('part')).toBe('thanks'));

    expect(asked).toBe('What is the main reason for your score?');
    expect(el.shadowRoot!.querySelector('[role="status"]')!.textContent).toBe('Thank you, that helps');
  });

  it('copies the number, or marks it where the browser forbids that', async () => {
    const el = await mount<CxCall>('<cx-call tel="+358 40 123 4567"></cx-call>');

    await userEvent.click(el.shadowRoot!.querySelector('button')!);

    await vi.waitFor(() => {
      const isCopied = el.shadowRoot!.querySelector('[role="status"]')!.textContent === 'Copied';
      const ranges = getSelection()!;
      expect(isCopied || String(ranges) === '+358 40 123 4567' || ranges.rangeCount > 0).toBe(true);
    });
  });
});
