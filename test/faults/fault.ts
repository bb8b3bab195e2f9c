import {appendFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {Lab} from './lab.js';

/** Where a fault happens. */
export type Layer = 'page' | 'network' | 'collector';

/** One way in which the world goes wrong. */
export interface Fault {
  /** Its place in the matrix. */
  readonly number: number;
  /** What happens, in the present tense. */
  readonly title: string;
  readonly layer: Layer;
  /** Too slow for the short form that is a part of the tests. */
  readonly full?: boolean;
  /** How long a run may take, in milliseconds; default two minutes. */
  readonly timeoutMs?: number;
  /** Lets it happen, and compares the books by `lab.settle` or `lab.check`. */
  run(lab: Lab): Promise<void>;
}

/** One line of the results. */
export interface Result {
  readonly number: number;
  readonly title: string;
  readonly layer: Layer;
  readonly seed: number;
  readonly ok: boolean;
  /** What made it red. */
  readonly problem?: string;
  readonly fired: number;
  readonly answers: number;
  readonly durable: number;
  readonly lost: number;
  readonly doubled: number;
  readonly ms: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** A fault of the matrix that is not let happen, and the reason. */
export interface NotHad {
  readonly number: number;
  readonly title: string;
  readonly layer: Layer;
  readonly why: string;
}

const {CX_BUILT, CX_FAULTS = '', CX_FAULTS_DONE = '', CX_SEED, CX_SEEDS = '1', CX_FAULT_RESULTS = ''} = process.env;
/** How many faults of each file `npm test` lets happen; a file is read anew for each run. */
const shortForm = 2;
let defined = 0;
const isFull = Number(CX_SEEDS) > 1 || CX_FAULTS !== '';
const numbers = (list: string): number[] => list.split(',').filter(Boolean).map(Number);
const [only, done] = [numbers(CX_FAULTS), numbers(CX_FAULTS_DONE)];
const seeds = CX_SEED ? [Number(CX_SEED)] : Array.from({length: Number(CX_SEEDS)}, (_, n) => n + 1);

/** Registers one test for each seed. */
export function defineFault(fault: Fault): void {
  const {number, title, full = false, timeoutMs = 120_000} = fault;
  if (!isFull && (full || ++defined > shortForm)) return;
  const isWanted = (only.length === 0 || only.includes(number)) && !done.includes(number);
  for (const seed of seeds) it.runIf(isWanted)(`${number} ${title}, seed ${seed}`, () => runOnce(fault, seed), timeoutMs);
}

/** Notes a fault that cannot be had here. */
export function notHad(entry: NotHad): void {
  record(entry);
}

async function runOnce(fault: Fault, seed: number): Promise<void> {
  const lab = new Lab(seed, fault.number);
  const started = performance.now();
  let [ok, problem] = [false, ''];
  try {
    await fault.run(lab);
    expect(lab.verdict, 'the books were never compared').toBeDefined();
    expect(lab.timesFired, 'the fault did not fire').toBeGreaterThan(0);
    ok = true;
  } catch (error) {
    problem = String(error).slice(0, 1000);
    throw error;
  } finally {
    record({
      number: fault.number,
      title: fault.title,
      layer: fault.layer,
      seed,
      ok,
      ...(problem && {problem}),
      fired: lab.timesFired,
      answers: lab.ledger.answers,
      durable: lab.ledger.durableIds.size,
      lost: lab.verdict?.lost.length ?? 0,
      doubled: lab.verdict?.doubled.length ?? 0,
      ms: Math.round(performance.now() - started),
      versions: Object.fromEntries(lab.versions),
    });
    await lab.close();
  }
}

function record(line: Result | NotHad): void {
  if (CX_FAULT_RESULTS) appendFileSync(CX_FAULT_RESULTS, JSON.stringify({...line, ...(CX_BUILT && {built: CX_BUILT})}) + '\n');
}
