import type {Category} from '../survey/category.js';

/** A net promoter score with its 95 % interval, all from −100 to 100. */
export interface Nps {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/**
 * Works out a net promoter score.
 *
 * The interval is the adjusted Wald interval for a difference of two shares of one sample: three made-up answers (¾ promoter, 1½ passive, ¾ detractor)
 * join the real ones, after which the normal approximation holds for few answers too (B. Rocks, "Interval Estimation for the Net Promoter Score",
 * The American Statistician 70, 2016). Without them the interval of one answer would have no width at all.
 */
export function netPromoter(promoters: number, passives: number, detractors: number): Nps {
  const count = promoters + passives + detractors;
  const score = (100 * (promoters - detractors)) / count;
  const adjusted = count + 3;
  const up = (promoters + 0.75) / adjusted;
  const down = (detractors + 0.75) / adjusted;
  const centre = up - down;
  const reach = 1.96 * Math.sqrt((up + down - centre * centre) / adjusted);
  const low = Math.min(score, Math.max(-100, 100 * (centre - reach)));
  const high = Math.max(score, Math.min(100, 100 * (centre + reach)));
  return {score: round(score, 1), low: round(low, 1), high: round(high, 1), promoters, passives, detractors};
}

/** Counts scores as they come by. */
export class Tally {
  responses = 0;
  partial = 0;
  readonly #scores = new Map<number, number>();
  #scored = 0;
  #sum = 0;
  readonly #categories: Record<Category, number> = {promoter: 0, passive: 0, detractor: 0};

  /** Counts `count` responses that are alike. */
  add(count: number, score: number | null, category: Category | null, isPartial: boolean): void {
    this.responses += count;
    if (isPartial) this.partial += count;
    if (score === null) return;
    this.#scored += count;
    this.#sum += score * count;
    this.#scores.set(score, (this.#scores.get(score) ?? 0) + count);
    if (category) this.#categories[category] += count;
  }

  /** How often each score was given, to one decimal. */
  get distribution(): Record<string, number> {
    const distribution: Record<string, number> = {};
    for (const [score, count] of this.#scores) {
      const key = String(round(score, 1));
      distribution[key] = (distribution[key] ?? 0) + count;
    }
    return distribution;
  }

  /** The mean of the scores, or null without any. */
  get mean(): number | null {
    return this.#scored ? round(this.#sum / this.#scored, 4) : null;
  }

  /** The net promoter score, or null without any score. */
  get nps(): Nps | null {
    const {promoter, passive, detractor} = this.#categories;
    return this.#scored ? netPromoter(promoter, passive, detractor) : null;
  }
}

/** Rounds to some decimals; never to −0. */
export function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor + 0;
}
