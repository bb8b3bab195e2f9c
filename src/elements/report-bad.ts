import type {ProblemCode} from './problems.js';

/** The sentences are a part of their own, because few pages have need of them. */
const loadProblems = () => import('./problems.js');

/** Warns about bad input: `cx-problem` on the target and one line on the console. */
export function reportBad(
  target: Element | Document,
  code: ProblemCode,
  name: string,
  got?: unknown,
  ...details: unknown[]
): void {
  loadProblems().then(
    ({explain}) => explain(target, code, name, got, details),
    () => console.warn(code, name, got),
  );
}

/** Has an element's attributes looked at more closely, where one has a name or a value that is not plainly right. */
export function checkAttributes(el: Element, known: readonly string[]): void {
  const strange = [...el.attributes].filter(
    ({name, value}) => value === 'false' || !(known.includes(name) || /^(id|class|style|slot|lang|(data|show)-.+)$/.test(name)),
  );
  if (strange.length)
    loadProblems().then(
      ({inspect}) => inspect(el, strange, known),
      () => {
        // A slip of the pen does no harm where its sentence cannot be fetched.
      },
    );
}
