/** Whether a report over many answers holds up those that come meanwhile. */

import {join} from 'node:path';
import {fill} from './data.mjs';
import {runLoad, startCollector, token} from './processes.mjs';

/** Posts at a steady, moderate rate, first alone, then while reports over all rows run one after another. */
export async function measureReport(figures, folder, rows) {
  const database = join(folder, 'report.sqlite');
  const {url, stop} = await startCollector(database);
  fill(database, rows);
  const paced = {url, everyMs: 1};
  const quiet = await runLoad({...paced, requests: 4000, salt: 'quiet'});
  let isDone = false;
  const busy = runLoad({...paced, requests: 8000, salt: 'busy'}).finally(() => (isDone = true));
  const times = [];
  while (!isDone) {
    const start = performance.now();
    const response = await fetch(`${url}/api/report?bucket=day&tz=Europe/Berlin`, {headers: {authorization: `Bearer ${token}`}});
    const {groups} = await response.json();
    times.push((performance.now() - start) / 1000);
    if (groups.reduce((sum, group) => sum + group.responses, 0) < rows) throw new Error('The report is not complete.');
  }
  const {p99} = await busy;
  await stop();
  const amount = rows.toLocaleString('en');
  figures.add(`${amount} rows: report, s`, Math.max(...times));
  figures.add(`${amount} rows, no report: p99 of steady posts, ms`, quiet.p99);
  figures.add(`${amount} rows, reports running: p99 of steady posts, ms`, p99, {must: '≤ 100'});
}
