import {html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult} from 'lit';
import {call} from '../../locales/en.js';
import {fire} from '../../page/fire.js';
import {parseWords} from '../../survey/choices.js';
import {flag, named, readText, reflected, textOf} from '../attributes.js';
import {CxElement} from '../cx-element.js';
import {say} from '../language.js';
import {buttonStyles} from '../theme/button.js';
import type {CallMore} from './more.js';
import {callStyles} from './styles.js';
import {parseTel} from './tel.js';

/** Attributes that need more than the number. */
const more = ['hours', 'closed', 'openOn', 'desktop', 'channels'];

/**
 * Lets a visitor call in one tap: a link on a phone; on a desktop the number to read and copy, a code to scan or a form.
 *
 * Hours, messengers, the code and the form are parts of their own, loaded where an attribute asks for them; the number is
 * there before.
 *
 * @element cx-call
 * @fires cx-call - The number or a messenger was pressed.
 * @fires cx-submit - Somebody asked to be called back.
 * @slot - Content for browsers without script, and where `tel` is no number.
 * @slot consent - Replaces the line above the button of the callback form.
 * @csspart question - What the call is for.
 * @csspart number - The number.
 * @csspart hours - Whether it is open, and until when.
 * @csspart code - The code to scan.
 * @csspart links - The messengers.
 * @csspart link - One of them.
 * @csspart callback - The form that asks to be called back, and what becomes of it.
 * @csspart submit - The button of that form.
 */
export class CxCall extends CxElement {
  static override tag = 'cx-call';
  static override styles: CSSResultGroup = [CxElement.styles, buttonStyles, callStyles];
  static override properties: PropertyDeclarations = {
    ...named('tel label hours timezone closed openOn desktop channels country'),
    ...named('whenClosed', reflected),
    openNow: {type: Boolean, attribute: 'open-now', reflect: true, converter: flag},
    copied: {state: true},
    more: {state: true},
  };

  /** The number, in international form: `+358 40 123 4567`. */
  declare tel: string;
  /** What the call is for, or who answers. */
  declare label: string;
  /** Opening hours as schema.org writes them: `Mo-Fr 09:00-12:00,13:00-18:00; Sa 10:00-14:00`. */
  declare hours: string | readonly string[];
  /** The zone in which `hours` hold: `Europe/Helsinki`; default: the visitor's. */
  declare timezone: string;
  /** Dates on which it does not open: `2026-12-25, 2026-12-31/2027-01-01`. */
  declare closed: string | readonly string[];
  /** Dates with hours of their own: `2026-12-24 10:00-14:00`; they win over `closed`. */
  declare openOn: string | readonly string[];
  /** What there is outside the hours: a `form` to be called back, the `message` alone, or nothing (`hide`); default `form` where the page has an endpoint, else `message`. */
  declare whenClosed: 'form' | 'message' | 'hide';
  /** What there is where there is no phone: the `number` to copy, also as a `qr` code, or a `form` to be called back. */
  declare desktop: 'number' | 'qr' | 'form';
  /** Messengers: `whatsapp=+358401234567 telegram=northwind viber=+358401234567 mailto=help@shop.example`. */
  declare channels: string | readonly string[];
  /** Whose calling code a number without one gets: `FI` or `+358`; default: that of `tel`. */
  declare country: string;
  /** True while it is open; always, where no hours are given. */
  declare openNow: boolean;
  /** When that changes next; null where it never does, or nobody knows. */
  nextChange: Date | null = null;
  /** @internal */
  declare protected copied: boolean;
  /** What the page asks for besides the number, once it is loaded. @internal */
  declare more?: CallMore;

  /** True once somebody has called, or has asked to be called. @internal */
  isDone = false;

  /** Pending while more than the number is fetched. */
  #loading?: Promise<void>;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.more) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.more?.leave();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.more) return this.more.check();
    if (!more.some(name => textOf(this, name))) this.openNow = true;
    else
      this.#loading ??= import('./more.js').then(
        ({makeMore}) => {
          this.more = makeMore(this, {html, nothing});
        },
        () => {
          // Offline, or a deployment has taken the file away: there is the number, and the next change tries again.
          this.openNow = true;
          this.#loading = undefined;
        },
      );
  }

  override async show(): Promise<void> {
    if (this.whenClosed === 'hide') await this.updateComplete.then(() => this.#loading);
    // What appears above the page does not come where it would be empty.
    if (this.whenClosed !== 'hide' || this.openNow !== false || !/^(p|d|b)/.test(this.showAs)) await super.show();
  }

  protected override renew(): void {
    super.renew();
    this.isDone = false;
    this.more?.startOver();
  }

  #onCall = (event: Event): void => {
    if (!this.emitCall('tel', this.tel)) event.preventDefault();
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

  /** Tells the page of a press; false where it has cancelled it. @internal */
  emitCall(channel: string, number: string): boolean {
    this.isDone = true;
    return fire(this, 'cx-call', {...this.origin(), seq: 1, elapsedMs: this.elapsedMs(), channel, number}, true);
  }

  protected override render(): TemplateResult {
    const words = {...say(this, 'call', call), ...parseWords(this.words)};
    const label = readText(this, 'label', 200) || words.label;
    const href = parseTel(this, this.tel);
    if (!href) return html`<slot></slot>`;
    const copied = this.copied ? words.copied : '';
    return html`<div class="card">
      <div class="head">
        ${icon('M6 3.5h3L10.5 8l-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1-1 2-2 2C10 20 4 14 4 5.5c0-1 1-2 2-2z', 'bell')}
        <div class="text">
          <p id="question" class="small" part="question">${label}</p>
          <a class="number" part="number" href=${href} @click=${this.#onCall}><bdi>${this.tel}</bdi></a>
          ${this.more?.hours() ?? (this.hours ? html`<p class="small">&nbsp;</p>` : nothing)}
        </div>
        <button class="copy" type="button" title=${copied || words.copy} @click=${this.#onCopy}>
          ${icon(copied ? 'M5 12.5 9.5 17 19 7.5' : 'M9 9h11v11H9zM5 15H4V4h11v1')}
        </button>
        <span class="gone" role="status">${copied}</span>
      </div>
      ${this.more?.below(href)}
    </div>`;
  }
}

function icon(path: string, name = ''): TemplateResult {
  return html`<svg class=${name} viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;
}
