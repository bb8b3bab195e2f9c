/** A star of 24 units; its commands are relative to the first point, so that a row of them can be one path. */
export const star = 'M12 2l3 7 7 1-5 5 1 7-6-3-6 3 1-7-5-5 7-1z';

/** A heart, drawn like the star. */
export const heart = 'M12 21c-16-11-6-22 0-14 6-8 16 3 0 14z';
