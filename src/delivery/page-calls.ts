import {eraseDatabase} from '../page/database.js';
import type {DeadLetter, Outbox, PageCalls, Uploads} from '../page/client-port.js';
import {forget} from '../page/forget.js';
import {registerLocale} from '../page/locale.js';
import {report} from '../page/report.js';
import {ask} from '../page/show.js';
import {deadPrefix} from './bury.js';
import type {Courier} from './courier.js';
import {parse, type EventStore, type Waiting} from './event-store.js';
import type {DeliveryPorts} from './ports.js';
import {holdKey} from './route.js';

/** What a page may ask of `window.cxElements`; few pages ever do, so it is a part of its own. */
export function makePageCalls(
  {page, setting}: DeliveryPorts,
  store: EventStore,
  courier: Courier,
  wake: () => Promise<void>,
): Outbox & PageCalls & Uploads {
  const {storage, dead} = store;

  const deadLetters = async (): Promise<DeadLetter[]> => {
    const inDatabase = await store.transact<DeadLetter[]>(false, (_queue, letters) => letters.getAll()).catch(() => []);
    const keys = Object.keys(storage ?? {}).filter(key => key.startsWith(deadPrefix));
    const inStorage = keys.flatMap(key => parse<DeadLetter>(storage?.getItem(key)) ?? []);
    return [...new Map([...inDatabase, ...inStorage, ...dead.values()].map(letter => [letter.id, letter])).values()];
  };

  const clear = async (): Promise<void> => {
    page.memory.clear();
    dead.clear();
    for (const key of Object.keys(storage ?? {})) if (/^cx:(queue|dead|hold)/.test(key)) storage?.removeItem(key);
    // Where no database can be had, there is nothing of ours in one.
    await eraseDatabase().catch(() => {});
  };

  return {
    show: selector => ask(selector, 'show', report),
    explain: selector => ask(selector, 'explain', report),
    async registerLocale(tag, words) {
      registerLocale(tag, words);
    },
    async forget() {
      await clear();
      delete page.configured.visitor;
      forget();
    },
    async status() {
      let [waiting, parked, durable, after] = [0, 0, true, ''];
      for (let some: Waiting[]; (some = await store.read(after)).length; after = some.at(-1)?.key ?? '') {
        waiting += some.length;
        parked += some.filter(one => courier.isParked(one)).length;
        durable &&= some.every(({id, isAct}) => !isAct || store.isDurable(id));
      }
      return {waiting, parked, dead: (await deadLetters()).length, durable};
    },
    deadLetters,
    async retry() {
      storage?.removeItem(holdKey);
      courier.hurry(() => true);
      await wake();
    },
    clear,
    async upload(photo) {
      const {uploadFrom} = await import('./photos.js');
      return uploadFrom(setting('endpoint'))(photo);
    },
  };
}
