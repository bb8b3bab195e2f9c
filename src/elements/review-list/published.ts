/** A review that everybody may read. */
export interface Published {
  readonly score: number | null;
  readonly title: string;
  readonly text: string;
  readonly name: string;
  readonly isVerified: boolean;
  readonly isIncentivised: boolean;
  /** The language it is written in; empty where nobody knows. */
  readonly locale: string;
  /** When it was written, in milliseconds since 1970; NaN where nobody knows. */
  readonly writtenAt: number;
  /** Addresses, http or https. */
  readonly photos: readonly string[];
}

/** How many gave each score, from 1 to 5. */
export type Spread = readonly number[];

/** Reviews, newest first, and what all of them add up to. */
export interface Reviews {
  readonly items: readonly Published[];
  readonly count: number;
  readonly mean: number;
  readonly spread: Spread;
  /** What the next page is asked by; empty after the last. */
  readonly next: string;
}

const stars = [1, 2, 3, 4, 5];

/** Reads what `GET /reviews` answers; undefined where it is something else. Addresses in it are relative to `base`. */
export function parseReviews(body: unknown, base: string): Reviews | undefined {
  const {items: given, summary, next} = Object(body) as {[name: string]: unknown};
  if (!Array.isArray(given)) return undefined;
  const items = given.map(item => parseItem(Object(item) as {[name: string]: unknown}, base));
  const {count, mean, distribution} = Object(summary) as {[name: string]: unknown};
  const told = Object(distribution) as {[score: string]: unknown};
  return {
    items,
    ...(typeof count === 'number'
      ? {count, mean: Number(mean), spread: stars.map(score => Number(told[score]) || 0)}
      : addUp(items)),
    next: textOf(next),
  };
}

function parseItem(item: {[name: string]: unknown}, base: string): Published {
  const {score, photos} = item;
  return {
    score: typeof score === 'number' ? score : null,
    title: textOf(item['title']),
    text: textOf(item['text']),
    name: textOf(item['name']),
    isVerified: item['verified'] === true,
    isIncentivised: item['incentivised'] === true,
    locale: textOf(item['locale']),
    writtenAt: Date.parse(textOf(item['occurredAt'])),
    photos: Array.isArray(photos) ? photos.flatMap(photo => addressOf(textOf(photo), base)) : [],
  };
}

/**
 * Reads the reviews that a shop has written into the page, newest first: children with `data-score`, and if they have them
 * `data-title`, `data-name`, `data-date`, `data-verified`, `data-incentivised`, `lang`, and images.
 */
export function readSlotted(host: Element): Reviews {
  const items = [...host.querySelectorAll<HTMLElement>(':scope > [data-score]')].map(
    ({dataset, lang, textContent, children}) => ({
      score: Number(dataset['score']) || null,
      title: dataset['title'] ?? '',
      text: textContent?.trim().replace(/[^\S\n]*\n\s*/g, '\n') ?? '',
      name: dataset['name'] ?? '',
      isVerified: isOn(dataset['verified']),
      isIncentivised: isOn(dataset['incentivised']),
      locale: lang,
      writtenAt: Date.parse(dataset['date'] ?? ''),
      photos: [...children].flatMap(child => addressOf(child.closest('img')?.src ?? '', document.baseURI)),
    }),
  );
  items.sort((a, b) => (b.writtenAt || 0) - (a.writtenAt || 0));
  return {items, ...addUp(items), next: ''};
}

const isOn = (given: string | undefined): boolean => given !== undefined && given !== 'false';

function addUp(items: readonly Published[]): Pick<Reviews, 'count' | 'mean' | 'spread'> {
  const spread = stars.map(star => items.filter(({score}) => score && Math.round(score) === star).length);
  const scores = items.flatMap(({score}) => score ?? []);
  return {count: scores.length, mean: scores.reduce((sum, score) => sum + score, 0) / scores.length, spread};
}

function addressOf(given: string, base: string): string[] {
  try {
    const {href, protocol} = new URL(given || ':', base);
    return /^https?:$/.test(protocol) ? [href] : [];
  } catch {
    return []; // No address: there is no photo to show.
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 5000) : '';
}
