import type {TemplateResult} from 'lit';
import type {Kit} from '../kit.js';

/** What one text field needs to be drawn. */
export interface FieldView {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'email' | 'tel';
  /** What is wrong with it, in words for the visitor. */
  readonly problem?: string | undefined;
  /** A line of help below it; no part of its name, or it would be read twice. */
  readonly note?: string | undefined;
  readonly onWrite: (name: string, text: string) => void;
}

/** Functions that draw fields. */
export interface Fields {
  /** Draws a field of one line with its label, its help and its problem. */
  readonly line: (view: FieldView) => TemplateResult;
  /** Draws a field of several lines. */
  readonly area: (view: FieldView) => TemplateResult;
}

const autocomplete = {text: 'name', email: 'email', tel: 'tel'};

/** Makes the functions that draw fields. A label stands beside its field: WebKit takes the text of a field within it for a name. */
export function makeFields({html, nothing}: Kit): Fields {
  const below = (name: string, problem?: string, note?: string) =>
    problem || note ? html`<span id="${name}-note" class=${problem ? 'bad' : 'small'}>${problem || note}</span>` : nothing;

  return {
    line: ({name, label, value, type = 'text', problem, note, onWrite}) =>
      html`<div class="field">
        <label class="label" for=${name}>${label}</label
        ><input
          id=${name}
          name=${name}
          type=${type}
          maxlength="200"
          autocomplete=${name === 'title' ? 'off' : autocomplete[type]}
          aria-invalid=${problem ? 'true' : nothing}
          aria-describedby=${problem || note ? name + '-note' : nothing}
          .value=${value}
          @input=${(event: InputEvent) => onWrite(name, (event.target as HTMLInputElement).value)}
        />
        ${below(name, problem, note)}
      </div>`,

    area: ({name, label, value, problem, note, onWrite}) =>
      html`<div class="field">
        <label class="label" for=${name}>${label}</label
        ><textarea
          id=${name}
          name=${name}
          part="comment"
          maxlength="5000"
          rows="3"
          aria-invalid=${problem ? 'true' : nothing}
          aria-describedby=${problem || note ? name + '-note' : nothing}
          .value=${value}
          @input=${(event: InputEvent) => onWrite(name, (event.target as HTMLTextAreaElement).value)}
        ></textarea>
        ${below(name, problem, note)}
      </div>`,
  };
}
