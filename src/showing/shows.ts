import type {recall as Recall} from '../page/facts.js';

/** How often a survey was shown since the last answer to it. */
export function countShows(recall: typeof Recall, survey: string): number {
  const [count, answered] = recall(`shows:${survey}`).split(' ');
  return answered === recall(`answer:${survey}`) ? +(count ?? 0) : 0;
}
