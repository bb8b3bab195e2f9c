import type {Scale} from './category.js';

/** A scale as it is offered: its ends and the distance between two values. */
export interface Steps extends Scale {
  readonly step: number;
}

/** Every value of a scale, in order. */
export function scaleValues({min, max, step}: Steps): number[] {
  // Not Array.from(), which old libraries of the page replace by one that maps nothing.
  return [...Array(Math.round((max - min) / step) + 1)].map((_, index) => min + index * step);
}
