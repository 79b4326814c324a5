import { createClient } from "@libsql/client/web";

/** Where in a database one of these words stands, in any text of any row: `table.column`, each once. */
export async function tracesOf(url: string, words: readonly string[]): Promise<string[]> {
  const client = createClient({ url });
  const { rows } = await client.execute(`
    select m.name as name, i.name as column_name from sqlite_master m join pragma_table_xinfo(m.name) i
    where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like 'libsql_%'`);
  const found = await Promise.all(
    rows.map(async ({ name, column_name: column }) => {
      const holds = words.map(() => `instr(lower("${String(column)}"), lower(?)) > 0`).join(" or ");
      const { rows: hits } = await client.execute({
        sql: `select 1 from "${String(name)}" where ${holds} limit 1`,
        args: [...words],
      });
      return hits.length ? [`${String(name)}.${String(column)}`] : [];
    }),
  );
  return found.flat();
}
