import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  admit,
  choose,
  confirm,
  finish,
  handOver,
  keep,
  reopen,
  start,
  toggleReason,
  waitNoLonger,
  write,
  type Flow,
} from '../../src/survey/flow.js';

type Act = (flow: Flow) => Flow;

const score = (value: number | null) => (flow: Flow) => choose(flow, value);
const reason = (key: string) => (flow: Flow) => toggleReason(flow, key);
const text = (name: string, typed: string) => (flow: Flow) => write(flow, name, typed);

const walk = (...acts: Act[]) => acts.reduce((flow, act) => act(flow), start);

describe('a flow', () => {
  it('asks for more once a score is chosen', () => {
    const flow = walk(score(9));

    expect(flow).toEqual({step: 'follow-up', score: 9, reasons: [], fields: {}});
  });

  it('takes zero for a score', () => {
    const flow = walk(score(0), finish);

    expect(flow).toMatchObject({step: 'thanks', score: 0});
  });

  it('goes back to the question when the score is taken away', () => {
    const flow = walk(score(9), score(null));

    expect(flow).toEqual(start);
  });

  it('keeps what was typed and chosen when the score changes', () => {
    const flow = walk(score(9), reason('price'), text('comment', 'Fine'), score(2));

    expect(flow).toEqual({step: 'follow-up', score: 2, reasons: ['price'], fields: {comment: 'Fine'}});
  });

  it('switches a reason on and off, in the order of choosing', () => {
    const flow = walk(reason('a'), reason('b'), reason('c'), reason('a'), reason('a'));

    expect(flow.reasons).toEqual(['b', 'c', 'a']);
  });

  it('does not finish without a score', () => {
    const flow = walk(text('comment', 'Fine'), finish);

    expect(flow.step).toBe('question');
  });

  it('changes nothing after the end, and never what it was given', () => {
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.option(fc.integer({min: 0, max: 10})).map(score),
      fc.constantFrom('a', 'b', 'c').map(reason),
      fc.tuple(fc.constantFrom('comment', 'email'), fc.string()).map(([name, typed]) => text(name, typed)),
      fc.constant(finish),
    );

    fc.assert(
      fc.property(fc.array(act), acts => {
        let flow = start;
        for (const one of acts) {
          const before = structuredClone(flow);
          const next = one(flow);

          expect(flow).toEqual(before);
          if (flow.step === 'thanks') expect(next).toBe(flow);
          expect(next.step === 'question').toBe(next.score === null);
          expect(new Set(next.reasons).size).toBe(next.reasons.length);
          flow = next;
        }
      }),
    );
  });
});

describe('an answer on its way', () => {
  const handed = (flow: Flow) => handOver(flow, 'r1');
  const stored =
    (id: string, durable = true) =>
    (flow: Flow) =>
      keep(flow, id, durable);
  const confirmed = (id: string) => (flow: Flow) => confirm(flow, id);
  const typed = [score(3), reason('price'), text('comment', 'Fine')];

  it.each<[string, Act[], Flow['step'], string | undefined]>([
    ['is handed over and not thanked for', [handed], 'follow-up', 'handed'],
    ['is thanked for once it is stored', [handed, stored('a')], 'thanks', 'stored'],
    ['is thanked for when nobody says that it is stored', [handed, waitNoLonger], 'thanks', 'stored'],
    ['is kept where it waits on the device', [handed, stored('a'), admit], 'thanks', 'kept'],
    ['is unsent where it waits on the page only', [handed, stored('a', false), admit], 'thanks', 'unsent'],
    ['is unsent where one of its events does', [handed, stored('a'), stored('b', false), admit], 'thanks', 'unsent'],
    ['is unsent where nobody says that it is stored', [handed, waitNoLonger, admit], 'thanks', 'unsent'],
    ['is kept after all when it is stored late', [handed, waitNoLonger, admit, stored('a')], 'thanks', 'kept'],
    ['arrives without a word when that is quick', [handed, stored('a'), confirmed('a'), admit], 'thanks', 'arrived'],
    ['is sent when a person was told that it waits', [handed, stored('a'), admit, confirmed('a')], 'thanks', 'sent'],
    ['is sent once', [handed, stored('a'), admit, confirmed('a'), confirmed('a'), admit], 'thanks', 'sent'],
    ['waits for each of its events', [handed, stored('a'), stored('b'), admit, confirmed('a')], 'thanks', 'kept'],
    ['hears nothing of other events', [handed, confirmed('x')], 'follow-up', 'handed'],
    ['is none where nobody delivers it', [finish, admit, waitNoLonger, confirmed('a')], 'thanks', undefined],
  ])('%s', (_what, acts, step, state) => {
    const flow = walk(score(3), ...acts);

    expect([flow.step, flow.answer?.state]).toEqual([step, state]);
  });

  it('gives all back that was said when it is lost', () => {
    const flow = walk(...typed, handed, stored('a'), admit, reopen);

    expect(flow).toEqual({step: 'follow-up', score: 3, reasons: ['price'], fields: {comment: 'Fine'}});
  });

  it('never claims to be sent before all that is stored is confirmed, nor changes what was said', () => {
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()).map(([id, durable]) => stored(id, durable)),
      fc.constantFrom('a', 'b', 'c').map(confirmed),
      fc.constantFrom(admit, waitNoLonger),
    );

    fc.assert(
      fc.property(fc.array(act), acts => {
        const {answer, step, ...said} = walk(...typed, handed, ...acts);

        expect(said).toEqual({score: 3, reasons: ['price'], fields: {comment: 'Fine'}});
        expect(step === 'thanks').toBe(answer!.state !== 'handed');
        if (answer!.state === 'sent') expect(answer!.waiting).toEqual([]);
        if (answer!.state === 'kept') expect(answer!.waiting).not.toEqual([]);
      }),
    );
  });
});
