import {createId} from './base/id.js';
import {wireTypes, type CxData, type CxEventDetails, type WireEventName} from './events/catalogue.js';
import {toEnvelope} from './events/envelope.js';
import type {Client, Outbox} from './page/client-port.js';
import {endpointFor, resolveEndpoint} from './page/endpoint.js';
import {fire} from './page/fire.js';
import {whenIdle} from './page/idle.js';
import {registry, version} from './page/registry.js';
import {report} from './page/report.js';
import {isDenied, pageUrl, setting, siteName} from './page/settings.js';
import {onPress} from './page/show.js';
import {hasWaiting, keep} from './page/write-ahead.js';
import type {Delivery} from './delivery/start.js';

export {configure, type Settings} from './page/settings.js';

/** What `send()` fills in where it is missing. */
type Filled = 'site' | 'element' | 'response' | 'seq' | 'partial' | 'answers';

/** The data of an act in your own user interface: the survey, and whatever else you know. */
export type SendData<N extends WireEventName> = Partial<CxEventDetails[N]> & Omit<CxEventDetails[N], Filled>;

/**
 * Connects the page's events to delivery: from then on each answer is kept and sent.
 *
 * Does nothing where a client is connected already, or where there is no page.
 */
export function connect({warm = true}: {warm?: boolean} = {}): void {
  if (typeof document === 'undefined') return;
  const page = registry();
  page.client ??= createClient();
  if (warm) page.client.warm();
}

/** Sends an act of your own user interface; resolves when it is kept. */
export async function send<N extends WireEventName>(name: N, data: SendData<N>): Promise<CxEventDetails['cx-stored']> {
  connect();
  const {client} = registry();
  if (!client) throw new TypeError('cx-elements: expected "send" to be called in a page, got no document.');
  const {score} = data as {score?: number};
  const answer = name === 'cx-submit' || name === 'cx-partial';
  const filled = {
    site: siteName(),
    element: 'custom',
    response: createId(),
    page: {url: pageUrl()},
    lib: version,
    ...(answer && {seq: 1, partial: name === 'cx-partial', answers: score === undefined ? {} : {score}}),
    ...data,
  };
  return client.take(name, filled as unknown as CxEventDetails[N]);
}

function createClient(): Client {
  const targets = new Map<string, EventTarget | undefined>();
  let delivery: Promise<Delivery> | undefined;

  const load = (): Promise<Delivery> =>
    (delivery ??= import('./delivery/start.js').then(({startDelivery}) =>
      startDelivery({
        memory: registry().memory,
        scripts: registry().scripts,
        endpoint: () => setting('endpoint'),
        resolve: resolveEndpoint,
        site: siteName,
        isDenied,
        mayRemember,
        isMine: id => targets.has(id),
        tell: (id, name, detail) => fire(targets.get(id), name, detail),
        report: (id, ...problem) => report(targets.get(id), ...problem),
        settle: id => void targets.delete(id),
      }),
    ));

  const flush = (): void => {
    load().then(
      ({wake}) => wake(),
      () => {
        // The part could not be fetched. What waits is kept; the next event, coming back online or the next page tries again.
        delivery = undefined;
        addEventListener('online', flush, {once: true});
      },
    );
  };

  const keepText = (name: WireEventName, id: string, response: string | undefined, text: string, target?: EventTarget) => {
    const isAct = name !== 'cx-seen';
    const record = `{${JSON.stringify(endpointFor(target)).slice(1, -1)},"event":${text}}`;
    const durable = keep(id, record, mayRemember(isAct));
    const stored = {id, durable, ...(response && {response})};
    targets.set(id, target);
    if (isAct) fire(target, 'cx-stored', stored);
    flush();
    return stored;
  };

  /** Freezes an act as the text that is sent, however the page changes its objects afterwards. */
  const freeze = <N extends WireEventName>(name: N, data: CxEventDetails[N], id: string): string => {
    const type = wireTypes[name];
    const full = {
      ...data,
      ...(type === 'cx.submitted' && {visitor: setting('visitor')}),
      ...(isDenied() && {visitor: undefined, context: undefined}),
    };
    return JSON.stringify(toEnvelope(type, full as CxData<typeof type>, id, new Date().toISOString(), pageUrl()));
  };

  const onWire = (event: Event): void => {
    const name = event.type as WireEventName;
    const {detail} = event as CustomEvent<CxEventDetails[WireEventName] | undefined>;
    // Somebody else's event of the same name has no survey.
    if (!detail?.survey || (name === 'cx-seen' && isDenied())) return;
    const id = createId();
    const text = freeze(name, detail, id);
    const target = event.composedPath()[0];
    // The page may cancel the event after this listener, and its stopPropagation() must lose no answer.
    queueMicrotask(() => event.defaultPrevented || keepText(name, id, detail.response, text, target));
  };

  /** An act of a person is remembered because that is what they asked for; anything else needs consent. */
  function mayRemember(isAct: boolean): boolean {
    return setting('remember') !== 'none' && (isAct || (setting('consent') === 'granted' && !isDenied()));
  }

  for (const name of Object.keys(wireTypes)) addEventListener(name, onWire, true);
  document.addEventListener('click', onPress);
  if (hasWaiting()) whenIdle(flush);

  const through =
    <M extends keyof Outbox>(method: M) =>
    async () =>
      (await load())[method]();

  return {
    flush,
    take(name, data, target) {
      const id = createId();
      return keepText(name, id, data.response, freeze(name, data, id), target);
    },
    warm() {
      whenIdle(flush);
      for (const touch of ['pointerdown', 'keydown', 'focusin'])
        addEventListener(touch, event => /^cx-/.test((event.target as Partial<Element>).localName ?? '') && flush(), {capture: true, once: true});
    },
    outbox: {
      status: through('status'),
      deadLetters: through('deadLetters'),
      retry: through('retry'),
      clear: through('clear'),
    } as Outbox,
  };
}
