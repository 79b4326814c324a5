import { createClient } from "@libsql/client/web";

/** Where in a database one of these words stands, in any text of any row: `table.column`, each once. */
export async function tracesOf(url: string, words: readonly string[]): Promise<string[]> {
  const client = createClient({ url });
  const { rows } = await client.execute(`
    select m.name as name, i.name as column_name from sqlite_master m join pragma_table_xinfo(m.name) i
    where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like 'libsql_%'`);
  const columns = rows.map(({ name, column_name: column }) => ({
    table: String(name),
    column: String(column),
  }));
  const hits = await client.batch(
    columns.map(({ table, column }) => ({
      sql: `select 1 from "${table}" where ${words.map(() => `instr(lower("${column}"), lower(?)) > 0`).join(" or ")} limit 1`,
      args: [...words],
    })),
    "read",
  );
  return columns.filter((_, at) => hits[at]!.rows.length).map(({ table, column }) => `${table}.${column}`);
}
