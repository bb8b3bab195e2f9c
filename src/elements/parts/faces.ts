import {html, type TemplateResult} from 'lit';
import {heart, star} from './shapes.js';

/** The looks a rating can have. */
export type Look = 'star' | 'emoji' | 'thumb' | 'heart' | 'number';

const thumb = 'M7 11v9H3v-9h4l4-8q3 0 2 6h6q2 0 2 2l-2 8q0 1-2 1H7';
const face = 'M2 12a10 10 0 0 1 20 0 10 10 0 0 1-20 0zM9 9v1M15 9v1M8 ';

/**
 * Draws the symbol of one value; `place` is where the value stands between the ends, from 0 to 1.
 *
 * A face's mouth bends with it, and a thumb turns.
 */
export function symbol(look: Look, place: number): TemplateResult {
  const bend = place * 5 - 2.5;
  const path = {star, heart, thumb, number: '', emoji: `${face}${15 - bend / 2}Q12 ${15 + bend} 16 ${15 - bend / 2}`}[look];
  const turn = look === 'thumb' && !place ? 'rotate(180 12 12)' : '';
  // One path in each drawing: a template minifier may drop the slash of an empty tag, and SVG would nest the rest in it.
  return html`<svg viewBox="0 0 24 24"><path d=${path} transform=${turn}></path></svg>`;
}
