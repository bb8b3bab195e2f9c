import type {CxElements} from './script-api.js';
import type {Client} from './client-port.js';
import type {CxEventDetails} from '../events/catalogue.js';
import type {Settings} from './settings.js';

/** What one gate wants, and whether it lets an element be shown. */
export interface Finding {
  readonly gate: string;
  readonly pass: boolean;
  readonly want: string;
  readonly got: string;
}

/** The show rules of the page. */
export interface Rules {
  /** Has an element shown when its attributes say so; the same rules are armed once. */
  arm(el: Element): void;
  /** Lists every gate that decides whether an element shows. */
  explain(el: Element): Promise<Finding[]>;
}

/** What can appear above the page. */
export interface Rising extends HTMLElement {
  readonly open: boolean;
  readonly showAs: string;
  readonly value?: unknown;
  /** True once a person has done what it asks for; a survey tells by its step. */
  readonly isDone?: boolean;
  readonly flow?: {readonly step: string};
  origin(): CxEventDetails['cx-show'] & {response: string};
  elapsedMs(): number;
  hide(): Promise<void>;
}

/** The layer above the page on which an element appears. */
export interface Surface {
  /** Where the element draws itself. */
  readonly place: HTMLElement;
  /** Opens or closes the layer. */
  turn(isOpen: boolean): void;
}

/** Makes the layer of an element; `close` is the name of its button. */
export type MakeSurface = (el: Rising, close: () => string) => Surface;

/** The words of one group in one language, by key; `{name}` marks what is filled in. */
export interface Words {
  readonly [key: string]: string;
}

/** All words of a language, by group; `locales/en.ts` has each group and each key. */
export interface Locale {
  readonly [group: string]: Words;
}

/** In which language an element speaks now, and its words, at least those of the group; none for English. */
export type Speak = (el: Element, group?: string) => {readonly language: string; readonly words?: Locale | undefined};

/** Fetches the module of an element; resolves once it is defined. */
export type Load = (el: Element) => Promise<unknown> | undefined;

/**
 * What all copies of the library on one page share.
 *
 * Two bundles have two copies of every module, so no module keeps state of its own: it lives here.
 * Members are only ever added, because an older copy may have made the object.
 */
export interface Registry {
  readonly version: string;
  /** What `configure()` has set; it wins over `data-cx-*`. */
  readonly configured: Partial<Settings>;
  /** The script tags that carry `data-cx-*`, read anew at each use, so that a later change counts. */
  readonly scripts: Set<HTMLScriptElement>;
  /** Messages already on the console: one warning per cause. */
  reported?: Set<string>;
  /** Surveys whose impression was counted in this page view. */
  seen?: Set<string>;
  /** Events that may not be, or could not be, written to the device: id → record. */
  memory?: Map<string, string>;
  /** What is remembered of this visitor as long as the page lives; on the device only where it may be. */
  readonly facts: Map<string, string>;
  /** Shadow roots handed over by `observe()`. */
  readonly roots: Set<ParentNode & Node>;
  /** The one client of the page: the first copy that connects. */
  client?: Client;
  /** The one `window.cxElements`: the first script entry that runs. */
  api?: CxElements;
  /** The show rules of the page, once an element has some. */
  rules?: Rules;
  /** Makes the layer above the page on which an element appears, where the stage has brought it. */
  makeSurface?: MakeSurface;
  /** The elements that are on the page and say something. */
  speakers?: Set<{requestUpdate(): void}>;
  /** Words that the page has registered, by language tag in lower case. */
  locales?: {[tag: string]: Locale};
  /** Set once an element is to speak another language than English. */
  speak?: Speak;
  /** The address of a part by its name, relative to the entry; set by the one autoloader of the page, as `load` is. */
  fileOf?: (part: string) => string;
  load?: Load;
  /** Set by the one autoloader of the page: looks for tags in `root`, now and later. */
  search?: (root: ParentNode & Node) => void;
}

declare const __CX_VERSION__: string;

/** The version of this copy, put in by the build. */
export const version: string = typeof __CX_VERSION__ === 'string' ? __CX_VERSION__ : '0.0.0';

const key = Symbol.for('cx-elements');

/** The one object in which all copies meet: `globalThis[Symbol.for('cx-elements')]`. */
export function registry(): Registry {
  const host = globalThis as {[key]?: Registry};
  return (host[key] ??= {
    version,
    // Without prototype: what a page's own slip has put there is no setting.
    configured: {__proto__: null} as Partial<Settings>,
    scripts: new Set(),
    facts: new Map(),
    roots: new Set(),
  });
}
