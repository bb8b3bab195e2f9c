import type {TemplateResult} from 'lit';
import type {Choice} from '../../survey/choices.js';
import type {Kit} from '../kit.js';

/** Draws reasons as chips that can be switched on and off; native checkboxes underneath. */
export type Chips = (choices: readonly Choice[], chosen: readonly string[], onToggle: (key: string) => void) => TemplateResult;

/** Makes the function that draws reasons. */
export function makeChips({html}: Pick<Kit, 'html'>): Chips {
  return (choices, chosen, onToggle) =>
    html`<div class="chips" part="reasons" role="group" aria-labelledby="ask">
      ${choices.map(
        ({key, label}) =>
          html`<label class="option"
            ><span class="cell ${chosen.includes(key) ? 'on' : ''}"
              ><input type="checkbox" .checked=${chosen.includes(key)} @change=${() => onToggle(key)} />${label}</span
            ></label
          >`,
      )}
    </div>`;
}
