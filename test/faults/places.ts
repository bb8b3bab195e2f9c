import {resolve} from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** The built files that the lab runs: `dist`, or a build with a planted bug. */
export const dist = resolve(root, process.env['CX_DIST'] ?? 'dist');
