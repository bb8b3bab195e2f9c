/** One row of the collector's table of events. */
export interface Row {
  readonly id: string;
  readonly site: string;
  readonly type: string;
  readonly response: string | null;
  /** Whether it is a complete answer. */
  readonly complete: boolean;
  /** How many rows have this id. */
  readonly count: number;
}

/** What the ledger and the rows say of each other. */
export interface Verdict {
  /** Promised and in no row, and no row tells the shop of the loss. */
  readonly lost: string[];
  /** Ids with several rows, and responses with several complete answers. */
  readonly doubled: string[];
  /** Rows that nobody attempted. */
  readonly invented: string[];
}

/** What pages and clients said about their events: the side of the books that the collector does not write. */
export class Ledger {
  /** Ids that somebody tried to have stored. */
  readonly #attempted = new Set<string>();
  /** Responses that somebody began; a page that dies may have told no more of them. */
  readonly #responses = new Set<string>();
  readonly #durable = new Set<string>();
  readonly #accepted = new Set<string>();
  readonly #buried = new Set<string>();
  /** Complete answers that a person gave through a real element. */
  answers = 0;

  attempted(id: string, response?: string): void {
    this.#attempted.add(id);
    if (response !== undefined) this.#responses.add(response);
  }

  began(response: string): void {
    this.#responses.add(response);
  }

  /** The promise is given: from now on this id must be in exactly one row. */
  durable(id: string): void {
    this.#attempted.add(id);
    this.#durable.add(id);
  }

  accepted(id: string): void {
    this.#accepted.add(id);
  }

  /** The page was told that this one will not be stored. */
  deadLetter(id: string): void {
    this.#buried.add(id);
  }

  get durableIds(): ReadonlySet<string> {
    return this.#durable;
  }

  get acceptedIds(): ReadonlySet<string> {
    return this.#accepted;
  }

  get deadIds(): ReadonlySet<string> {
    return this.#buried;
  }

  /** Compares the books. Impressions are nobody's promise, so only their number per id counts. */
  compare(rows: readonly Row[]): Verdict {
    const stored = new Set(rows.map(({id}) => id));
    const complete = new Map<string, number>();
    for (const {response, type, complete: is} of rows)
      if (is && response && type === 'cx.submitted') complete.set(response, (complete.get(response) ?? 0) + 1);
    return {
      lost: [...this.#durable].filter(id => !stored.has(id) && !(this.#buried.has(id) && stored.has(`lost-${id}`))),
      doubled: [
        ...rows.filter(({count}) => count > 1).map(({id}) => id),
        ...[...complete].filter(([, count]) => count > 1).map(([response]) => response),
      ],
      invented: rows.filter(row => !this.#isAttempted(row)).map(({id}) => id),
    };
  }

  #isAttempted({id, type, response}: Row): boolean {
    if (type === 'cx.shown') return true;
    if (type === 'cx.lost') return this.#attempted.has(id.replace(/^lost-/, ''));
    return this.#attempted.has(id) || (response !== null && this.#responses.has(response));
  }
}
