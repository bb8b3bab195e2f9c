import {html, type TemplateResult} from 'lit';

/** What a scale needs to be drawn. */
export interface ScaleView {
  /** Classes of the row: `numbers` for many of them, `stars` for what is lit up to the chosen one, the look. */
  readonly kind: string;
  readonly values: readonly number[];
  readonly value: number | null;
  /** True where every value up to the chosen one is lit, as stars are. */
  readonly fills?: boolean;
  /** The accessible name of one value; it starts with the value. */
  readonly name: (value: number) => string;
  /** What is seen in the cell of one value. */
  readonly face: (value: number) => TemplateResult | string | number;
  readonly onPick: (value: number) => void;
  /** Whether a value cannot be chosen. */
  readonly isOff?: ((value: number) => boolean) | undefined;
}

/** Draws a scale as native radios: one tab stop, arrows move, and every browser and screen reader knows them. */
export function scale({kind, values, value, fills, name, face, onPick, isOff}: ScaleView): TemplateResult {
  return html`<div class="scale ${kind}" role="radiogroup" aria-labelledby="question">
    ${values.map(
      option =>
        html`<label class="option"
          ><span class="cell ${option === value || (fills && value !== null && option <= value) ? 'on' : ''}" part="option"
            ><input
              type="radio"
              name="score"
              aria-label=${name(option)}
              .checked=${option === value}
              ?disabled=${isOff?.(option)}
              @change=${() => onPick(option)}
            /><span aria-hidden="true">${face(option)}</span></span
          ></label
        >`,
    )}
  </div>`;
}

/** What the two ends of a scale mean. */
export interface Ends {
  readonly low: string;
  readonly high: string;
}

/** Draws what the two ends of a scale mean. The radios' names say it too, so it is seen only. */
export function captions({low, high}: Ends): TemplateResult {
  return html`<div class="captions small" aria-hidden="true">
    <span part="low">${low}</span><span part="high">${high}</span>
  </div>`;
}

/** Draws a scale of numbers and what its ends mean. */
export function numberScale(
  values: readonly number[],
  value: number | null,
  ends: Ends,
  onPick: (value: number) => void,
  digits: (value: number) => string | number,
): TemplateResult {
  const last = values.length - 1;
  return html`${scale({
    kind: last > 7 ? 'numbers' : 'few',
    values,
    value,
    name: option => digits(option) + (option === values[0] ? `, ${ends.low}` : option === values[last] ? `, ${ends.high}` : ''),
    face: digits,
    onPick,
  })}${captions(ends)}`;
}
