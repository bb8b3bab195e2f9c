/**
 * What the collector does on one core, beside a bare server that makes the same rows without our code.
 *
 * Run it with `npm run bench:collector`, after a build. `--requests N` and `--rows N` change the amounts; `--only ingest,postgres` runs some of
 * `ingest`, `postgres`, `pressure`, `recovery` and `report`. Ends with 1 when a figure is not what it must be.
 */

import {mkdtempSync, rmSync} from 'node:fs';
import {cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {measureIngest, measurePostgres} from './collector/ingest.mjs';
import {measurePressure} from './collector/pressure.mjs';
import {isPinned} from './collector/processes.mjs';
import {measureRecovery} from './collector/recovery.mjs';
import {measureReport} from './collector/reports.mjs';
import {Figures} from './collector/table.mjs';

const {values} = parseArgs({
  options: {
    requests: {type: 'string', default: '30000'},
    rows: {type: 'string', default: '1000000'},
    only: {type: 'string', default: 'ingest,postgres,pressure,recovery,report'},
  },
});
const [requests, rows, only] = [Number(values.requests), Number(values.rows), values.only.split(',')];

const folder = mkdtempSync(join(tmpdir(), 'cx-bench-'));
const figures = new Figures();
try {
  if (only.includes('ingest')) await measureIngest(figures, folder, requests);
  if (only.includes('postgres')) await measurePostgres(figures, requests);
  if (only.includes('pressure')) await measurePressure(figures, folder);
  if (only.includes('recovery')) await measureRecovery(figures, folder, rows);
  if (only.includes('report')) await measureReport(figures, folder, rows);
} finally {
  rmSync(folder, {recursive: true, force: true});
}
console.log(
  `\nNode ${process.versions.node}, ${cpus()[0]?.model}, ${cpus().length} cores, the server alone on one of them: ${isPinned ? 'yes' : 'no'}, 50 connections\n`,
);
console.log(String(figures));
process.exitCode = figures.hold ? 0 : 1;
