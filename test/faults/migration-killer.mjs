import {existsSync, readFileSync, rmSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';

// Loaded before the real collector (`NODE_OPTIONS=--import=…`): kills it once in the middle of a migration.
// A file says where: `before-step`, `after-step` or `before-commit`. It is gone when that has happened.

const file = process.env.CX_KILL_MIGRATION ?? '';
let isInStep = false;

function meet(point) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== point) return;
  rmSync(file);
  process.kill(process.pid, 'SIGKILL');
}

/** Wraps what runs SQL; `after` hooks onto its end, at once or later. */
function watch(query, after) {
  return function (text, ...rest) {
    const sql = typeof text === 'string' ? text : (text?.text ?? '');
    const isStep = sql.startsWith('CREATE TABLE uploads');
    if (isStep) meet('before-step');
    if (sql === 'COMMIT' && isInStep) meet('before-commit');
    isInStep ||= isStep;
    return after(query.call(this, text, ...rest), () => isStep && meet('after-step'));
  };
}

DatabaseSync.prototype.exec = watch(DatabaseSync.prototype.exec, (result, then) => (then(), result));
const {default: pg} = await import('pg').catch(() => ({default: undefined}));
if (pg)
  pg.Client.prototype.query = watch(pg.Client.prototype.query, (result, then) =>
    typeof result?.then === 'function' ? result.then(value => (then(), value)) : result,
  );
