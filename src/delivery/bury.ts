import type {DeadLetter} from '../page/client-port.js';
import type {Waiting} from './event-store.js';
import {lostEvent} from './lost-event.js';
import type {Lent} from './setbacks.js';
import type {tellProblem} from './tell-problem.js';

/** The start of each key that holds a dead letter where there is no database; its id follows. */
export const deadPrefix = 'cx:dead:';

/** Moves an event to the dead letters, has the loss counted for the shop, and tells the page. */
export async function bury(
  {store, ports, clock, remove}: Lent,
  tell: typeof tellProblem,
  one: Waiting,
  code: string,
  reason: string,
): Promise<void> {
  // A loss is not lost again: the count goes, the shop keeps the first one's letter.
  if (one.event.type === 'cx.lost') return remove([one]);
  const {targets, page} = ports;
  const {id, isAct, event} = one;
  const at = new Date(clock.now()).toISOString();
  const letter: DeadLetter = {id, code, reason, at, event};
  const lost = lostEvent(one, code, at);
  const lostText = JSON.stringify(lost);
  const write = async (): Promise<void> => {
    if (!store.isDurable(id)) throw new TypeError('It was never on the device.');
    await store
      .transact(true, (queue, dead) => {
        dead.put(letter, at + id);
        if (isAct) queue.put(lostText, `a${at}${lost.id}`);
        queue.delete(one.key);
      })
      // Written before the other is erased: a kill in between leaves one too many, never one too few.
      .catch(() => store.storage?.setItem(deadPrefix + id, JSON.stringify(letter)));
  };
  await write().catch(() => store.dead.set(id, letter));
  if (isAct) {
    const target = targets.get(id);
    page.memory.set(lost.id, lostText);
    targets.set(lost.id, target);
    const {response} = event.data as {response?: string};
    tell(target, code, {id, response, element: event.data.element ?? 'cx-elements', reason});
  }
  await remove([one]);
}
