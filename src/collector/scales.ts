import type {Scale} from '../survey/category.js';

const otherElements = new Set(['cx-rating', 'cx-review', 'cx-effort', 'cx-call']);

/** Whether a score answers "would you recommend us?": the scale is 0 to 10 and the tag asks for nothing else. */
export function isRecommendation(element: string, scale: Scale): boolean {
  return scale.min === 0 && scale.max === 10 && !otherElements.has(element);
}

/** The scale of an element that did not say: recommendation 0–10, effort 1–7, else 1–5. */
export function usualScale(element: string): Scale {
  if (element === 'cx-effort') return {min: 1, max: 7};
  return element === 'cx-rating' || element === 'cx-review' ? {min: 1, max: 5} : {min: 0, max: 10};
}
