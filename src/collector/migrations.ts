/**
 * The steps that make the tables, oldest first; a step that was released never changes.
 *
 * The SQL is the part that SQLite and PostgreSQL share, and every key leads with the site, so that the tables can be spread over machines by it.
 */
export const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE events (
      site TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, survey TEXT NOT NULL, touchpoint TEXT NOT NULL, element TEXT NOT NULL,
      response TEXT, visitor TEXT, is_test SMALLINT NOT NULL, occurred_at BIGINT NOT NULL, received_at BIGINT NOT NULL,
      label TEXT NOT NULL, amount BIGINT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (site, id))`,
    `CREATE INDEX events_response ON events (site, response) WHERE response IS NOT NULL`,
    `CREATE INDEX events_visitor ON events (site, visitor) WHERE visitor IS NOT NULL`,
    `CREATE INDEX events_counted ON events (site, occurred_at, type, survey, touchpoint, element, is_test) WHERE type <> 'cx.submitted'`,
    `CREATE TABLE responses (
      site TEXT NOT NULL, response TEXT NOT NULL, event_id TEXT NOT NULL, survey TEXT NOT NULL, touchpoint TEXT NOT NULL, element TEXT NOT NULL,
      is_test SMALLINT NOT NULL, is_partial SMALLINT NOT NULL, seq BIGINT NOT NULL,
      score DOUBLE PRECISION, scale_min DOUBLE PRECISION, scale_max DOUBLE PRECISION, category TEXT,
      occurred_at BIGINT NOT NULL, received_at BIGINT NOT NULL,
      PRIMARY KEY (site, response))`,
    `CREATE INDEX responses_time ON responses (site, occurred_at, response)`,
    `CREATE TABLE erased (
      site TEXT NOT NULL, kind TEXT NOT NULL, key_digest TEXT NOT NULL, erased_at BIGINT NOT NULL,
      PRIMARY KEY (site, kind, key_digest))`,
  ],
  [`ALTER TABLE events ADD COLUMN flags TEXT NOT NULL DEFAULT ''`],
  [
    `CREATE TABLE reviews (
      site TEXT NOT NULL, response TEXT NOT NULL, public_id TEXT NOT NULL, event_id TEXT NOT NULL, product TEXT NOT NULL,
      score DOUBLE PRECISION, is_verified SMALLINT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, decided_at BIGINT NOT NULL,
      occurred_at BIGINT NOT NULL,
      PRIMARY KEY (site, response))`,
    `CREATE INDEX reviews_state ON reviews (site, state, occurred_at, public_id)`,
    `CREATE INDEX reviews_product ON reviews (site, product, state, occurred_at, public_id)`,
    `CREATE TABLE review_orders (
      site TEXT NOT NULL, order_digest TEXT NOT NULL, product TEXT NOT NULL, response TEXT NOT NULL,
      PRIMARY KEY (site, order_digest, product))`,
    `CREATE INDEX review_orders_response ON review_orders (site, response)`,
    // BYTEA is a word of PostgreSQL; SQLite keeps bytes as bytes in a column of any type.
    `CREATE TABLE uploads (
      site TEXT NOT NULL, response TEXT NOT NULL, place SMALLINT NOT NULL, photo TEXT NOT NULL, name TEXT NOT NULL,
      digest TEXT NOT NULL, type TEXT NOT NULL, is_public SMALLINT NOT NULL, received_at BIGINT NOT NULL, bytes BYTEA NOT NULL,
      PRIMARY KEY (site, response, place))`,
    `CREATE UNIQUE INDEX uploads_photo ON uploads (site, response, photo)`,
    `CREATE INDEX uploads_time ON uploads (site, received_at)`,
    `CREATE INDEX uploads_name ON uploads (name)`,
    `CREATE TABLE notices (
      site TEXT NOT NULL, event_id TEXT NOT NULL, response TEXT NOT NULL, kind TEXT NOT NULL, attempts BIGINT NOT NULL,
      due_at BIGINT NOT NULL, made_at BIGINT NOT NULL,
      PRIMARY KEY (site, event_id))`,
    `CREATE INDEX notices_response ON notices (site, response)`,
    `CREATE INDEX notices_due ON notices (due_at)`,
  ],
];
