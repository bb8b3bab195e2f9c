import type {TemplateResult} from 'lit';
import type {Opening} from '../../hours/opening.js';
import type {Kit} from '../kit.js';
import type {Diary} from './more.js';

/** A slot, or the next moment. */
interface FoundSlot extends Opening {
  readonly isSoon?: boolean;
}

/** What the field needs to be drawn. */
interface SlotView {
  /** The value that the visitor has chosen; empty before. */
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
  readonly label: string;
  /** How the next moment is called. */
  readonly soon: string;
}

/** The slot of a chosen value, else the first: as soon as possible while it is open. Undefined where there is none. */
export function findSlot(diary: Diary, chosen: string): FoundSlot | undefined {
  const slots = diary.slots();
  const found = slots.find(({start}) => `${start}` === chosen);
  if (!found && diary.isOpen()) return {...diary.soonest(), isSoon: true};
  return found ?? slots[0];
}

/** Draws the choice of a time, in the visitor's own time; nothing where there is no choice. */
export function drawSlots(
  {html, nothing}: Kit,
  diary: Diary,
  {chosen, onChoose, label, soon}: SlotView,
): TemplateResult | symbol {
  const slots = diary.slots();
  if (!slots.length) return nothing;
  const option = (value: string, text: string): TemplateResult =>
    html`<option value=${value} .selected=${value === chosen}>${text}</option>`;
  return html`<div class="field">
    <label class="label" for="slot">${label}</label
    ><select id="slot" name="slot" @change=${(event: Event) => onChoose((event.target as HTMLSelectElement).value)}>
      ${diary.isOpen() ? option('', soon) : nothing} ${slots.map(slot => option(`${slot.start}`, capital(nameSlot(diary, slot))))}
    </select>
  </div>`;
}

/** How a slot is called, on the visitor's clock: `tomorrow, 10:00–12:00`. */
export function nameSlot(diary: Diary, {start, end}: Opening): string {
  return diary.speech().span(start, end, Date.now());
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
