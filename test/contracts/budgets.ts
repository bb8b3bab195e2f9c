const KiB = 1024;

/** What each file may weigh, brotli at its best, in bytes. */
export const budgets: readonly {readonly file: string; readonly max: number}[] = [
  {file: 'cx.js', max: 3 * KiB},
  {file: 'cx.classic.js', max: 3 * KiB},
  {file: 'nps.js', max: 11 * KiB},
  {file: 'rating.js', max: 10 * KiB},
  {file: 'effort.js', max: 11 * KiB},
  {file: 'call.js', max: 10 * KiB},
  {file: 'review.js', max: 13 * KiB},
  {file: 'cx.all.js', max: 28 * KiB},
  {file: 'chunks/delivery-*.js', max: 4.5 * KiB},
  {file: 'chunks/rare-*.js', max: KiB},
  {file: 'chunks/moments-*.js', max: KiB},
  {file: 'chunks/mirror-*.js', max: KiB},
  {file: 'chunks/explain-*.js', max: KiB},
  {file: 'chunks/rule-problems-*.js', max: KiB},
  {file: 'chunks/make-way-*.js', max: KiB},
  {file: 'chunks/moment-problems-*.js', max: KiB},
  {file: 'chunks/prefill-*.js', max: KiB},
];
