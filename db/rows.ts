import type { Rows } from "./hrana.ts";

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
export function inCamelCase({ columns, rows }: Rows) {
  if (!rows.length) return [];
  const names = columns.map(nameOf);
  return rows.map((row) => {
    const named: Record<string, unknown> = {};
    for (const [at, name] of names.entries()) named[name] = row[at];
    return named;
  });
}
