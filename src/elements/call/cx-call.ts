import {html, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {call} from '../../locales/en.js';
import {fire} from '../../page/fire.js';
import {parseWords} from '../../survey/choices.js';
import {readText} from '../attributes.js';
import {CxElement} from '../cx-element.js';
import {buttonStyles} from '../theme/button.js';
import {css} from '../../page/css.js';
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
        align-items: center;
        gap: 14px;
      }
      .bell {
        flex: none;
        inline-size: 50px;
        padding: 13px;
        border-radius: 50%;
        background: var(--_accent);
        color: var(--_on-accent);
        transition: scale 0.15s;
      }
      .card:active .bell {
        scale: 0.94;
      }
      .text {
        flex: 1;
        min-inline-size: 0;
      }
      .number {
        display: block;
        color: inherit;
        font-size: 1.125em;
        font-weight: 650;
        line-height: 1.4;
        font-variant-numeric: tabular-nums;
        text-decoration: none;
      }
      /* The whole card calls: one tap, wherever the thumb lands. */
      .number::after {
        position: absolute;
        inset: 0;
        content: '';
      }
      .number:hover {
        text-decoration: underline;
        text-decoration-thickness: 2px;
        text-underline-offset: 4px;
      }
      .copy {
        position: relative;
        z-index: 1;
        flex: none;
        padding: 10px;
        background: none;
        color: var(--_muted);
      }
      .copy:hover {
        background: var(--_sunk);
        color: inherit;
      }
      .copy svg {
        inline-size: 22px;
      }
      @media (hover: none) and (pointer: coarse) {
        .copy {
          display: none;
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

  /** True once somebody has called. @internal */
  isDone = false;

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
    this.isDone = true;
    return fire(this, 'cx-call', {...this.origin(), seq: 1, elapsedMs: this.elapsedMs(), channel, number: this.tel}, true);
  }

  protected override render(): TemplateResult {
    const words = {...call, ...parseWords(this.words)};
    const label = readText(this, 'label', 200) || words.label;
    const href = parseTel(this, this.tel);
    if (!href) return html`<slot></slot>`;
    const copied = this.copied ? words.copied : '';
    return html`<div class="card">
      ${icon('M6 3.5h3L10.5 8l-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1-1 2-2 2C10 20 4 14 4 5.5c0-1 1-2 2-2z', 'bell')}
      <div class="text">
        <p class="small">${label}</p>
        <a class="number" part="number" href=${href} @click=${this.#onCall}>${this.tel}</a>
      </div>
      <button class="copy" type="button" title=${copied || words.copy} aria-label=${words.copy} @click=${this.#onCopy}>
        ${icon(copied ? 'M5 12.5 9.5 17 19 7.5' : 'M9 9h11v11H9zM5 15H4V4h11v1')}
      </button>
      <span class="gone" role="status">${copied}</span>
    </div>`;
  }
}

function icon(path: string, name = ''): TemplateResult {
  return html`<svg class=${name} viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;
}
