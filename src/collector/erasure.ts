import {sha256} from './canonical.js';
import {statement, type Steps} from './sql.js';
import type {ErasureKind} from './store.js';

const insertTombstone = `INSERT INTO erased (site, kind, key_digest, erased_at) VALUES (?, ?, ?, ?)
  ON CONFLICT (site, kind, key_digest) DO UPDATE SET erased_at = excluded.erased_at`;

/** Erases a response or a visitor and leaves tombstones; answers how many responses are gone. */
export function* eraseSteps(kind: ErasureKind, key: string, site: string | undefined, at: number): Steps<number> {
  let erased = 0;
  for (const one of site === undefined ? yield* siteSteps('events') : [site]) {
    yield statement(insertTombstone, one, kind, sha256(key), at);
    erased += kind === 'response' ? yield* eraseResponse(one, key) : yield* eraseVisitor(one, key, at);
  }
  return erased;
}

/** Deletes up to `limit` responses and as many other events of each site that are older than a moment; answers how many. */
export function* purgeSteps(before: number, limit: number): Steps<number> {
  let deleted = 0;
  for (const site of yield* siteSteps('events')) {
    const {rows} = yield statement(
      'SELECT response FROM responses WHERE site = ? AND occurred_at < ? ORDER BY occurred_at LIMIT ?',
      ...[site, before, limit],
    );
    for (const {response} of rows) deleted += yield* eraseResponse(site, String(response));
    const {changes} = yield statement(
      `DELETE FROM events WHERE site = ? AND id IN
        (SELECT id FROM events WHERE site = ? AND type <> 'cx.submitted' AND occurred_at < ? ORDER BY occurred_at LIMIT ?)`,
      ...[site, site, before, limit],
    );
    deleted += changes;
  }
  return deleted;
}

/** The sites of a table, each by one look at its index. */
export function* siteSteps(table: 'events' | 'responses' | 'reviews' | 'uploads'): Steps<readonly string[]> {
  const sites: string[] = [];
  for (let last = ''; ;) {
    const {rows} = yield statement(`SELECT MIN(site) AS site FROM ${table} WHERE site > ?`, last);
    const site = rows[0]?.['site'];
    if (typeof site !== 'string') return sites;
    sites.push(site);
    last = site;
  }
}

/** Whatever hangs on a response goes with it. */
const dependents = ['reviews', 'review_orders', 'uploads', 'notices', 'events'];

function* eraseResponse(site: string, response: string): Steps<number> {
  for (const table of dependents) yield statement(`DELETE FROM ${table} WHERE site = ? AND response = ?`, site, response);
  return (yield statement('DELETE FROM responses WHERE site = ? AND response = ?', site, response)).changes;
}

function* eraseVisitor(site: string, visitor: string, at: number): Steps<number> {
  let erased = 0;
  const {rows} = yield statement(
    'SELECT DISTINCT response FROM events WHERE site = ? AND visitor = ? AND response IS NOT NULL',
    site,
    visitor,
  );
  for (const {response} of rows) {
    yield statement(insertTombstone, site, 'response', sha256(String(response)), at);
    erased += yield* eraseResponse(site, String(response));
  }
  yield statement('DELETE FROM events WHERE site = ? AND visitor = ?', site, visitor);
  return erased;
}
