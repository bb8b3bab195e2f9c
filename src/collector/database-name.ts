/** Whether a database is named by an address of PostgreSQL, rather than by a file. */
export function isPostgres(database: string): boolean {
  return /^postgres(ql)?:/i.test(database);
}

/** A database as it may be shown: without user, password and parameters. */
export function describeDatabase(database: string): string {
  if (!isPostgres(database)) return database;
  const {host, pathname} = new URL(database);
  return `postgres://${host}${pathname}`;
}
