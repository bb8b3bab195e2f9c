/** The two ends of a scale. */
export interface Scale {
  readonly min: number;
  readonly max: number;
}

/** How an answer counts, whatever its scale. */
export type Category = 'promoter' | 'passive' | 'detractor';

/**
 * Sorts a score: on the recommendation scale 0–6 · 7–8 · 9–10, on any other by its place between the ends
 * (below a half detractor, below three quarters passive, else promoter).
 */
export function categorize(score: number, {min, max}: Scale, isRecommendation = min === 0 && max === 10): Category {
  if (isRecommendation) return score <= 6 ? 'detractor' : score <= 8 ? 'passive' : 'promoter';
  const place = (score - min) / (max - min);
  return place < 0.5 ? 'detractor' : place < 0.75 ? 'passive' : 'promoter';
}
