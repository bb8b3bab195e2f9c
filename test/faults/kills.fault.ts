import {expect} from 'vitest';
import {defineFault} from './fault.js';
import {actAt, Gate, moments, momentsToPromise, watchMoments} from './moments.js';
import {crashTab, killTabs, responses, untilNext} from './page-steps.js';
import {openScene} from './scene.js';
import {loseAnswer, pass, reset, stall, stallAfter} from './steps.js';

defineFault({
  number: 1,
  title: 'the tab is killed while a request is under way',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab);
    const hang = lab.pick([stall(), stallAfter(0), stallAfter(20)]);
    // An impression may die with its tab, and on a slow machine one is under way first.
    chaos.always(async turn => ((await turn.body()).includes('"cx.submitted"') ? hang : pass())(turn));

    await visitor.giveAnswers(lab.between(4, 6));
    const underWay = (): string[] => chaos.requests.flatMap(({ids}) => ids).filter(id => lab.ledger.durableIds.has(id));
    await expect.poll(() => underWay().length, {timeout: 45_000}).toBeGreaterThan(0);
    const ids = underWay();
    if (lab.pick([true, false])) await crashTab(visitor.page);
    else await visitor.page.close();
    lab.fired();
    visitor.page = await visitor.context.newPage();
    await lab.settle(visitor, collector);

    for (const id of ids) expect(chaos.sends().get(id)).toBeGreaterThan(1);
  },
});

defineFault({
  number: 2,
  title: 'the browser is killed right after the promise',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab, {profile: {}});
    chaos.always(lab.pick([stall(), reset(), loseAnswer()]));
    const count = lab.between(4, 6);

    const stored = await visitor.giveAnswers(count);
    await visitor.killBrowser();
    lab.fired();
    expect(stored.filter(({durable}) => durable)).toHaveLength(count);
    await visitor.reopenBrowser();
    await lab.settle(visitor, collector);
  },
});

defineFault({
  number: 3,
  title: 'the browser or the tab is killed between the press of the button and the promise',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, visitor} = await openScene(lab, {profile: {}});
    const gate = await Gate.open(lab);
    chaos.always(lab.pick([stall(), reset(), loseAnswer()]));
    await watchMoments(visitor);
    await visitor.giveAnswers(3);
    const promised = lab.ledger.durableIds.size;

    await actAt(visitor.page, lab.pick(momentsToPromise), {hold: gate.url});
    // The press is never answered: the page stands still inside of it.
    const pressed = visitor.submit(lab.between(1, 5)).catch(() => undefined);
    await gate.reached;
    if (lab.pick([true, false])) {
      await visitor.killBrowser();
      await visitor.reopenBrowser();
    } else {
      await killTabs(visitor);
      visitor.page = await visitor.newPage();
    }
    lab.fired();
    await pressed;
    expect(lab.ledger.durableIds.size).toBe(promised);
    await visitor.giveAnswer(3);
    await lab.settle(visitor, collector);

    const [submitted, rows] = await responses(visitor, collector);
    // What the page told in the moment of its death may have died with it.
    expect([4, 5]).toContain(submitted.length);
    expect([4, 5]).toContain(rows.length);
  },
});

defineFault({
  number: 4,
  title: 'the page is loaded again or left in the middle of an answer',
  layer: 'page',
  async run(lab) {
    const {collector, shop, visitor} = await openScene(lab);
    shop.pages.set('/other', '<!doctype html><title>Other</title>');
    await watchMoments(visitor);

    // Two seeds in a row meet every moment.
    for (const moment of moments.filter((_, place) => place % 2 === lab.seed % 2)) {
      const act = lab.pick([{reload: true}, {go: '/other'}] as const);
      await actAt(visitor.page, moment, act);
      await untilNext(visitor.page, () => visitor.submit(lab.between(1, 5)).catch(() => undefined));
      lab.fired();
      if ('go' in act) await visitor.page.goto(shop.url);
    }
    await lab.settle(visitor, collector);

    const [submitted, rows] = await responses(visitor, collector);
    expect(submitted.length).toBeGreaterThanOrEqual(6);
    expect(rows).toEqual(submitted);
  },
});

/** Ways to leave in the same tick in which the answer is given. */
const exits = ['link', 'address', 'form', 'listener', 'other origin'] as const;

defineFault({
  number: 5,
  title: 'the visitor follows a link in the tick of the answer',
  layer: 'page',
  async run(lab) {
    const {chaos, collector, shop, visitor} = await openScene(lab);
    const away = shop.url.replace('localhost', '127.0.0.1') + 'thanks';
    shop.pages.set('/thanks', '<!doctype html><title>Thanks</title>');
    shop.options = {body: '<cx-nps></cx-nps><a href="/thanks">Next</a><form action="/thanks"></form>'};
    chaos.always(lab.pick([undefined, stall(), reset(), loseAnswer()]));
    const comments: string[] = [];

    for (let n = 0; n < 5; n++) {
      const {page} = visitor;
      await page.goto(shop.url);
      const exit = lab.pick(exits);
      comments.push(`${exit} ${n} <b>& "ü" 👍</b>`);
      await page.getByRole('radio', {name: new RegExp(`^${lab.between(2, 9)}\\b`)}).check();
      await page
        .getByRole('textbox')
        .first()
        .fill(comments[n] ?? '');
      const leave = (): Promise<void> =>
        page.evaluate(
          ([how, elsewhere]) => {
            if (how === 'listener') document.addEventListener('cx-submit', () => location.assign('/thanks'));
            document.querySelector('cx-nps')?.shadowRoot?.querySelector<HTMLElement>('button[part=submit]')?.click();
            if (how === 'link') document.querySelector('a')?.click();
            if (how === 'address') location.href = '/thanks';
            if (how === 'form') document.querySelector('form')?.submit();
            if (how === 'other origin') location.href = elsewhere;
          },
          [exit, away] as const,
        );
      await untilNext(page, leave);
      expect(page.url()).toContain('/thanks');
      lab.fired();
    }
    await lab.settle(visitor, collector);

    const {items} = (await collector.report('/api/responses')) as {items: {answers: {comment: string}}[]};
    expect(items.map(({answers}) => answers.comment).sort()).toEqual(comments.sort());
  },
});
