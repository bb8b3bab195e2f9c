import {html, svg, type SVGTemplateResult, type TemplateResult} from 'lit';

/** The looks a rating can have. */
export type Look = 'star' | 'emoji' | 'thumb' | 'heart' | 'number';

const star = 'M12 3.2l2.7 5.6 6.1.9-4.4 4.3 1 6.1L12 17.2l-5.4 2.9 1-6.1L3.2 9.7l6.1-.9z';
const heart = 'M12 20.3C5.5 15.9 3 12.6 3 9a4.7 4.7 0 0 1 9-2 4.7 4.7 0 0 1 9 2c0 3.6-2.5 6.9-9 11.3z';
const thumb = 'M7 10.5v9H3.5v-9zm0 0 4-7c1.5 0 2.5 1 2.5 2.5L13 9h5.5c1.4 0 2.3 1.2 2 2.5l-1.4 6.4c-.2.9-1 1.6-2 1.6H7';

/** Draws one star or heart, or one half of it: `part` 0 is the first half, 1 the second, undefined the whole. */
export function symbol(look: 'star' | 'heart', part?: 0 | 1): TemplateResult {
  const box = part === undefined ? '1 1 22 22' : part ? '12 1 11 22' : '1 1 11 22';
  return drawing(box, svg`<path d=${look === 'star' ? star : heart} />`);
}

/** Draws a face whose mouth bends with `place`, from 0 (sad) to 1 (glad). */
export function mood(place: number): TemplateResult {
  const bend = (place - 0.5) * 5;
  const lips = `M8 ${15 - bend / 2}Q12 ${15 + bend} 16 ${15 - bend / 2}`;
  return drawing('0 0 24 24', svg`<circle cx="12" cy="12" r="9.5" /><path d="${lips}M9 9.3v.6M15 9.3v.6" />`);
}

/** Draws a thumb, up or down. */
export function thumbs(isUp: boolean): TemplateResult {
  return drawing('0 0 24 24', svg`<path d=${thumb} transform=${isUp ? '' : 'rotate(180 12 12)'} />`);
}

function drawing(viewBox: string, content: SVGTemplateResult): TemplateResult {
  return html`<svg viewBox=${viewBox}>${content}</svg>`;
}
