import type {TemplateResult} from 'lit';
import type {Opening} from '../../hours/opening.js';
import type {Kit} from '../kit.js';
import type {Diary} from './more.js';

/** A slot and how it is called; nothing where it is the next moment. */
interface NamedSlot extends Opening {
  readonly text: string;
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
export function findSlot(diary: Diary, chosen: string): NamedSlot | undefined {
  const slots = diary.slots();
  const found = slots.find(({start}) => `${start}` === chosen);
  if (!found && diary.isOpen()) return {...diary.soonest(), text: ''};
  const slot = found ?? slots[0];
  return slot && {...slot, text: nameOf(diary, slot)};
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
  return html`<label class="field"
    ><span class="label">${label}</span
    ><select name="slot" @change=${(event: Event) => onChoose((event.target as HTMLSelectElement).value)}>
      ${diary.isOpen() ? option('', soon) : nothing} ${slots.map(slot => option(`${slot.start}`, capital(nameOf(diary, slot))))}
    </select></label
  >`;
}

function nameOf(diary: Diary, {start, end}: Opening): string {
  const {day, range} = diary.speech();
  return `${day(start, Date.now())}, ${range(start, end)}`;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
