import {ReactiveElement, render, type CSSResultGroup, type PropertyDeclarations} from 'lit';
import type {CxData} from '../events/catalogue.js';
import {createId} from '../base/id.js';
import {fire} from '../page/fire.js';
import {registry, version, type Finding, type Surface} from '../page/registry.js';
import {isDenied, pageUrl, siteName} from '../page/settings.js';
import {arm, rise} from './arm.js';
import {flag, named, readText, reflected, textOf} from './attributes.js';
import {readContext} from './context.js';
import {languageOf, languagesOf, listen} from './language.js';
import {seekWords} from './seek-words.js';
import {checkAttributes, reportBad} from './report-bad.js';
import {base} from './theme/base.js';

/** What these may be, where they are set; what is expected else is said by the part that explains problems. */
const allowed = [
  ['theme', 'choice-invalid', /^(auto|light|dark)$/],
  ['contact', 'choice-invalid', /^(email|phone)$/],
  ['endpoint', 'endpoint-invalid', /^(https?:\/\/|\/(?!\/))/i],
] as const;

/** As what it appears above the page, in a layer of its own. */
const over = /^(popover|dialog|banner)$/;

/** What every element says on the wire about itself and the page. */
type Origin = Omit<CxData<'cx.shown'>, 'visitor'> & {response: string};

/**
 * The part all elements share: identity on the wire, words, theme, opening and closing.
 *
 * It knows nothing of networks: it fires DOM events, and a client that listens delivers them.
 *
 * @fires cx-show - Before it opens.
 * @fires cx-problem - Something is wrong with an attribute.
 * @cssprop [--cx-accent=#2b5bd7] - The chosen score, the button, the focus ring.
 * @cssprop [--cx-on-accent=#fff] - Text on the accent; by itself black or white, whichever can be read there.
 * @cssprop [--cx-surface=#fff] - The card.
 * @cssprop [--cx-sunk=#f4f5f8] - A score that is not chosen.
 * @cssprop [--cx-text=#1a1f2c] - Text.
 * @cssprop [--cx-muted=#5d6474] - Captions and hints.
 * @cssprop [--cx-line=#dfe2e8] - Thin lines.
 * @cssprop [--cx-radius=14px] - Corners of the card.
 * @cssprop [--cx-control-radius=10px] - Corners of scores, fields and buttons.
 * @cssprop [--cx-padding=20px] - Room inside the card.
 * @cssprop [--cx-max-width=38em] - How wide the card may grow.
 * @cssprop [--cx-shadow=none] - A shadow under the card.
 * @cssprop [--cx-font=inherit] - Font family; inherited from the page.
 * @cssprop [--cx-font-size=max(1em, 16px)] - Size of the text; everything follows it.
 */
export abstract class CxElement extends ReactiveElement {
  static override styles: CSSResultGroup = base;

