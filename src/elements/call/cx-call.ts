import {html, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {call} from '../../locales/en.js';
import {fire} from '../../page/fire.js';
import {parseWords} from '../../survey/choices.js';
import {readText} from '../attributes.js';
import {CxElement} from '../cx-element.js';
import {buttonStyles} from '../theme/button.js';
import {css} from '../theme/css.js';
import {parseTel} from './tel.js';

/**
 * Lets a visitor call in one tap: a link on a phone, the number to read and copy on a desktop.
 *
 * @element cx-call
 * @fires cx-call - The number was pressed.
 * @slot - Content for browsers without script, and where `tel` is no number.
 * @csspart number - The number.
 */
export class CxCall extends CxElement {
  static override tag = 'cx-call';
  static override styles: CSSResultGroup = [
    CxElement.styles,
    buttonStyles,
    css`
      .card {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px 14px;
      }
      .bell {
        flex: none;
        padding: 13px;
        border-radius: 50%;
        background: var(--_accent);
        color: var(--_on-accent);
      }
      svg {
        inline-size: 24px;
      }
      .text {
        flex: 1 0 auto;
        max-inline-size: 100%;
      }
      .number {
        display: inline-block;
        padding-block: 4px;
        color: inherit;
        font-size: 1.25em;
        font-weight: 650;
        line-height: 1.3;
        font-variant-numeric: tabular-nums;
        text-decoration: none;
        user-select: all;
      }
      .number:hover {
        text-decoration: underline;
        text-decoration-thickness: 2px;
        text-underline-offset: 4px;
      }
      .quiet {
        border-color: var(--_line);
        background: none;
        color: inherit;
      }
      .phone {
        display: none;
      }
      @media (hover: none) and (pointer: coarse) {
        .quiet {
          display: none;
        }
        .phone {
          display: block;
          flex: 1 1 100%;
          padding: 12px 20px;
          border-radius: var(--_control);
          background: var(--_accent);
          color: var(--_on-accent);
          font-weight: 600;
          text-align: center;
          text-decoration: none;
        }
      }
    `,
  ];
  static override properties: PropertyDeclarations = {tel: {}, label: {}, copied: {state: true}};

  /** The number, in international form: `+358 40 123 4567`. */
  declare tel: string;
  /** What the call is for, or who answers. */
  declare label: string;
  /** @internal */
  declare protected copied: boolean;

  #onCall = (event: Event): void => {
    if (!this.#emitCall('tel')) event.preventDefault();
  };

  #onCopy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.tel);
      this.copied = true;
    } catch {
      // No permission, or no secure context: the number is selected instead, one key away from copied.
      const number = this.renderRoot.querySelector('.number');
      if (number) getSelection()?.selectAllChildren(number);
    }
  };

  #emitCall(channel: string): boolean {
    return fire(this, 'cx-call', {...this.origin(), seq: 1, elapsedMs: this.elapsedMs(), channel, number: this.tel}, true);
  }

  protected override render(): TemplateResult {
    const words = {...call, ...parseWords(this.words)};
    const label = readText(this, 'label', 200) || words.label;
    const href = parseTel(this, this.tel);
    if (!href) return html`<slot></slot>`;
    return html`<div class="card">
      <span class="bell" aria-hidden="true"
        ><svg viewBox="0 0 24 24">
          <path d="M6 3.5h3L10.5 8l-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1-1 2-2 2C10 20 4 14 4 5.5c0-1 1-2 2-2z" /></svg
      ></span>
      <div class="text">
        <p class="small">${label}</p>
        <a class="number" part="number" href=${href} @click=${this.#onCall}>${this.tel}</a>
      </div>
      <button class="quiet" type="button" @click=${this.#onCopy}>${this.copied ? words.copied : words.copy}</button>
      <a class="phone" href=${href} aria-hidden="true" tabindex="-1" @click=${this.#onCall}>${label}</a>
      <span class="gone" role="status">${this.copied ? words.copied : ''}</span>
    </div>`;
  }
}
