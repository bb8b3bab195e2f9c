import {DatabaseSync} from 'node:sqlite';

/** An answer as a page sends it. */
export function event(id) {
  const score = id.length % 11;
  return {
    specversion: '1.0',
    id,
    source: 'https://shop.example/checkout',
    type: 'cx.submitted',
    subject: 'nps:checkout',
    time: '2026-11-21T11:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:cx-elements:event:1',
    senttime: '2026-11-21T12:00:00.000Z',
    data: {
      site: 'shop.example',
      element: 'cx-nps',
      survey: 'nps:checkout',
      touchpoint: 'checkout',
      response: `r-${id}`,
      seq: 1,
      partial: false,
      score,
      scale: {min: 0, max: 10},
      category: 'promoter',
      answers: {score, comment: 'Quick delivery, and the box was well packed.', reasons: ['delivery']},
      asked: {question: 'How likely are you to recommend us to a friend?', ask: 'What did we do well?'},
      context: {orderId: 'A1'},
      page: {url: 'https://shop.example/checkout'},
      locale: 'en',
      elapsedMs: 5200,
      lib: '1.0.0',
    },
  };
}

/** Rows over a year, three surveys, three touchpoints, written past the collector to save time. */
export function fill(database, count) {
  const db = new DatabaseSync(database);
  db.exec('PRAGMA busy_timeout = 5000');
  const events = db.prepare(`INSERT INTO events
    (site, id, type, survey, touchpoint, element, response, visitor, is_test, occurred_at, received_at, label, amount, digest, body)
    VALUES ('shop.example', ?, 'cx.submitted', ?, ?, 'cx-nps', ?, NULL, 0, ?, ?, '', 1, 'x', ?)`);
  const responses = db.prepare(`INSERT INTO responses
    (site, response, event_id, survey, touchpoint, element, is_test, is_partial, seq, score, scale_min, scale_max, category, occurred_at, received_at)
    VALUES ('shop.example', ?, ?, ?, ?, 'cx-nps', 0, 0, 1, ?, 0, 10, ?, ?, ?)`);
  const body = JSON.stringify(event('filled'));
  const now = Date.now();
  const year = 365 * 24 * 60 * 60 * 1000;
  for (let from = 0; from < count; from += 50_000) {
    db.exec('BEGIN IMMEDIATE');
    for (let n = from; n < Math.min(count, from + 50_000); n++) {
      const [id, survey, touchpoint, at, score] = [
        `f${n}`,
        `nps:${n % 3}`,
        `t${(n >> 2) % 3}`,
        now - Math.floor((n / count) * year),
        (n * 7) % 11,
      ];
      events.run(id, survey, touchpoint, `r${n}`, at, at, body);
      responses.run(`r${n}`, id, survey, touchpoint, score, score > 8 ? 'promoter' : score > 6 ? 'passive' : 'detractor', at, at);
    }
    db.exec('COMMIT');
  }
  db.close();
}
