/**
 * The floor that the collector is measured against: node:http reads a body and makes the same two rows of each event in the same tables, with nothing
 * checked, nothing counted and no results told. One transaction and one flush for each request.
 */

import {createServer} from 'node:http';

const [database] = process.argv.slice(2);
const [eventColumns, responseColumns] = [
  [
    'site',
    'id',
    'type',
    'survey',
    'touchpoint',
    'element',
    'response',
    'is_test',
    'occurred_at',
    'received_at',
    'label',
    'amount',
    'digest',
    'body',
  ],
  [
    'site',
    'response',
    'event_id',
    'survey',
    'touchpoint',
    'element',
    'is_test',
    'is_partial',
    'seq',
    'score',
    'scale_min',
    'scale_max',
    'category',
    'occurred_at',
    'received_at',
  ],
];

const insertInto = (table, columns, place) =>
  `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(place).join(', ')}) ON CONFLICT DO NOTHING`;

function rowsOf({id, type, data}) {
  const {site, survey, touchpoint, element, response, seq, score, scale, category} = data;
  const now = Date.now();
  return [
    [site, id, type, survey, touchpoint, element, response, 0, now, now, '', 1, 'x', JSON.stringify({id, type, data})],
    [site, response, id, survey, touchpoint, element, 0, 0, seq, score, scale.min, scale.max, category, now, now],
  ];
}

async function sqliteWriter() {
  const {DatabaseSync} = await import('node:sqlite');
  const db = new DatabaseSync(database);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const [event, response] = [
    db.prepare(insertInto('events', eventColumns, () => '?')),
    db.prepare(insertInto('responses', responseColumns, () => '?')),
  ];
  return async events => {
    db.exec('BEGIN IMMEDIATE');
    for (const [one, other] of events.map(rowsOf)) {
      event.run(...one);
      response.run(...other);
    }
    db.exec('COMMIT');
  };
}

async function postgresWriter() {
  const {default: pg} = await import('pg');
  const pool = new pg.Pool({connectionString: database, max: 4});
  const place = (_, n) => `$${n + 1}`;
  return async events => {
    const client = await pool.connect();
    await client.query('BEGIN');
    for (const [one, other] of events.map(rowsOf)) {
      await client.query({name: 'event', text: insertInto('events', eventColumns, place), values: one});
      await client.query({name: 'response', text: insertInto('responses', responseColumns, place), values: other});
    }
    await client.query('COMMIT');
    client.release();
  };
}

const write = await (database.startsWith('postgres:') ? postgresWriter() : sqliteWriter());
const server = createServer((incoming, outgoing) => {
  const chunks = [];
  incoming.on('data', chunk => chunks.push(chunk));
  incoming.on('end', async () => {
    await write(JSON.parse(Buffer.concat(chunks)));
    outgoing.end('{}');
  });
});
process.once('SIGTERM', () => process.exit(0));
server.listen(0, '127.0.0.1', () => console.log(`listens on http://127.0.0.1:${server.address().port}`));
