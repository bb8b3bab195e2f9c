import type {ProblemCode} from './problems.js';

/**
 * Warns about bad input: `cx-problem` on the target and one line on the console.
 *
 * Few pages have any, so the sentences are a part of their own that is fetched when the first is needed.
 */
export function reportBad(
  target: Element | Document,
  code: ProblemCode,
  name: string,
  got?: unknown,
  ...details: unknown[]
): void {
  import('./problems.js').then(
    ({explain}) => explain(target, code, name, got, details),
    () => console.warn(code, name, got),
  );
}

/** Has an element's attributes looked at more closely, where one has a name or a value that is not plainly right. */
export function checkAttributes(el: Element, known: readonly string[]): void {
  const strange = [...el.attributes].filter(
    ({name, value}) => value === 'false' || !(known.includes(name) || /^(id|class|style|slot|lang|data-.+|show-.+)$/.test(name)),
  );
  if (strange.length)
    import('./problems.js').then(
      ({inspect}) => inspect(el, strange, known),
      () => {},
    );
}
