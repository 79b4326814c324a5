const names = new Map<string, string>();

/** What a column is called in code: `due_at` is `dueAt`. */
function nameOf(column: string): string {
  const known = names.get(column);
  if (known !== undefined) return known;
  const name = column.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
  names.set(column, name);
  return name;
}

/** The rows of a statement that was written as text, by the names that code has for columns; JSON in them stays as it is. */
export function inCamelCase(rows: readonly Readonly<Record<string, unknown>>[]) {
  const [first] = rows;
  if (!first) return [];
  const columns = Object.keys(first).map((column) => [column, nameOf(column)] as const);
  return rows.map((row) => {
    const named: Record<string, unknown> = {};
    for (const [column, name] of columns) named[name] = row[column];
    return named;
  });
}
