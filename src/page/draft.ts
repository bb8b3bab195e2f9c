import {mayRemember} from './settings.js';

/** What was chosen and typed and not sent yet. */
export interface Draft {
  readonly score: number | null;
  readonly fields: {readonly [name: string]: string};
  /** The response that it belongs to, and its last event, so that it stays one over a reload. */
  readonly response: string;
  readonly seq: number;
}

/** What says who somebody is: it is kept only where they have agreed to being remembered. */
const personal = ['name', 'email'];

function key(about: readonly string[]): string {
  return 'cx:draft:' + about.map(encodeURIComponent).join(':');
}

/** The draft of a survey, a product and an order in this tab; undefined where there is none, or none may be kept. */
export function readDraft(about: readonly string[]): Draft | undefined {
  try {
    if (!mayRemember(true)) return undefined;
    const {score, fields, response, seq} = JSON.parse(sessionStorage.getItem(key(about)) ?? '{}') as Partial<Draft>;
    if (typeof response !== 'string' || !response) return undefined;
    const texts = Object.entries(fields ?? {}).filter(([, text]) => typeof text === 'string');
    return {score: typeof score === 'number' ? score : null, fields: Object.fromEntries(texts), response, seq: Number(seq) || 0};
  } catch {
    // Storage is blocked, or somebody has written there.
    return undefined;
  }
}

/** Keeps a draft as long as the tab lives. */
export function keepDraft(about: readonly string[], draft: Draft): void {
  const fields = Object.entries(draft.fields).filter(([name]) => mayRemember(false) || !personal.includes(name));
  try {
    if (mayRemember(true)) sessionStorage.setItem(key(about), JSON.stringify({...draft, fields: Object.fromEntries(fields)}));
  } catch {
    // Blocked or full: it is kept as long as the page lives.
  }
}

/** Erases a draft; `mark` stays in its place, so that a reload does not ask again. */
export function dropDraft(about: readonly string[], mark = ''): void {
  try {
    if (mark && mayRemember(true)) sessionStorage.setItem(key(about), JSON.stringify({mark}));
    else sessionStorage.removeItem(key(about));
  } catch {
    // Storage is blocked, so nothing of ours is in it.
  }
}

/** True where a draft has left a mark. */
export function hasMark(about: readonly string[]): boolean {
  try {
    return 'mark' in (JSON.parse(sessionStorage.getItem(key(about)) ?? '{}') as object);
  } catch {
    // Blocked, or no JSON: as if nothing were there.
    return false;
  }
}
