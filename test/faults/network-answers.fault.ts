import {once} from 'node:events';
import {expect} from 'vitest';
import {answerWith, ChaosServer, type Step} from './chaos-server.js';
import {defineFault} from './fault.js';
import {openScene} from './scene.js';
import {seedOutbox} from './outbox-seed.js';
import {answer, changeAnswer, cors, cutAfter, loseAnswer, pass, redirect, stall, stallAfter, trickle} from './steps.js';

defineFault({
  number: 38,
  title: 'the response is lost after the commit',
  layer: 'network',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    chaos.always(loseAnswer());

    await visitor.giveAnswers(lab.between(4, 6));
    // An impression that was lost on the way back is not sent again.
    const isCommitted = async (): Promise<boolean> => (await collector.rows()).some(({id}) => lab.ledger.durableIds.has(id));
    await expect.poll(isCommitted, {timeout: 45_000}).toBe(true);
    await lab.settle(visitor, collector);

    expect(Math.max(...chaos.sends().values())).toBeGreaterThan(1);
  },
});

/** The collector commits, and a body without end comes back; tells how much of it was taken. */
function endless(taken: (bytes: number) => void): Step {
  return async ({exchange, forward, response}) => {
    exchange.hangs = true;
    await forward();
    response.writeHead(200, {...cors, 'content-type': 'application/json'});
    const block = 'x'.repeat(65_536);
    const closed = once(response, 'close');
    for (let bytes = 0; bytes < 100 * 2 ** 20 && !response.destroyed; bytes += block.length) {
      taken(bytes);
      if (!response.write(block)) await Promise.race([once(response, 'drain'), closed]);
    }
    response.end();
  };
}

/** A page of somebody else's, as a captive portal or a misrouted shop sends it. */
const portal = answer(200, {'content-type': 'text/html'}, '<!doctype html><title>Sign in to use the network</title>');

defineFault({
  number: 39,
  title: 'the response stalls, trickles, never ends, or is none of ours',
  layer: 'network',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab, {clock: true, shop: {attributes: 'data-cx-consent="denied"'}});
    let taken = 0;
    const steps: Record<string, Step> = {
      'never comes': stall(),
      'stops in the middle': stallAfter(lab.between(0, 30)),
      trickles: trickle(100),
      'is 100 MiB': endless(bytes => (taken = bytes)),
      'is cut': cutAfter(lab.between(0, 30)),
      'is a page': portal,
      'is no JSON': changeAnswer(({body, ...rest}) => ({...rest, body: `${body}]`})),
      'is empty': changeAnswer(({status, headers}) => ({status, headers: {...headers, 'content-length': '0'}})),
    };
    const names = Object.keys(steps);
    const name = names[lab.seed % names.length]!;
    chaos.next(steps[name]!);

    const stored = await visitor.giveAnswers(4);
    const isDelivered = (): boolean => stored.every(({id}) => id && lab.ledger.acceptedIds.has(id));
    await visitor.passTime(chaos, isDelivered, 2 * 3_600_000);

    expect(taken).toBeLessThan(16 * 2 ** 20);
    // Fifteen seconds until it is given up, two at most until the next try, and what the page itself takes.
    if (name === 'never comes' || name === 'stops in the middle' || name === 'trickles')
      expect(chaos.requests[1]!.sentAt - chaos.requests[0]!.sentAt).toBeLessThanOrEqual(25_000);
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 41,
  title: 'one event among fifty makes the endpoint refuse the request',
  layer: 'network',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    chaos.always(answer(503, {'retry-after': '300'}));
    await visitor.giveAnswers(3);
    const poisoned = await visitor.giveAnswer(lab.between(0, 10), {comment: 'poison'});
    await seedOutbox(visitor, 46);
    // A guard of the shop that looks into bodies and does not say which event it dislikes.
    chaos.always(async turn => {
      const isBad = (await turn.body()).includes('"poison"');
      answerWith(turn, isBad ? {status: 400, headers: cors} : await turn.forward());
    });
    const before = chaos.requests.length;

    await visitor.drain();

    const sent = chaos.requests.slice(before).filter(({ids}) => !ids.every(id => id.startsWith('lost-')));
    expect(sent.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(50)) + 1);
    await visitor.hear(({id, code}) => id === poisoned.id && code === 'rejected');
    expect([...lab.ledger.deadIds]).toEqual([poisoned.id]);
    await lab.check(collector);
    expect(await collector.report()).toMatchObject({lost: [{code: 'rejected', count: 1}]});
  },
});

defineFault({
  number: 42,
  title: 'a proxy refuses bodies over 16 KiB',
  layer: 'network',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    chaos.always(answer(503, {'retry-after': '300'}));
    for (let n = 0; n < 5; n++) await visitor.giveAnswer(5, {comment: 'x'.repeat(lab.between(4000, 5000))});
    chaos.always(async turn => {
      const isLarge = Buffer.byteLength(await turn.body()) > 16_384;
      answerWith(turn, isLarge ? {status: 413, headers: cors} : await turn.forward());
    });

    await visitor.retry();
    await visitor.drain();

    expect(chaos.requests.some(({status}) => status === 413)).toBe(true);
    await lab.check(collector);
  },
});

defineFault({
  number: 43,
  title: 'the endpoint sends the page to another origin',
  layer: 'network',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    const elsewhere = await ChaosServer.open(lab, () => collector.url);
    elsewhere.always(pass());
    chaos.always(redirect(lab.pick([301, 302, 303, 307, 308]), elsewhere.endpoint));

    await visitor.giveAnswers(5);
    await visitor.hear(({code}) => code === 'endpoint-misconfigured');

    expect(elsewhere.requests).toEqual([]);
    expect(elsewhere.preflights).toBe(0);
    await lab.settle(visitor, collector);
    expect(elsewhere.requests).toEqual([]);
  },
});
