import {describe, expect, it} from 'vitest';
import {parseClosed, parseOpenOn} from '../../src/hours/dates.js';
import {parseHours} from '../../src/hours/week.js';

/** The week as text, the same for the same hours. */
function week(text: string): string | undefined {
  const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  const names = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
  return parseHours(text)
    ?.map((spans, day) => names[day] + spans.map(({from, to}) => ` ${clock(from)}-${clock(to)}`).join(''))
    .filter(day => day.length > 2)
    .join('; ');
}

describe('parseHours', () => {
  it.each([
    ['Mo-We 09:00-18:00; Sa 10:00-14:00', 'Mo 9:00-18:00; Tu 9:00-18:00; We 9:00-18:00; Sa 10:00-14:00'],
    ['Mo,We 09:00-12:00,13:00-18:00', 'Mo 9:00-12:00 13:00-18:00; We 9:00-12:00 13:00-18:00'],
    ['Mo-Tu,Fr 9:00-10:30', 'Mo 9:00-10:30; Tu 9:00-10:30; Fr 9:00-10:30'],
    ['Fr 22:00-02:00', 'Fr 22:00-26:00'],
    ['Fr 08:00-24:00', 'Fr 8:00-24:00'],
    ['Fr 08:00-00:00', 'Fr 8:00-24:00'],
    ['Sa-Mo 10:00-11:00', 'Mo 10:00-11:00; Sa 10:00-11:00; Su 10:00-11:00'],
    ['Sa-Su', 'Sa 0:00-24:00; Su 0:00-24:00'],
    ['  mO - tU   09:00 - 10:00 ;; ', 'Mo 9:00-10:00; Tu 9:00-10:00'],
    ['MO 09:00–10:00', 'Mo 9:00-10:00'],
    ['Mo 09:00-10:00, Tu 11:00-12:00', 'Mo 9:00-10:00; Tu 11:00-12:00'],
    ['Mo 09:00-10:00 Tu 11:00-12:00', 'Mo 9:00-10:00; Tu 11:00-12:00'],
    ['Mo 09:00-10:00\nTu 11:00-12:00', 'Mo 9:00-10:00; Tu 11:00-12:00'],
    ['Mo 09:00-12:00; Mo 13:00-18:00', 'Mo 9:00-12:00 13:00-18:00'],
  ])('reads %j as %s', (text, expected) => {
    expect(week(text)).toBe(expected);
  });

  it('takes hours without days for every day', () => {
    expect(week('09:00-18:00')).toBe(week('Mo-Su 09:00-18:00'));
  });

  it.each([
    '',
    '   ',
    ';',
    'always',
    'Mo-Fr 9-18',
    'Mo-Fr 09:00',
    'Mo-Fr 09:00-',
    'Mo-Fr 25:00-26:00',
    'Mo-Fr 24:00-25:00',
    'Mo-Fr 09:60-10:00',
    'Mo-Fr 09:00-18:00 and later',
    'Xx 09:00-18:00',
    'Mo-Xx 09:00-18:00',
    'Mon-Fri 09:00-18:00',
    'Mo-We-Fr 09:00-18:00',
    'Mo, 09:00-18:00',
    'Mo 09:00-18:00,',
    'Mo 09:00-18:00; Sa closed',
    '24/7',
    'javascript:alert(1)',
  ])('refuses %j as a whole', text => {
    expect(week(text)).toBe(undefined);
  });
});

describe('parseClosed', () => {
  it.each([
    ['2026-12-25', '20812-20812'],
    ['1970-01-01, 1970-01-03/1970-01-05', '0-0 2-4'],
    ['1970-01-01;1970-01-02 1970-01-03', '0-0 1-1 2-2'],
    ['', ''],
  ])('reads %j', (text, expected) => {
    const {found, bad} = parseClosed(text);

    expect(found.map(({from, to}) => `${from}-${to}`).join(' ')).toBe(expected);
    expect(bad).toEqual([]);
  });

  it.each(['2026-02-30', '2026-13-01', '25.12.2026', '2026-12-25/2026-12-24', '2026-12-25/', '2026-1-1', 'xmas'])(
    'leaves %j out and keeps the others',
    text => {
      const {found, bad} = parseClosed(`1970-01-02, ${text}, 1970-01-03`);

      expect(found.map(({from}) => from)).toEqual([1, 2]);
      expect(bad).toEqual([text]);
    },
  );
});

describe('parseOpenOn', () => {
  it.each([
    ['1970-01-02 10:00-14:00', ['1 600-840']],
    ['1970-01-02 10:00-12:00,13:00-14:00; 1970-01-03 09:00-10:00', ['1 600-720 780-840', '2 540-600']],
    ['1970-01-02 10:00-12:00, 1970-01-03 09:00-10:00', ['1 600-720', '2 540-600']],
    ['1970-01-02 22:00-02:00', ['1 1320-1560']],
    ['  1970-01-02   10:00 - 12:00 ; ', ['1 600-720']],
    ['', []],
  ])('reads %j', (text, expected) => {
    const {found, bad} = parseOpenOn(text);

    expect(found.map(({from, spans}) => [from, ...spans.map(span => `${span.from}-${span.to}`)].join(' '))).toEqual(expected);
    expect(bad).toEqual([]);
  });

  it.each(['1970-01-05', '1970-01-05 noon', '1970-02-30 10:00-12:00', 'soon'])('leaves %j out and keeps the others', text => {
    const {found, bad} = parseOpenOn(`${text}; 1970-01-02 10:00-12:00`);

    expect(found.map(({from}) => from)).toEqual([1]);
    expect(bad).toEqual([text]);
  });
});
