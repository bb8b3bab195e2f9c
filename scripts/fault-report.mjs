import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';

/** Where the report of the last complete run stands. */
export const reportFile = resolve(import.meta.dirname, '../docs/faults.md');

/** Reads what the runs of the lab wrote, one line each. */
export function readResults(file) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
  const runs = lines.filter(line => !line.why);
  const notHad = new Map(lines.filter(line => line.why).map(line => [line.number, line]));
  return {faults: perFault(runs), notHad: [...notHad.values()].sort(byNumber), versions: versionsOf(runs)};
}

/** Everything in one row: what is promised in the README. */
export function totalsOf(faults) {
  const sum = name => faults.reduce((total, fault) => total + fault[name], 0);
  return {
    faults: faults.length,
    runs: sum('runs'),
    red: sum('red'),
    answers: sum('answers'),
    durable: sum('durable'),
    lost: sum('lost'),
    doubled: sum('doubled'),
    seconds: sum('ms') / 1000,
  };
}

/** The report as Markdown; its totals stand between markers, from where the README has them. */
export function writeReport({faults, notHad, versions}, planted) {
  return `# Faults

What \`npm run faults\` found when it last ran in full: a real visitor's browser, a shop on one origin, its endpoint on another, the built collector and its database, and each fault let happen to them with several seeds. An answer is _promised_ when the page fired \`cx-stored\` with \`durable: true\`, or the collector confirmed it. It is _lost_ when it is promised, in no row and not reported to the shop as lost; _doubled_ when it has two rows, or one response has two complete answers. Each run must have fired, and no row may hold what nobody sent.

<!-- summary -->

${summaryTable(faults, planted)}

<!-- /summary -->

${versions}.

## Fault by fault

${table(
  ['', 'fault', 'where', 'runs', 'fired', 'answers', 'promised', 'lost', 'doubled', 'seconds a run'],
  faults.map(fault => [
    fault.number,
    fault.title,
    fault.layer,
    fault.red ? `${fault.runs}, ${fault.red} red` : fault.runs,
    fault.fired,
    fault.answers,
    fault.durable,
    fault.lost,
    fault.doubled,
    (fault.ms / fault.runs / 1000).toFixed(1),
  ]),
)}

_Answers_ are those that were given through a real element; the promises of other faults come from requests that were sent to the collector directly.

## Faults that are not let happen

${
  notHad.length > 0
    ? table(
        ['', 'fault', 'why'],
        notHad.map(({number, title, why}) => [number, title, why]),
      )
    : 'None.'
}

## Planted bugs

Each is built into a copy of the library, and the lab must turn red.

${table(
  ['bug', 'faults that were tried', 'runs that turned red'],
  planted.map(({what, faults: tried, red, runs}) => [what, tried.join(', '), `${red} of ${runs}`]),
)}
`;
}

/** The part of the report that the README shows. */
export function readSummary(text) {
  const [, summary] = /<!-- summary -->\s*([\s\S]*?)\s*<!-- \/summary -->/.exec(text) ?? [];
  if (summary === undefined)
    throw new Error('docs/faults.md: expected its totals between <!-- summary --> and <!-- /summary -->.');
  return summary;
}

function summaryTable(faults, planted) {
  const {runs, red, answers, durable, lost, doubled} = totalsOf(faults);
  const found = planted.filter(plant => plant.red > 0).length;
  return table(
    ['faults', 'runs', 'red', 'answers through real elements', 'answers promised', 'lost', 'doubled', 'planted bugs found'],
    [[faults.length, runs, red, answers, durable, lost, doubled, `${found} of ${planted.length}`].map(count)],
  );
}

function perFault(runs) {
  const faults = new Map();
  for (const {number, title, layer, ok, ...figures} of runs) {
    const fault = faults.get(number) ?? {
      number,
      title,
      layer,
      runs: 0,
      red: 0,
      fired: 0,
      answers: 0,
      durable: 0,
      lost: 0,
      doubled: 0,
      ms: 0,
    };
    fault.runs++;
    if (!ok) fault.red++;
    for (const name of ['fired', 'answers', 'durable', 'lost', 'doubled', 'ms']) fault[name] += figures[name];
    faults.set(number, fault);
  }
  return [...faults.values()].sort(byNumber);
}

function versionsOf(runs) {
  const versions = new Map(runs.flatMap(run => Object.entries(run.versions)));
  return [...versions]
    .map(([name, version]) => `${name} ${version}`)
    .sort()
    .join(', ');
}

const byNumber = (a, b) => a.number - b.number;

const count = value => (typeof value === 'number' ? value.toLocaleString('en') : value);

function table(head, rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
