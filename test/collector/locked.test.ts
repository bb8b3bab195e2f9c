import {DatabaseSync} from 'node:sqlite';
import {describe, expect, it, onTestFinished} from 'vitest';
import {newDatabase} from './engines.js';
import {answer, get, openCollector, post, statuses} from './harness.js';

describe('a database file that somebody else holds', () => {
  it('is told with 503, and is used again when it is free', async () => {
    const database = newDatabase();
    const collector = openCollector({database, log: () => undefined});
    await collector.madeToken;
    const other = new DatabaseSync(database);
    onTestFinished(() => other.close());
    other.exec('BEGIN EXCLUSIVE');

    const [first, second, ready] = await Promise.all([
      post(collector, [answer('a')]),
      post(collector, [answer('b')]),
      get(collector, '/readyz'),
    ]);

    expect([first.status, second.status, ready.status]).toEqual([503, 503, 503]);
    expect(first.headers.get('retry-after')).toBe('5');
    other.exec('ROLLBACK');
    expect(await statuses(collector, [answer('a'), answer('b')])).toEqual(['stored', 'stored']);
    expect((await get(collector, '/readyz')).status).toBe(200);
  });
});
