import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {advance, start, type Act} from '../../src/survey/flow.js';

const walk = (...acts: Act[]) => acts.reduce(advance, start);

describe('advance', () => {
  it('asks for more once a score is chosen', () => {
    const flow = walk({type: 'score', score: 9});

    expect(flow).toEqual({step: 'follow-up', score: 9, reasons: [], fields: {}});
  });

  it('takes zero for a score', () => {
    const flow = walk({type: 'score', score: 0}, {type: 'finish'});

    expect(flow).toMatchObject({step: 'thanks', score: 0});
  });

  it('goes back to the question when the score is taken away', () => {
    const flow = walk({type: 'score', score: 9}, {type: 'score', score: null});

    expect(flow).toEqual(start);
  });

  it('keeps what was typed and chosen when the score changes', () => {
    const flow = walk(
      {type: 'score', score: 9},
      {type: 'reason', key: 'price'},
      {type: 'write', name: 'comment', text: 'Fine'},
      {type: 'score', score: 2},
    );

    expect(flow).toEqual({step: 'follow-up', score: 2, reasons: ['price'], fields: {comment: 'Fine'}});
  });

  it('switches a reason on and off, in the order of choosing', () => {
    const flow = walk(
      {type: 'reason', key: 'a'},
      {type: 'reason', key: 'b'},
      {type: 'reason', key: 'c'},
      {type: 'reason', key: 'a'},
      {type: 'reason', key: 'a'},
    );

    expect(flow.reasons).toEqual(['b', 'c', 'a']);
  });

  it('does not finish without a score', () => {
    const flow = walk({type: 'write', name: 'comment', text: 'Fine'}, {type: 'finish'});

    expect(flow.step).toBe('question');
  });

  it('changes nothing after the end, and never what it was given', () => {
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.record({type: fc.constant('score' as const), score: fc.option(fc.integer({min: 0, max: 10}))}),
      fc.record({type: fc.constant('reason' as const), key: fc.constantFrom('a', 'b', 'c')}),
      fc.record({type: fc.constant('write' as const), name: fc.constantFrom('comment', 'email'), text: fc.string()}),
      fc.constant({type: 'finish' as const}),
    );

    fc.assert(
      fc.property(fc.array(act), acts => {
        let flow = start;
        for (const one of acts) {
          const before = structuredClone(flow);
          const next = advance(flow, one);

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
