import {createId} from './base/id.js';
import {toJson} from './base/to-json.js';
import {toText} from './base/to-text.js';
import {wireNames, type CxEventDetails, type WireEventName} from './events/catalogue.js';
import type {DeliveryPorts, Shown} from './delivery/ports.js';
import type {Delivery} from './delivery/start.js';
import type {Client, Outbox, PageCalls, Uploads} from './page/client-port.js';
import {timestamp} from './page/clock.js';
import {fire, type Origin} from './page/fire.js';
import {note} from './page/facts.js';
import {orElse, tryLater, whenIdle} from './page/idle.js';
import {registry, version} from './page/registry.js';
import {isDenied, mayRemember, pageUrl, setting, siteName} from './page/settings.js';
import {keep} from './page/write-ahead.js';

export {configure, type Settings} from './page/settings.js';

/** What `send()` fills in where it is missing. */
type Filled = 'site' | 'element' | 'response' | 'seq' | 'partial' | 'answers';

/** The data of an act in your own user interface: the survey, and whatever else you know. */
export type SendData<N extends WireEventName> = Partial<CxEventDetails[N]> & Omit<CxEventDetails[N], Filled>;

/**
 * Connects the page's events to delivery: from then on each answer is kept and sent.
 *
 * Does nothing where a client is connected already, or where there is no page. `begin` says when what waits of earlier
 * pages is sent; default: when the page is idle.
 */
export function connect(begin: (flush: () => void) => void = whenIdle): Client | undefined {
  return typeof document === 'undefined' ? undefined : (registry().client ??= createClient(begin));
}

/** Sends an act of your own user interface; resolves when it is kept. */
export async function send<N extends WireEventName>(name: N, data: SendData<N>): Promise<CxEventDetails['cx-stored']> {
  const client = connect();
  if (!client) throw new TypeError('cx-elements: expected "send" to be called in a page, got no document.');
  const {score} = data as {score?: number};
  const isAnswer = name === 'cx-submit' || name === 'cx-partial';
  const filled = {
    site: siteName(),
    element: 'custom',
    response: createId(),
    page: {url: pageUrl()},
    lib: version,
    ...(isAnswer && {seq: 1, partial: name === 'cx-partial', answers: score === undefined ? {} : {score}}),
    ...data,
    ...(isDenied() && {context: undefined}),
  };
  return client.take(name, filled as unknown as CxEventDetails[N]);
}

function createClient(begin: (flush: () => void) => void): Client {
  const page = registry();
  page.memory ??= new Map();
  page.seen ??= new Set();
  /** Where each act happened, until it is settled. */
  const targets = new Map<string, EventTarget | undefined>();
  /** What has opened and is not watched yet: an impression counts once it is seen. */
  const shown: Shown[] = [];
  let delivery: Promise<Delivery> | undefined;

  const load = (): Promise<Delivery> =>
    (delivery ??= import('./delivery/start.js').then(({startDelivery}) =>
      startDelivery({page: page as DeliveryPorts['page'], targets, shown, take, fire, setting, siteName, isDenied, mayRemember}),
    ));

  const flush = (): void => {
    load().then(
      ({wake}) => void wake(),
      () => {
        // The part could not be fetched: offline, or a shop that is being restarted. What waits is kept meanwhile.
        delivery = undefined;
        tryLater(flush);
      },
    );
  };

  const later: Client['later'] = method =>
    (async (...given: unknown[]) =>
      ((await (await load()).calls())[method] as (...given: unknown[]) => unknown)(...given)) as (Outbox &
      PageCalls &
      Uploads)[typeof method];

  /** Freezes an act, however the page changes its objects afterwards; the returned function keeps it and has it sent. */
  const freeze = (name: WireEventName, data: CxEventDetails[WireEventName], target?: EventTarget) => {
    const id = createId();
    const own = toText((target as {endpoint?: unknown} | undefined)?.endpoint);
    const recordWith = (more: object): string =>
      toJson({
        endpoint: own || setting('endpoint'),
        own: !!own,
        id,
        name,
        time: timestamp(),
        source: pageUrl(),
        data: {...data, ...more},
      });
    let record: string;
    try {
      record = recordWith('answers' in data && !isDenied() ? {visitor: page.configured.visitor} : {});
    } catch {
      // The visitor holds itself, or a BigInt: the answer counts without it. Delivery says so.
      record = recordWith({visitor: 0});
    }
    return async () => {
      const isAct = name !== 'cx-show';
      const isKept = keep(id, record, mayRemember(isAct));
      const {survey, category, test} = data as {survey: string; category?: string; test?: boolean};
      // Whoever has answered or said no is not asked again on the next page.
      if (isAct && !test) note(`${name === 'cx-dismiss' ? 'dismiss' : 'answer'}:${survey}`, timestamp());
      if (category && !test) note('score', category);
      targets.set(id, target);
      flush();
      // In the database it survives a crash of the browser too. Where that part is late or missing, what there is counts.
      const secured = load().then(({secure}) => secure(id));
      const stored = {id, response: data.response, durable: await orElse(secured, isKept)};
      if (isAct) fire(target, 'cx-stored', stored);
      return stored;
    };
  };

  const take: Client['take'] = (name, data, target) => freeze(name, data, target)();

  /** Has delivery fetched in good time, which counts the impression once the element is seen. */
  const watch = (detail: CxEventDetails['cx-show'], target?: EventTarget): void => {
    shown.push({el: target, detail});
    whenIdle(flush);
  };

  for (const name of wireNames)
    addEventListener(
      name,
      event => {
        const {detail} = event as CustomEvent<CxEventDetails[typeof name] | undefined>;
        // Somebody else's event of the same name has no survey.
        if (!detail?.survey) return;
        const target = (event as Origin).cxElement ?? event.composedPath()[0];
        const keepIt = name === 'cx-show' ? () => watch(detail, target) : freeze(name, detail, target);
        // The page may cancel the event after this listener, and its stopPropagation() must lose no answer.
        queueMicrotask(() => event.defaultPrevented || void keepIt());
      },
      true,
    );
  addEventListener('click', event => {
    // An autoloader hears it too.
    const pressed = (event.composedPath() as Partial<HTMLElement>[]).find(({dataset}) => dataset?.['cxShow']);
    if (pressed && !page.load) void later('show')(pressed.dataset?.['cxShow'] ?? '');
  });
  begin(flush);

  return {
    flush,
    later,
    take,
  };
}