  static override properties: PropertyDeclarations = {
    ...named('survey touchpoint endpoint words context'),
    open: {type: Boolean, reflect: true, converter: flag},
    ...named('theme showAs placement showWhen showOn showTo showAgain snooze maxShows showFrom showUntil priority', reflected),
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
  /** As what it appears: `inline`, `popover`, `dialog` or `banner`. */
  declare showAs: 'inline' | 'popover' | 'dialog' | 'banner';
  /** The corner of a popover, or the edge of a banner: `bottom-end`, `bottom-start`, `top-end`, `top-start`. */
  declare placement: string;
  /** The moments at which it appears, the first counts: `delay 8s, scroll 60%, exit`. */
  declare showWhen: string | readonly string[];
  /** On which pages: `/product/* !/product/draft/*`. */
  declare showOn: string | readonly string[];
  /** To whom: `returning phone 20%`. */
  declare showTo: string | readonly string[];
  /** When it may ask again after an answer: `never`, `always`, or a duration; default `90d`. */
  declare showAgain: string;
  /** How long it stays away after somebody closed it; default `14d`. */
  declare snooze: string;
  /** How often it appears without an answer. */
  declare maxShows: number;
  /** The day, or the moment, from which on it appears. */
  declare showFrom: string;
  /** The last day on which it appears, or the moment at which that ends. */
  declare showUntil: string;
  /** Of several that are due, the highest appears; default 0. */
  declare priority: number;
  /** Whether it is on the page. */
  declare open: boolean;

  /** Id of the present response; a new one with each show and `reset()`. @internal */
  protected responseId = createId();
  /** When the present response began, in milliseconds of `performance.now()`. @internal */
  protected startedAt = 0;

  /** True for a test of the page's author, which is never counted. @internal */
  declare isTest?: boolean;

  /** True once somebody has asked for it, so that no rule keeps it closed. */
  #isInvited = false;
  /** The layer above the page on which it appears, unless it stands in the page itself. */
  #surface?: Surface;

  constructor() {
    super();
    this.open = true;
  }

  /** The tag under which `define()` registers unless told another. @internal */
  static tag = '';

  /** Registers this class; a tag that already has a definition is left alone. Returns the class. */
  static define<C extends CustomElementConstructor & {tag: string}>(this: C, tag: string = this.tag): C {
    const present = customElements.get(tag);
    // Trusted Types may refuse Lit its policy: left undefined, the tag goes on showing its content. As a module of npm, Lit
    // has thrown by now; in the files that a script tag names, scripts/browser-floor.mjs makes it say so here.
    if (!present && (render as {isRefused?: boolean} & typeof render).isRefused)
      reportBad(document, 'trusted-types', 'trusted-types');
    else if (!present)
      try {
        customElements.define(tag, this);
      } catch {
        // This class has a tag already: a second one needs a class of its own.
        customElements.define(tag, class extends this {});
      }
    else if (!('cxElement' in present)) reportBad(document, 'duplicate-define', tag);
    return this;
  }

  /** Marks our classes, so that another copy of ours is not mistaken for a stranger's. @internal */
  static readonly cxElement = true;

  override connectedCallback(): void {
    super.connectedCallback();
    checkAttributes(this, (this.constructor as typeof CxElement).observedAttributes);
    arm(this);
    listen(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    registry().speakers?.delete(this);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    seekWords(this);
    // What has rules waits for them.
    const isRuled = [...changed.keys()].some(name => /^(show|snooze|maxS)/.test(String(name)));
    if (isRuled && !this.hasUpdated && !this.#isInvited) this.open = false;
    // Whoever opens it by its property opens it as `show()` does.
    if (this.open && !this.#surface && over.test(this.showAs)) {
      this.open = false;
      void this.show();
    }
    // The client counts the impression from here on, and the page may keep the prompt hidden.
    if (changed.has('open') && this.open && !this.isSilent) {
      this.startedAt = performance.now();
      this.open = fire(this, 'cx-show', this.origin(), true);
    }
    for (const [name, code, pattern] of allowed) {
      const given = textOf(this, name);
      if (changed.has(name) && given && !pattern.test(given)) reportBad(this, code, name, given);
    }
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    super.update(changed);
    if (this.open) {
      const place = this.#surface?.place ?? (this.renderRoot as ShadowRoot);
      render(this.render(), place, {host: this});
      // It may not be the one of the page around.
      if (place.firstElementChild) (place.firstElementChild as HTMLElement).lang = languageOf(this);
    }
    if (changed.has('open')) this.#surface?.turn(this.open);
    arm(this);
  }

  /** True where it asks nobody for itself: nothing of it is counted or sent. @internal */
  protected get isSilent(): boolean {
    return false;
  }

  /** Draws it. @internal */
  protected abstract render(): unknown;

  /** Opens it, asking no gate. Resolves when it is drawn. */
  async show(): Promise<void> {
    this.#isInvited = true;
    if (!this.open) await this.reset();
    if (over.test(this.showAs)) this.#surface ??= await rise(this);
    this.open = !over.test(this.showAs) || !!this.#surface;
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
  async explain(): Promise<Finding[]> {
    return registry().rules?.explain(this) ?? [];
  }

  /** Begins a new response. @internal */
  protected renew(): void {
    this.responseId = createId();
    this.startedAt = performance.now();
  }

  /** Who asks what where: the members that all events share. @internal */
  origin(): Origin {
    const touchpoint = readText(this, 'touchpoint', 64);
    const context = !isDenied() && readContext(this);
    return {
      site: siteName(),
      element: this.localName,
      survey: readText(this, 'survey', 128) || this.localName.replace(/^cx-/, '') + (touchpoint && ':' + touchpoint),
      ...(touchpoint && {touchpoint}),
      response: this.responseId,
      ...(this.isTest && {test: true}),
      ...(context && {context}),
      page: {url: pageUrl()},
      locale: languagesOf(this)[0] as string,
      lib: version,
    };
  }

  /** Milliseconds since the present response began. @internal */
  elapsedMs(): number {
    return Math.round(performance.now() - this.startedAt);
  }
}
