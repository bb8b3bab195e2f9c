import type {NoticeKind} from './notices.js';

/** What a notice is told from. */
export interface NoticeSource {
  readonly kind: NoticeKind;
  readonly site: string;
  readonly survey: string;
  readonly score: number | null;
  readonly scaleMax: number | null;
  readonly flags: readonly string[];
  readonly isVerified: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

const maxQuoteLength = 500;

/** One line for people, as Slack reads it. */
export function noticeText(source: NoticeSource): string {
  const {site, survey, score, scaleMax} = source;
  const answers = membersOf(source.data['answers']);
  const place = `${survey} at ${site}`;
  const quote = quoteOf(answers['title'], answers['text'], answers['comment']);
  const outOf = score === null ? '' : `${score} of ${scaleMax ?? '?'}`;
  if (source.kind === 'callback') return escapeSlack(`${callbackText(source, answers)} (${place})`);
  if (source.kind === 'low-score') return escapeSlack(`Low score: ${outOf} in ${place}${quote}`);
  const product = typeof answers['product'] === 'string' ? ` of ${answers['product']}` : '';
  const marks = source.isVerified ? ', verified' : '';
  return escapeSlack(`A review${product} waits to be read: ${outOf || 'no stars'}${marks}, at ${site}${quote}`);
}

function callbackText({flags}: NoticeSource, answers: Readonly<Record<string, unknown>>): string {
  const {start, end} = membersOf(answers['slot']);
  const phone = answers['phone'] ?? membersOf(answers['contact'])['phone'];
  const who = typeof answers['name'] === 'string' && answers['name'] ? `${answers['name']}, ` : '';
  const when = typeof start === 'string' && typeof end === 'string' ? `, between ${start} and ${end}` : '';
  const late = flags.includes('late') ? ' It came late: the time asked for has passed.' : '';
  return `Please call back: ${who}${String(phone)}${when}.${late}`;
}

function quoteOf(...texts: readonly unknown[]): string {
  const text = texts.filter(text => typeof text === 'string' && text !== '').join(' – ');
  if (text === '') return '';
  return `: “${text.length > maxQuoteLength ? `${text.slice(0, maxQuoteLength)}…` : text}”`;
}

/** Slack reads `<…>` as links and calls to everybody; nothing that a visitor wrote may become one. */
function escapeSlack(text: string): string {
  const line = text.replace(/[\s\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ').trim();
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? {...value} : {};
}
