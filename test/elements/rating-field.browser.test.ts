import axe from 'axe-core';
import {afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {CxRating} from '../../src/elements/rating/cx-rating.js';
import {clearPage, defineAll, hear, hearNoMore, mount} from './harness.js';

beforeAll(defineAll);
afterEach(() => {
  clearPage();
  hearNoMore();
});

/** What a field of a form has besides. */
type Field = CxRating & Pick<HTMLInputElement, 'checkValidity' | 'validity' | 'validationMessage'>;

/** A rating in a form, once all that makes it a field is there. */
async function field(attributes = '', around = ''): Promise<Field> {
  const el = await mount<Field>(
    `<main><form ${around}><label for="stars">Delivery</label><cx-rating id="stars" name="delivery" ${attributes}></cx-rating></form></main>`,
  );
  await vi.waitFor(() => expect(el.checkValidity).toBeTypeOf('function'));
  await el.updateComplete;
  return el;
}

const form = () => document.querySelector('form')!;
const sent = () => new FormData(form()).get('delivery');
const radios = (el: Element) => [...el.shadowRoot!.querySelectorAll('input')];

describe('<cx-rating name> in a form', () => {
  it('gives the form its score, and nothing before there is one', async () => {
    const el = await field();
    expect(sent()).toBeNull();

    await userEvent.click(radios(el)[3]!);

    expect(sent()).toBe('4');
    expect(el.value).toBe(4);
  });

  it('belongs to the form that it names, wherever it stands', async () => {
    const el = await mount<Field>(
      '<main><form id="order"></form><cx-rating name="delivery" form="order" aria-label="Delivery" required></cx-rating></main>',
    );
    await vi.waitFor(() => expect(el.checkValidity).toBeTypeOf('function'));
    expect(form().checkValidity()).toBe(false);

    await userEvent.click(radios(el)[3]!);

    expect(sent()).toBe('4');
    expect(form().checkValidity()).toBe(true);
  });

  it('fires input and change once the score is known, and asks and sends nothing for itself', async () => {
    const heard: unknown[] = [];
    const events = ['cx-show', 'cx-partial', 'cx-submit'].map(name => hear(name as 'cx-show'));
    const el = await field();
    for (const type of ['input', 'change']) form().addEventListener(type, () => heard.push([type, el.value]));

    await userEvent.click(radios(el)[1]!);

    expect(heard).toEqual([
      ['input', 2],
      ['change', 2],
    ]);
    expect(events.flat()).toEqual([]);
    expect(el.shadowRoot!.querySelector('form, textarea')).toBeNull();
  });

  it('takes its attribute as the default, to which a reset goes back', async () => {
    const el = await field('value="3"');
    expect(sent()).toBe('3');
    await userEvent.click(radios(el)[4]!);
    expect(sent()).toBe('5');

    form().reset();
    await el.updateComplete;

    expect(sent()).toBe('3');
    expect(radios(el)[2]!.checked).toBe(true);
  });

  it('keeps a form without the score that is required from being sent, and says so', async () => {
    const el = await field('required');
    expect(form().checkValidity()).toBe(false);
    expect(el.validity.valueMissing).toBe(true);
    expect(el.validationMessage).toBe('Please choose a rating.');
    expect(el.matches(':invalid')).toBe(true);

    await userEvent.click(radios(el)[0]!);
    await el.updateComplete;

    expect(form().checkValidity()).toBe(true);
    expect(el.matches(':valid')).toBe(true);
  });

  it('takes the focus to the scores when the form complains', async () => {
    const el = await field('required');

    form().reportValidity();

    expect(document.activeElement).toBe(el);
    expect(el.shadowRoot!.activeElement).toBe(radios(el)[0]);
  });

  it.each(['disabled', ''])('takes no score while it, or its fieldset, is disabled: %s', async own => {
    const el = await field(`value="2" ${own}`);
    if (!own) {
      const fieldset = document.createElement('fieldset');
      fieldset.disabled = true;
      form().prepend(fieldset);
      fieldset.append(el);
    }
    await el.updateComplete;

    expect(radios(el).every(({disabled}) => disabled)).toBe(true);
    expect(sent()).toBeNull();
    expect(el.matches(':disabled')).toBe(true);
  });

  it('can be read and sent, but not changed, while it is readonly', async () => {
    const el = await field('value="2" readonly');

    radios(el)[4]!.click();

    expect(sent()).toBe('2');
    expect(radios(el).filter(({disabled}) => !disabled)).toHaveLength(1);
  });

  it('is moved by the arrow keys, half a step at a time', async () => {
    const el = await field('step="0.5" value="2"');
    radios(el)[3]!.focus();

    await userEvent.keyboard('{ArrowRight}');

    expect(sent()).toBe('2.5');
  });

  it('is named by its label, and found without a fault by axe', async () => {
    const el = await field();
    await vi.waitFor(() => expect(el.shadowRoot!.querySelector('[role=radiogroup]')!.ariaLabel).toBe('Delivery'));

    const {violations} = await axe.run(document.querySelector('main')!);

    expect(violations.map(({id}) => id)).toEqual([]);
  });

  it('asks for itself again outside a form', async () => {
    const el = await mount<CxRating>('<cx-rating name="delivery"></cx-rating>');

    expect(el.shadowRoot!.querySelector('form')).not.toBeNull();
  });
});

describe('<cx-rating mode="show">', () => {
  const show = async (markup: string): Promise<CxRating> => {
    const el = await mount<CxRating>(markup);
    await vi.waitFor(() => expect(el.shadowRoot!.childElementCount).toBe(1));
    return el;
  };
  const image = (el: Element) => el.shadowRoot!.querySelector<HTMLElement>('[role=img]')!;
  const share = (el: Element) => {
    const row = image(el).firstElementChild!;
    return row.lastElementChild!.getBoundingClientRect().width / row.getBoundingClientRect().width;
  };

  it.each([
    ['value="4.3"', 0.86],
    ['value="5"', 1],
    ['value="0"', 0],
    ['value="2.55" max="10"', 0.255],
    ['value="3.7" look="heart"', 0.74],
  ])('lights exactly as much of the row as %s says', async (attributes, expected) => {
    for (const dir of ['ltr', 'rtl']) {
      const el = await show(`<cx-rating dir="${dir}" mode="show" ${attributes}></cx-rating>`);
      const row = image(el).firstElementChild!;
      const [whole, lit] = [row.getBoundingClientRect(), row.lastElementChild!.getBoundingClientRect()];

      expect(share(el)).toBeCloseTo(expected, 2);
      expect(dir === 'rtl' ? lit.right : lit.left).toBeCloseTo(dir === 'rtl' ? whole.right : whole.left, 1);
    }
  });

  it('is one labelled image, without controls and events', async () => {
    const events = ['cx-show', 'cx-answer', 'cx-partial'].map(name => hear(name as 'cx-show'));
    const el = await show('<cx-rating mode="show" value="4.3" count="128"></cx-rating>');

    expect(image(el).ariaLabel).toBe('4.3 of 5, 128 ratings');
    expect(el.shadowRoot!.querySelectorAll('input, button, a')).toHaveLength(0);
    expect(el.shadowRoot!.querySelectorAll('*').length).toBeLessThan(14);
    expect(events.flat()).toEqual([]);
  });

  it('follows its value and its count', async () => {
    const el = await show('<cx-rating mode="show" value="1"></cx-rating>');
    expect(image(el).ariaLabel).toBe('1 of 5');

    Object.assign(el, {value: 3.5, count: 1});
    await el.updateComplete;

    expect(image(el).ariaLabel).toBe('3.5 of 5, 1 rating');
    expect(share(el)).toBeCloseTo(0.7, 2);
  });

  it('is nothing without a value', async () => {
    const el = await mount<CxRating>('<cx-rating mode="show" value="many"></cx-rating>');
    const {picture} = await import('../../src/elements/rating/picture.js');

    picture(el);

    expect(el.shadowRoot!.childElementCount).toBe(0);
  });
});
