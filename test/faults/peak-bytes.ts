import {readFileSync} from 'node:fs';

/** The most memory that a process has held so far, as Linux counts it; 0 on other systems. */
export function peakBytes(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0; // There is no /proc.
  }
}
