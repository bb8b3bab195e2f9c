import {LitElement, type CSSResultGroup, type PropertyDeclarations} from 'lit';
import type {CxData, CxEventDetails, CxEventName} from '../events/catalogue.js';
import {createId} from '../base/id.js';
import type {Words} from '../locales/words.js';
import {endpointFor} from '../page/endpoint.js';
import {registry, version} from '../page/registry.js';
import {report, reportBad} from '../page/report.js';
import {isDenied, pageUrl, setting, siteName} from '../page/settings.js';
import {flag, parseWords, readChoice, readText} from './attributes.js';
import {readContext} from './context.js';
import {onSeen} from './on-seen.js';
import {base} from './theme/base.js';
import {reportUnknownAttributes} from './unknown-attributes.js';

/** What every element says on the wire about itself and the page. */
type Origin = Omit<CxData<'cx.shown'>, 'visitor'> & {response: string};

/**
 * The part all elements share: identity on the wire, words, theme, opening and closing.
 *
 * It knows nothing of networks: it fires DOM events, and a client that listens delivers them.
 */
export abstract class CxElement extends LitElement {
  static override styles: CSSResultGroup = base;

  static override properties: PropertyDeclarations = {
    survey: {},
    touchpoint: {},
    endpoint: {},
    theme: {},
    words: {},
    context: {},
    open: {type: Boolean, reflect: true, converter: flag},
  };

  /** Stable id of what is asked. Default: the tag name without `cx-`, plus `:` and the touchpoint if set. */
  declare survey: string;
  /** Free label of the place in the journey: `checkout`, `delivery`. */
  declare touchpoint: string;
  /** Where this element's events are posted; wins over the page's setting. */
  declare endpoint: string;
  /** `auto` follows the page's `color-scheme`; `light` and `dark` fix it. */
  declare theme: 'auto' | 'light' | 'dark';
  /** Own wording by key: `send=Submit | optional=No need to fill this in`. */
  declare words: string | {readonly [key: string]: string};
  /** As attribute, the `data-*` names that travel; as property, the context itself. */
  declare context: string | {readonly [key: string]: unknown};
  /** Whether it is on the page. */
  declare open: boolean;

  /** Id of the present response; a new one with each show and `reset()`. @internal */
  protected responseId = createId();
  /** When the present response began, in milliseconds of `performance.now()`. @internal */
  protected startedAt = 0;
  #forgetSeen?: () => void;

  constructor() {
    super();
    this.open = true;
  }

  /** The tag under which `define()` registers unless told another. @internal */
  static tag = '';

  /** Registers this class; a tag that already has a definition is left alone. Returns the class. */
  static define<C extends CustomElementConstructor & {tag: string}>(this: C, tag: string = this.tag): C {
    const present = customElements.get(tag);
    if (!present) customElements.define(tag, this);
    else if (!('cxElement' in present))
      report(document, 'duplicate-define', `${tag}: another script has defined this tag. Ours is left out. (duplicate-define)`);
    return this;
  }

  /** Marks our classes, so that another copy of ours is not mistaken for a stranger's. @internal */
  static readonly cxElement = true;

  /** @internal */
  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (value === 'false' && flag === (this.constructor as typeof CxElement).elementProperties.get(name)?.converter)
      reportBad(this, name, 'there or not there', value, 'boolean-false', 'Remove the attribute.');
    super.attributeChangedCallback(name, old, value);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.startedAt ||= performance.now();
    this.#forgetSeen ??= onSeen(this, () => this.#countShown());
    reportUnknownAttributes(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forgetSeen?.();
    this.#forgetSeen = undefined;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('theme')) readChoice(this, 'theme', ['auto', 'light', 'dark'], 'auto');
    if (changed.has('endpoint') && this.endpoint) endpointFor(this);
  }

  /** Opens it, asking no gate. Resolves when it is drawn. */
  async show(): Promise<void> {
    if (!this.open && this.emit('cx-show', this.origin(), true)) {
      this.renew();
      this.open = true;
    }
    await this.updateComplete;
  }

  /** Closes it. Resolves when it is gone. */
  async hide(): Promise<void> {
    this.open = false;
    await this.updateComplete;
  }

  /** Starts over with a new response. */
  async reset(): Promise<void> {
    this.renew();
    await this.updateComplete;
  }

  /** Lists every gate that decides whether it shows; an inline element without `show-*` has none. */
  async explain(): Promise<{gate: string; pass: boolean; want: string; got: string}[]> {
    return [];
  }

  /** Fires a typed event; false when the page cancelled it. Off the page, the document hears it. @internal */
  protected emit<N extends CxEventName>(name: N, detail: CxEventDetails[N], cancelable = false): boolean {
    const target = this.isConnected ? this : document;
    return target.dispatchEvent(new CustomEvent(name, {bubbles: true, composed: true, cancelable, detail}));
  }

  /** Begins a new response. @internal */
  protected renew(): void {
    this.responseId = createId();
    this.startedAt = performance.now();
  }

  /** The id of what is asked, given or made from tag and touchpoint. @internal */
  protected get surveyId(): string {
    const touchpoint = readText(this, 'touchpoint', 64);
    return readText(this, 'survey', 128) || this.localName.replace(/^cx-/, '') + (touchpoint && ':' + touchpoint);
  }

  /** Who asks what where: the members that all events share. @internal */
  protected origin(): Origin {
    const touchpoint = readText(this, 'touchpoint', 64);
    const context = isDenied() ? undefined : readContext(this);
    return {
      site: siteName(),
      element: this.localName,
      survey: this.surveyId,
      ...(touchpoint && {touchpoint}),
      response: this.responseId,
      ...(context && {context}),
      page: {url: pageUrl()},
      locale: setting('locale') || this.lang || (this.closest<HTMLElement>('[lang]') ?? document.documentElement).lang || 'en',
      lib: version,
    };
  }

  /** Milliseconds since the present response began. @internal */
  protected elapsedMs(): number {
    return Math.round(performance.now() - this.startedAt);
  }

  /** The words in force: the page's own before the language's. @internal */
  protected wording<W extends Words>(language: W): W {
    return {...language, ...parseWords(this.words)};
  }

  /** An impression counts once per survey and page view. */
  #countShown(): void {
    const key = location.pathname + ' ' + this.surveyId;
    if (!this.open || registry().seen.has(key)) return;
    registry().seen.add(key);
    this.emit('cx-seen', this.origin(), true);
  }
}
