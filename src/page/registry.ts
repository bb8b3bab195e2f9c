import type {CxElements} from './script-api.js';
import type {Client} from './client-port.js';
import type {Settings} from './settings.js';

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
  readonly reported: Set<string>;
  /** Surveys whose impression was counted in this page view. */
  readonly seen: Set<string>;
  /** Events that may not be, or could not be, written to the device: id → record. */
  readonly memory: Map<string, string>;
  /** Shadow roots handed over by `observe()`. */
  readonly roots: Set<ParentNode & Node>;
  /** The one client of the page: the first copy that connects. */
  client?: Client;
  /** The one `window.cxElements`: the first script entry that runs. */
  api?: CxElements;
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
    configured: Object.create(null) as Partial<Settings>,
    scripts: new Set(),
    reported: new Set(),
    seen: new Set(),
    memory: new Map(),
    roots: new Set(),
  });
}
