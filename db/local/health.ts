// Reading is not enough: a wedged server still reads. The table exists only inside the transaction.
const statements = [
  "BEGIN IMMEDIATE",
  "CREATE TABLE IF NOT EXISTS local_write_check (at INTEGER)",
  "DROP TABLE local_write_check",
  "COMMIT",
];

/** Whether the libSQL server at this address commits a write in time. */
export async function acceptsWrites(url: string, authToken: string, withinMs: number): Promise<boolean> {
  const requests = [...statements.map((sql) => ({ type: "execute", stmt: { sql } })), { type: "close" }];
  try {
    const response = await fetch(`${url}/v3/pipeline`, {
      method: "POST",
      headers: { authorization: `Bearer ${authToken}` },
      body: JSON.stringify({ requests }),
      signal: AbortSignal.timeout(withinMs),
    });
    const { results } = (await response.json()) as { results: { type: string }[] };
    return response.ok && results.every(({ type }) => type === "ok");
  } catch {
    return false;
  }
}
