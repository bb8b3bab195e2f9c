import {html, type TemplateResult} from 'lit';

/** Draws the thank-you. It takes the focus, because the button that had it is gone. */
export function thanks(title: string, more: string): TemplateResult {
  return html`<div class="done" part="thanks" tabindex="-1">
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5 9.5 17 19 7.5" /></svg>
    <slot name="thanks"
      ><p class="question">${title}</p>
      <p class="small">${more}</p></slot
    >
  </div>`;
}
