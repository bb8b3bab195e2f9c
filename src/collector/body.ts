import {Problem} from './problem.js';

/** The largest body that is read. */
export const maxBodyBytes = 64 * 1024;

/** How a body says it is to be read. */
export type BodyKind = 'json' | 'form';

/** Tells the kind of a body from its content type; a body without one is taken for JSON. */
export function bodyKind(contentType: string | null): BodyKind {
  const mime = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (mime === 'application/x-www-form-urlencoded') return 'form';
  if (mime === '' || mime === 'text/plain' || mime === 'application/json') return 'json';
  if (mime === 'application/cloudevents+json' || mime === 'application/cloudevents-batch+json') return 'json';
  throw new Problem(
    415,
    'type-unsupported',
    'Send JSON (application/cloudevents-batch+json, application/json, text/plain) or a plain HTML form.',
  );
}

/** Reads a body as text, and no more of it than is allowed. */
export async function readBody(request: Request): Promise<string> {
  const encoding = request.headers.get('content-encoding');
  if (encoding && encoding.toLowerCase() !== 'identity')
    throw new Problem(415, 'encoding-unsupported', 'Send the body without content-encoding.');
  const length = request.headers.get('content-length');
  if (length !== null) {
    if (Number(length) > maxBodyBytes) throw tooLarge();
    return measured(await read(() => request.text()));
  }
  return readStream(request);
}

/** A chunked body tells its size only at the end, so it is counted while it comes. */
async function readStream(request: Request): Promise<string> {
  const reader = request.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const {done, value} = await read(() => reader.read());
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBodyBytes) {
      reader.cancel().catch(() => undefined); // The sender may be gone already: there is nobody left to tell.
      throw tooLarge();
    }
    text += decoder.decode(value, {stream: true});
  }
}

async function read<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch {
    // The only cause is a connection that ended before the body did.
    throw new Problem(400, 'body-incomplete', 'The connection ended before the body did.');
  }
}

/** A header may lie where no HTTP server stands in front. */
function measured(text: string): string {
  if (text.length > maxBodyBytes) throw tooLarge();
  return text;
}

function tooLarge(): Problem {
  return new Problem(413, 'body-too-large', `The body is larger than ${maxBodyBytes} bytes.`, {connection: 'close'});
}

/** Parses a body as JSON: one event or a list of events. */
export function parseEvents(text: string): readonly unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Whatever the syntax error says, it quotes the sender's text: not ours to repeat.
    throw new Problem(400, text.trim() === '' ? 'body-empty' : 'json-invalid', 'The body is not JSON.');
  }
  if (Array.isArray(parsed)) return parsed;
  if (typeof parsed === 'object' && parsed !== null) return [parsed];
  throw new Problem(400, 'json-shape', 'The body is neither an event nor a list of events.');
}
