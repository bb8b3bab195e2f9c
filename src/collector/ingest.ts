import type {Admission} from './admission.js';
import {bodyKind, parseEvents, readBody} from './body.js';
import {cleanEvents} from './clean.js';
import {formFaultPage, thankYouPage} from './form-page.js';
import {readForm} from './form.js';
import type {GroupCommit} from './group-commit.js';
import {faultEntry, type Log} from './log.js';
import type {Peer} from './peer.js';
import {Problem} from './problem.js';
import {json} from './respond.js';
import {toRow, type EventRow, type RowRules} from './row.js';
import {validateEvent} from './validate.js';

/** What happened to one event of a batch. */
export interface EventResult {
  readonly id: string | null;
  readonly status: 'stored' | 'duplicate' | 'invalid' | 'conflict' | 'retry';
  readonly reason?: string;
}

/** What ingestion needs. */
export interface IngestPorts {
  readonly commits: GroupCommit;
  readonly admission: Admission;
  readonly now: () => number;
  readonly log: Log;
  readonly rules: RowRules;
  /** Called when there is something to tell. */
  readonly wake: () => void;
}

const retryAfter = {'retry-after': '5'};

/** Stores what a request brings and answers after the commit. */
export async function ingest(request: Request, peer: Peer, ports: IngestPorts): Promise<Response> {
  const contentType = request.headers.get('content-type');
  if (/^\s*multipart\/form-data/i.test(contentType ?? '')) return formFaultPage(415, 'type-unsupported', request);
  if (bodyKind(contentType) === 'form') return ingestForm(request, peer, ports);
  ports.admission.request(request, peer);
  const body = await readBody(request);
  return json({results: await storeEvents(cleanEvents(parseEvents(body), body), ports)});
}

async function ingestForm(request: Request, peer: Peer, ports: IngestPorts): Promise<Response> {
  try {
    ports.admission.request(request, peer);
    const reading = readForm(await readBody(request), request, ports.now());
    if ('code' in reading) return formFaultPage(400, reading.code, request);
    // Through JSON, so that absent fields are absent members.
    const [result] = await storeEvents([JSON.parse(JSON.stringify(reading.event))], ports);
    const isKept = result?.status === 'stored' || result?.status === 'duplicate' || result?.status === 'conflict';
    return isKept
      ? thankYouPage(request)
      : formFaultPage(400, result?.reason?.includes('/data/site') ? 'site-invalid' : 'form-invalid', request);
  } catch (error) {
    if (error instanceof Problem)
      return formFaultPage(error.status, error.status === 503 ? 'try-again' : error.code, request, error.headers);
    throw error;
  }
}

/** Judges each event by itself and stores the good ones in one transaction. */
async function storeEvents(
  items: readonly unknown[],
  {commits, admission, now, log, rules, wake}: IngestPorts,
): Promise<readonly EventResult[]> {
  const received = now();
  const rows: EventRow[] = [];
  const results = items.map((item): EventResult | EventRow => {
    const judged = validateEvent(item);
    if ('reason' in judged) return {id: idOf(item), status: 'invalid', reason: judged.reason};
    const row = toRow(judged, received, rules);
    rows.push(row);
    return row;
  });
  if (!rows.length) return results as readonly EventResult[];
  admission.events(rows.map(({site}) => site));
  try {
    const statuses = (await commits.write(rows)).values();
    if (rows.some(({notice}) => notice !== null)) wake();
    return results.map(result => ('status' in result ? result : {id: result.id, status: statuses.next().value ?? 'retry'}));
  } catch (error) {
    log(faultEntry(error, 'store-unavailable'));
    throw new Problem(503, 'store-unavailable', 'The events could not be stored. Send them again later.', retryAfter);
  }
}

function idOf(item: unknown): string | null {
  return typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' ? item.id.slice(0, 256) : null;
}
