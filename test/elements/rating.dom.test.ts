import {afterEach, beforeAll, describe, expect, it} from 'vitest';
import type {CxRating} from '../../src/elements/rating/cx-rating.js';
import {clearPage, defineAll, hear, hearNoMore, mount, parts, pick, radios, submit} from './harness.js';

beforeAll(defineAll);
afterEach(() => {
  clearPage();
  hearNoMore();
});

const lit = (el: Element) => parts(el, 'option').map(cell => (cell.classList.contains('on') ? 1 : 0));

describe('<cx-rating>', () => {
  it.each([
    ['', ['1 of 5, Very bad', '2 of 5', '3 of 5', '4 of 5', '5 of 5, Very good']],
    ['max="3"', ['1 of 3, Very bad', '2 of 3', '3 of 3, Very good']],
    ['look="thumb"', ['1 of 2, Very bad', '2 of 2, Very good']],
    ['look="number" max="2" low-label="No" high-label="Yes"', ['1 of 2, No', '2 of 2, Yes']],
    ['step="0.5" max="2"', ['0.5 of 2, Very bad', '1 of 2', '1.5 of 2', '2 of 2, Very good']],
  ])('with %s offers %j', async (attributes, names) => {
    const el = await mount(`<cx-rating ${attributes}></cx-rating>`);

    expect(radios(el).map(radio => radio.getAttribute('aria-label'))).toEqual(names);
    expect(parts(el, 'option')).toHaveLength(names.length);
  });

  it.each([
    ['star', [1, 1, 1, 0, 0]],
    ['heart', [1, 1, 1, 0, 0]],
    ['emoji', [0, 0, 1, 0, 0]],
    ['number', [0, 0, 1, 0, 0]],
  ])('lights the %ss up to or at the value: %j', async (look, cells) => {
    const el = await mount(`<cx-rating look="${look}" value="3"></cx-rating>`);

    expect(lit(el)).toEqual(cells);
  });

  it.each([
    ['star', 11, 10],
    ['number', 11, 11],
    ['emoji', 10, 10],
    ['thumb', 2, 2],
  ])('as %s with max %i has %i values at most', async (look, max, count) => {
    const el = await mount(`<cx-rating look="${look}" max="${max}"></cx-rating>`);

    expect(radios(el).length).toBeLessThanOrEqual(count);
  });

  it.each(['star', 'emoji', 'heart', 'number'])('as %s sends the value with its scale', async look => {
    const heard = hear('cx-submit');
    const el = await mount(`<cx-rating look="${look}" max="4"></cx-rating>`);
    await pick(el, 3);

    await submit(el);

    expect(heard[0]!.detail).toMatchObject({score: 3, scale: {min: 1, max: 4}, category: 'passive'});
  });

  it('sends half a star', async () => {
    const heard = hear('cx-submit');
    const el = await mount('<cx-rating step="0.5"></cx-rating>');
    await pick(el, 4.5);

    await submit(el);

    expect(heard[0]!.detail).toMatchObject({score: 4.5, scale: {min: 0.5, max: 5}, category: 'promoter'});
  });

  it('counts a thumb up as a promoter and a thumb down as a detractor', async () => {
    const heard = hear('cx-submit');
    for (const score of [1, 2]) {
      const el = await mount('<cx-rating look="thumb"></cx-rating>');
      await pick(el, score);
      await submit(el);
    }

    expect(heard.map(({detail}) => detail.category)).toEqual(['detractor', 'promoter']);
  });

  it('writes captions under faces and numbers, and under stars where the page gives some', async () => {
    const counts: number[] = [];
    for (const attributes of ['look="emoji"', 'look="number"', '', 'look="thumb"', 'low-label="Bad"'])
      counts.push(parts(await mount(`<cx-rating ${attributes}></cx-rating>`), 'low').length);

    expect(counts).toEqual([1, 1, 0, 0, 1]);
  });

  it('takes a value and its scale as properties in any order', async () => {
    const el = document.createElement('cx-rating') as CxRating;
    el.value = 8;
    el.max = 10;
    document.body.append(el);
    await el.updateComplete;

    expect(el.value).toBe(8);
    expect(radios(el).findIndex(radio => radio.checked)).toBe(7);
  });

  it('changes its look and scale on the fly and drops a score that no longer fits', async () => {
    const el = await mount('<cx-rating value="5"></cx-rating>');

    el.setAttribute('max', '3');
    el.setAttribute('look', 'number');
    await el.updateComplete;

    expect(radios(el)).toHaveLength(3);
    expect(radios(el).some(radio => radio.checked)).toBe(false);
    expect([el.value, el.flow.step]).toEqual([null, 'question']);
  });
});
