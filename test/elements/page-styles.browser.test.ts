import {afterEach, beforeAll, describe, expect, it} from 'vitest';
import type {CxElement} from '../../src/elements/cx-element.js';
import {clearPage, defineAll, mount} from './harness.js';

beforeAll(defineAll);
afterEach(clearPage);

const styles: readonly (readonly [property: string, pages: string, ours: string])[] = [
  ['white-space', 'pre', 'normal'],
  ['letter-spacing', '8px', 'normal'],
  ['word-spacing', '20px', '0px'],
  ['text-transform', 'uppercase', 'none'],
  ['text-indent', '40px', '0px'],
  ['text-shadow', '0 0 3px red', 'none'],
  ['text-align', 'right', 'start'],
  ['font-style', 'italic', 'normal'],
  ['font-weight', '900', '400'],
  ['font-variant', 'small-caps', 'normal'],
  ['line-height', '60px', '24px'],
];

describe('what a page writes on its text', () => {
  it.each(['cx-nps', 'cx-rating', 'cx-effort', 'cx-review', 'cx-call tel="112"'])('does not reach into <%s>', async tag => {
    const page = styles.map(([property, pages]) => `${property}: ${pages}`).join('; ');

    const el = await mount<CxElement>(`<main style="${page}; font-size: 16px"><${tag}></main>`);

    const card = getComputedStyle(el.shadowRoot!.querySelector('.card')!);
    expect(styles.map(([property]) => [property, card.getPropertyValue(property)])).toEqual(
      styles.map(([property, , ours]) => [property, ours]),
    );
  });
});
