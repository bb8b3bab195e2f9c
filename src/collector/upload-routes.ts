import {createHash, randomBytes} from 'node:crypto';
import type {Admission} from './admission.js';
import type {Peer} from './peer.js';
import {rewritePhoto} from './photo/photo.js';
import {Problem} from './problem.js';
import {parseQuery} from './query.js';
import type {Reader} from './reader.js';
import {guardHeaders, json} from './respond.js';
import type {Store} from './store.js';
import type {UploadBodies} from './upload-body.js';
import {knownSteps, maxPhotos, uploadSteps, type UploadOutcome} from './upload.js';

/** What uploads work with. */
export interface UploadPorts {
  readonly store: Store;
  readonly reader: Reader;
  readonly admission: Admission;
  readonly uploads: UploadBodies;
  readonly now: () => number;
}

const refusals: Readonly<Record<'conflict' | 'too-many' | 'erased', readonly [status: number, code: string, message: string]>> = {
  conflict: [409, 'photo-conflict', 'Another photo was sent under this id.'],
  'too-many': [409, 'photos-too-many', `There are ${maxPhotos} photos of this response already.`],
  erased: [410, 'response-erased', 'This response was erased.'],
};

/** Keeps a photo of a review; answers after the commit. */
export async function takePhoto(request: Request, url: URL, peer: Peer, ports: UploadPorts): Promise<Response> {
  const {store, admission, uploads, now} = ports;
  admission.request(request, peer);
  const {bytes, fields} = await uploads.read(request, url);
  const field = (name: string): string | undefined => {
    const value = fields.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const site = parseQuery(new URLSearchParams({site: field('site') ?? ''})).site;
  if (site === undefined) throw bad('site', 'the site of the response');
  const response = field('response');
  if (response === undefined || response.length > 64) throw bad('response', 'the id of a response');
  if (bytes.length === 0) throw new Problem(400, 'body-empty', 'There is no photo in the body.');
  const digest = createHash('sha256').update(bytes).digest('base64url');
  const photo = field('photo') ?? digest;
  if (!/^[\w-]{1,64}$/.test(photo)) throw bad('photo', '1 to 64 letters, digits, "-" or "_"');
  admission.events([site]);
  const row = {site, response, photo, digest, receivedAt: now()};
  const known = await store.transact(() => knownSteps(row));
  if (known) return answerOf(known);
  const made = {...row, ...(await rewritePhoto(bytes)), name: randomBytes(24).toString('base64url')};
  return answerOf(await store.transact(() => uploadSteps(made)));
}

function answerOf(outcome: UploadOutcome): Response {
  if (!('name' in outcome)) {
    const [status, code, message] = refusals[outcome.status];
    throw new Problem(status, code, message);
  }
  const {name, status} = outcome;
  return json({photo: name, url: `/uploads/${name}`}, status === 'stored' ? 201 : 200);
}

/** Shows a photo to everybody once its review is published, and before that to whoever `isAdmin`. */
export async function showPhoto(reader: Reader, url: URL, isAdmin: () => Promise<boolean>): Promise<Response> {
  const name = url.pathname.slice('/uploads/'.length);
  const photo = /^[\w-]{32}$/.test(name) ? await reader.photo(name) : undefined;
  // Whoever may not see it does not hear that it is there.
  if (!photo || !(photo.isPublic || (await isAdmin()))) throw new Problem(404, 'not-found', 'There is nothing here.');
  return new Response(new Uint8Array(photo.bytes), {
    headers: {
      ...guardHeaders,
      'content-type': photo.type,
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      // Short: what is hidden must soon be gone.
      'cache-control': photo.isPublic ? 'public, max-age=300' : 'no-store',
    },
  });
}

function bad(name: string, expectation: string): Problem {
  return new Problem(400, `${name}-invalid`, `Expected "${name}" to be ${expectation}.`);
}
