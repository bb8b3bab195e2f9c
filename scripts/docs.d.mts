/** Puts each table between its markers; a table without markers, or a marker without table, is an error. */
export function fillDocs(text: string, tables: {readonly [name: string]: string}): string;

/** The README as it must be: every table fresh, formatted like every other file. */
export function freshReadme(text: string): Promise<string>;
