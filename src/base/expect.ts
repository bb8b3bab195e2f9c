/** One line about bad input: who, what was expected, what came, and the stable code of `contract` section 5. */
export function expected(subject: string, name: string, expectation: string, got: unknown, code: string, remedy = ''): string {
  return `${subject}: expected "${name}" to be ${expectation}, got "${String(got).slice(0, 80)}".${remedy && ' ' + remedy} (${code})`;
}
