import {appendFileSync} from 'node:fs';
import {DatabaseSync, StatementSync} from 'node:sqlite';

// Loaded before the real collector (`node --import`), so that the collector itself needs no code for tests.
// A test arms one point at a time by a message; each time it is met, a line in a file proves it, even of a killed process.

/** @type {{at: 'before-commit' | 'after-commit', do: 'kill' | 'full' | 'busy' | 'io', after?: number, times?: number} | undefined} */
let armed;
let holdsEvents = false;

/** What SQLite calls it: the primary result code and its sentence. */
const errors = {full: [13, 'database or disk is full'], busy: [5, 'database is locked'], io: [10, 'disk I/O error']};

function meet(point) {
  if (armed?.at !== point || armed.times === 0) return;
  if (armed.after > 0) return void armed.after--;
  armed.times--;
  appendFileSync(process.env.CX_FAIL_POINTS, `${point} ${armed.do}\n`);
  if (armed.do === 'kill') process.kill(process.pid, 'SIGKILL');
  const [errcode, errstr] = errors[armed.do];
  throw Object.assign(new Error(errstr), {code: 'ERR_SQLITE_ERROR', errcode, errstr});
}

/** Whoever begins a transaction, only one that brings events is of interest. */
function see(sql) {
  if (/^INSERT INTO events\b/.test(sql)) holdsEvents = true;
}

const {exec, prepare} = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (sql) {
  if (sql !== 'COMMIT') {
    if (sql.startsWith('BEGIN')) holdsEvents = false;
    return exec.call(this, sql);
  }
  if (holdsEvents) meet('before-commit');
  const result = exec.call(this, sql);
  if (holdsEvents) meet('after-commit');
  return result;
};

const texts = new WeakMap();
DatabaseSync.prototype.prepare = function (sql, ...rest) {
  const prepared = prepare.call(this, sql, ...rest);
  texts.set(prepared, sql);
  return prepared;
};
const {run} = StatementSync.prototype;
StatementSync.prototype.run = function (...values) {
  see(texts.get(this) ?? '');
  return run.apply(this, values);
};

/** PostgreSQL's client, where it is installed: the same two points around its COMMIT. */
async function watchPostgres() {
  const {default: pg} = await import('pg').catch(() => ({default: undefined}));
  if (!pg) return;
  const {query} = pg.Client.prototype;
  const withEvents = new WeakSet();
  pg.Client.prototype.query = function (text, ...rest) {
    const sql = typeof text === 'string' ? text : (text?.text ?? '');
    if (/^INSERT INTO events\b/.test(sql)) withEvents.add(this);
    if (sql !== 'COMMIT' || !withEvents.delete(this)) return query.call(this, text, ...rest);
    meet('before-commit');
    const result = query.call(this, text, ...rest);
    return result.then(value => (meet('after-commit'), value));
  };
}
await watchPostgres();

process.on('message', point => {
  armed = point.at ? {times: 1, after: 0, ...point} : undefined;
  process.send('armed');
});
process.channel?.unref();
