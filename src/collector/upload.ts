import {sha256} from './canonical.js';
import {siteSteps} from './erasure.js';
import {statement, type Steps} from './sql.js';

/** Photos of one response. */
export const maxPhotos = 5;

/** A photo that is to be kept. */
export interface UploadRow {
  readonly site: string;
  readonly response: string;
  /** The sender's name for it: the same photo sent twice is kept once. */
  readonly photo: string;
  /** What it is called in public; nobody can guess it. */
  readonly name: string;
  /** Of the bytes as they came. */
  readonly digest: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly receivedAt: number;
}

/** What became of a photo. */
export type UploadOutcome =
  {readonly status: 'stored' | 'duplicate'; readonly name: string} | {readonly status: 'conflict' | 'too-many' | 'erased'};

/** Looks a photo up before it is read: one that is here already, or that cannot stay, costs no work. */
export function* knownSteps({
  site,
  response,
  photo,
  digest,
}: Omit<UploadRow, 'type' | 'bytes' | 'name'>): Steps<UploadOutcome | undefined> {
  const {rows: tombstones} = yield statement(
    `SELECT kind FROM erased WHERE site = ? AND kind = 'response' AND key_digest = ?`,
    site,
    sha256(response),
  );
  if (tombstones.length) return {status: 'erased'};
  const {rows} = yield statement('SELECT photo, digest, name FROM uploads WHERE site = ? AND response = ?', site, response);
  const same = rows.find(row => row['photo'] === photo);
  if (same) return same['digest'] === digest ? {status: 'duplicate', name: String(same['name'])} : {status: 'conflict'};
  return rows.length >= maxPhotos ? {status: 'too-many'} : undefined;
}

/** Keeps a photo at the first free of the five places of its response: two that arrive at once never share one. */
export function* uploadSteps(row: UploadRow): Steps<UploadOutcome> {
  for (let place = 1; place <= maxPhotos; place++) {
    const known = yield* knownSteps(row);
    if (known) return known;
    const {changes} = yield statement(
      `INSERT INTO uploads (site, response, place, photo, name, digest, type, is_public, received_at, bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?) ON CONFLICT DO NOTHING`,
      ...[row.site, row.response, place, row.photo, row.name, row.digest, row.type, row.receivedAt, row.bytes],
    );
    if (changes) return {status: 'stored', name: row.name};
  }
  return (yield* knownSteps(row)) ?? {status: 'too-many'};
}

/** A photo as it is shown. */
export interface StoredPhoto {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly isPublic: boolean;
}

/** Finds a photo by its name, and whether everybody may see it: its review is published, and it was there to be looked at before. */
export function* photoSteps(name: string): Steps<StoredPhoto | undefined> {
  const {rows} = yield statement(
    `SELECT u.type AS type, u.bytes AS bytes, u.is_public AS "isPublic", r.state AS state
      FROM uploads u LEFT JOIN reviews r ON r.site = u.site AND r.response = u.response WHERE u.name = ?`,
    name,
  );
  const [row] = rows;
  if (!row) return undefined;
  return {
    type: String(row['type']),
    bytes: row['bytes'] as Uint8Array,
    isPublic: row['isPublic'] === 1 && row['state'] === 'published',
  };
}

/** Deletes photos from before a moment to which no review ever came; answers how many. */
export function* orphanSteps(before: number, limit: number): Steps<number> {
  let deleted = 0;
  for (const site of yield* siteSteps('uploads')) {
    const {rows} = yield statement(
      `SELECT u.response AS response, u.place AS place FROM uploads u WHERE u.site = ? AND u.received_at < ?
        AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.site = u.site AND r.response = u.response) ORDER BY u.received_at LIMIT ?`,
      ...[site, before, limit],
    );
    for (const {response, place} of rows) {
      yield statement(
        'DELETE FROM uploads WHERE site = ? AND response = ? AND place = ?',
        ...[site, String(response), Number(place)],
      );
      deleted++;
    }
  }
  return deleted;
}
