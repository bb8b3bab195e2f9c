import type {ResponseItem, ResponsePage} from './reader.js';

const columns: readonly (readonly [name: string, value: (item: ResponseItem) => unknown])[] = [
  ['response', item => item.response],
  ['occurredAt', item => item.occurredAt],
  ['receivedAt', item => item.receivedAt],
  ['site', item => item.site],
  ['survey', item => item.survey],
  ['touchpoint', item => item.touchpoint],
  ['element', item => item.element],
  ['score', item => item.score],
  ['category', item => item.category],
  ['partial', item => item.partial],
  ['comment', item => item.answers['comment']],
  ['reasons', item => item.answers['reasons']],
  ['title', item => item.answers['title']],
  ['text', item => item.answers['text']],
  ['name', item => item.answers['name'] ?? item.visitor?.['name']],
  ['email', item => item.answers['email'] ?? contactOf(item, 'email') ?? item.visitor?.['email']],
  ['phone', item => contactOf(item, 'phone') ?? item.answers['phone']],
  ['visitor', item => item.visitor?.['id']],
  ['page', item => item.page?.['url']],
  ['locale', item => item.locale],
  ['context', item => item.context],
  ['flags', item => item.flags],
];

/** The first line of an export. Begins with a byte order mark: without it spreadsheets take UTF-8 for something else. */
export const csvHeader = `\uFEFF${columns.map(([name]) => name).join(',')}\r\n`;

/** One line of an export (RFC 4180). */
export function csvLine(item: ResponseItem): string {
  return `${columns.map(([, value]) => csvCell(value(item))).join(',')}\r\n`;
}

/** What a spreadsheet takes for the start of a formula: also behind spaces of any kind, and in the full-width form. */
const formula = String.raw`[\s\u200B-\u200F\u2060]*[=+\-@\0\uFF1D\uFF0B\uFF0D\uFF20]`;
const startsFormula = new RegExp(`^${formula}|^[\t\r\n]`, 'u');

/** Where spreadsheets of other countries begin a cell: they cut at semicolons or tabs, and a quote in the middle of a cell says nothing to them. */
const hiddenStart = new RegExp(`(?<=[;\t\n]|\r(?!\n))(?=${formula})`, 'gu');

/** One cell. Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = Array.isArray(value)
    ? value.map(String).join('; ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  const safe = (startsFormula.test(text) ? `'${text}` : text).replace(hiddenStart, `'`);
  return /[",\t\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Streams an export page by page: the memory it needs does not grow with the number of answers. */
export function csvStream(nextPage: (cursor: string | undefined) => Promise<ResponsePage>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  return new ReadableStream({
    start: controller => controller.enqueue(encoder.encode(csvHeader)),
    pull: async controller => {
      const {items, next} = await nextPage(cursor);
      controller.enqueue(encoder.encode(items.map(csvLine).join('')));
      if (next === null) controller.close();
      else cursor = next;
    },
  });
}

function contactOf(item: ResponseItem, kind: string): unknown {
  const contact = item.answers['contact'];
  return typeof contact === 'object' && contact !== null ? (contact as Record<string, unknown>)[kind] : undefined;
}
