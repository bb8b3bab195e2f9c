import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {choose, finish, start, toggleReason, write, type Flow} from '../../src/survey/flow.js';

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
