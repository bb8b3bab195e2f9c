import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseChoices, parseWords} from '../../src/survey/choices.js';

const escape = (text: string) => text.replace(/[|=\\]/g, '\\$&');

describe('parseChoices', () => {
  it.each([
    [
      'price=Price | delivery=Delivery',
      [
        {key: 'price', label: 'Price'},
        {key: 'delivery', label: 'Delivery'},
      ],
    ],
    [
      'Price|Delivery',
      [
        {key: 'Price', label: 'Price'},
        {key: 'Delivery', label: 'Delivery'},
      ],
    ],
    ['  price  =  The price  ', [{key: 'price', label: 'The price'}]],
    [
      'sum=1\\=1 | or=this\\|that',
      [
        {key: 'sum', label: '1=1'},
        {key: 'or', label: 'this|that'},
      ],
    ],
    ['a\\=b=Label', [{key: 'a=b', label: 'Label'}]],
    ['path=C:\\\\temp', [{key: 'path', label: 'C:\\temp'}]],
    ['map=a=b', [{key: 'map', label: 'a=b'}]],
    ['price=', [{key: 'price', label: 'price'}]],
    ['=Price', []],
    ['a=First | a=Second', [{key: 'a', label: 'First'}]],
    [' | |a| ', [{key: 'a', label: 'a'}]],
    ['two\nlines=Zwei\nZeilen', [{key: 'two\nlines', label: 'Zwei\nZeilen'}]],
    [
      'prix=Prix élevé | 价格',
      [
        {key: 'prix', label: 'Prix élevé'},
        {key: '价格', label: '价格'},
      ],
    ],
    ['', []],
    ['   ', []],
  ])('reads %j', (given, expected) => {
    const choices = parseChoices(given);

    expect(choices).toEqual(expected);
  });

  it('takes the parts as an array, where a bar needs no escape', () => {
    const choices = parseChoices(['price=Price', 'a | b', '', 'price=Again']);

    expect(choices).toEqual([
      {key: 'price', label: 'Price'},
      {key: 'a | b', label: 'a | b'},
    ]);
  });

  it.each([[undefined], [null], [5], [true], [{price: 'Price'}]])('takes %j for no choices', given => {
    const choices = parseChoices(given as unknown as string);

    expect(choices).toEqual([]);
  });

  it('cuts a key at the 200 characters that the wire carries', () => {
    const [choice] = parseChoices('k'.repeat(300) + '=Label');

    expect(choice).toEqual({key: 'k'.repeat(200), label: 'Label'});
  });

  it('keeps keys apart that are cut to the same text', () => {
    const choices = parseChoices([`${'k'.repeat(200)}1=One`, `${'k'.repeat(200)}2=Two`]);

    expect(new Set(choices.map(({key}) => key)).size).toBe(choices.length);
  });

  it('gives back any list that was escaped', () => {
    const word = fc
      .string({minLength: 1, maxLength: 40})
      .map(text => text.trim())
      .filter(Boolean);
    const list = fc.uniqueArray(fc.record({key: word, label: word}), {selector: ({key}) => key, maxLength: 8});

    fc.assert(
      fc.property(list, choices => {
        const text = choices.map(({key, label}) => `${escape(key)}=${escape(label)}`).join(' | ');

        expect(parseChoices(text)).toEqual(choices);
      }),
    );
  });

  it('has unique, non-empty keys and labels whatever is written', () => {
    fc.assert(
      fc.property(fc.string({unit: fc.constantFrom('a', 'b', '|', '=', '\\', ' ', '\n')}), text => {
        const choices = parseChoices(text);

        expect(new Set(choices.map(({key}) => key)).size).toBe(choices.length);
        expect(choices.every(({key, label}) => key && label)).toBe(true);
      }),
    );
  });
});

describe('parseWords', () => {
  it('reads wording by key', () => {
    const words = parseWords('send=Submit | optional=No need to fill this in');

    expect(words).toEqual({send: 'Submit', optional: 'No need to fill this in'});
  });

  it.each([[undefined], [null], [5], ['']])('takes %j for no own wording', given => {
    const words = parseWords(given as unknown as string);

    expect(words).toEqual({});
  });

  it('answers a copy of an object', () => {
    const given = {send: 'Go'};

    const words = parseWords(given);

    expect(words).toEqual(given);
    expect(words).not.toBe(given);
  });
});
