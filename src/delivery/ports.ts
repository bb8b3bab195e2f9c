import type {CxEventDetails, CxEventName} from '../events/catalogue.js';

/** What delivery needs of the page; handed in, because its bundle shares no module with the entry. */
export interface DeliveryPorts {
  /** Events that could not be written to the device: id → record. */
  readonly memory: Map<string, string>;
  /** The script tags whose `data-cx-*` are settings. */
  readonly scripts: Set<HTMLScriptElement>;
  /** The page's endpoint as written. */
  endpoint(): string | undefined;
  /** The full URL of an endpoint as written, or the code that says why there is none. */
  resolve(given: unknown): URL | string;
  site(): string;
  isDenied(): boolean;
  /** Whether an event may be written to the device. */
  mayRemember(isAct: boolean): boolean;
  /** Whether the act with this id happened on this page. */
  isMine(id: string): boolean;
  /** Fires an event where the act with this id happened. */
  tell<N extends CxEventName>(id: string, name: N, detail: CxEventDetails[N]): void;
  /** Reports a problem where the act with this id happened; on the document where there is no id. */
  report(id: string, code: string, message: string, more?: {[name: string]: unknown}, level?: 'warn' | 'error'): void;
  /** Lets go of the element behind an id: nothing more will be told about it. */
  settle(id: string): void;
}
