import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@libsql/client/web";
import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { type DatabaseAddress, openDatabase } from "#db/client.ts";
import { calledFrom, withConfiguredDatabase } from "#db/configured.ts";
import { localDirectory } from "#db/local/configured.ts";
import { keepSecret, secretIn } from "#db/local/secret.ts";
import { migrate } from "#db/migrate.ts";
import { mailCounts, stopMail } from "#db/queries/outbox.ts";
import { examineBackup, type Mark, statementsOf } from "./file.ts";

const atOnce = { bytes: 1_000_000, statements: 5000 };
const patience = 60_000;

/**
 * Fills an empty database from a backup and brings it up to date; no mail leaves until an operator says so. Refuses a file
 * that is not whole and a database that is not empty; cut off, it leaves one that is to be emptied again.
 */
export async function restore(address: DatabaseAddress, file: string): Promise<Mark> {
  const mark = await examineBackup(file);
  const database = openDatabase({ ...address, patience });
  const { tables } = await database.read({
    tables: build.all<{ count: number }>(sql`
      select count(*) as count from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'
        and name not like 'libsql\\_%' escape '\\'`),
  });
  if (tables[0]!.count) throw new Error("The database is not empty: name an empty one.");
  const client = createClient({
    url: address.url,
    ...(address.authToken && { authToken: address.authToken }),
  });
  for await (const block of blocks(statementsOf(file)))
    await client.executeMultiple(`pragma foreign_keys = off; begin; ${block.join("\n")} commit;`);
  await migrate(address);
  await openDatabase({ ...address, patience }).writeIdempotent([
    stopMail(Date.now(), `restored from a backup of ${mark.madeAt}`),
  ]);
  return mark;
}

async function* blocks(statements: AsyncIterable<string>): AsyncGenerator<string[]> {
  let block: string[] = [];
  let bytes = 0;
  for await (const statement of statements) {
    block.push(statement);
    bytes += statement.length;
    if (bytes < atOnce.bytes && block.length < atOnce.statements) continue;
    yield block;
    block = [];
    bytes = 0;
  }
  if (block.length) yield block;
}

if (import.meta.main) {
  const [given, ...others] = process.argv.slice(2);
  if (!given || others.length) {
    process.stderr.write("Usage: npm run restore -- FILE\n");
    process.exitCode = 1;
  } else
    await withConfiguredDatabase(async (address) => {
      const directory = process.env.DATABASE_URL ? null : localDirectory();
      if (directory && secretIn(directory))
        throw new Error(`${directory} has a secret already: name an empty directory by PORTAL_DB.`);
      const { madeAt, secret } = await restore(address, resolve(calledFrom("restore"), given));
      if (directory && secret) keepSecret(directory, secret);
      console.log(`Restored as of ${madeAt}. What was done since is to be done again.`);
      if (!directory || !secret) console.log("PORTAL_SECRET has to be the one of that time.");
      const { counts } = await openDatabase({ ...address, patience }).read({ counts: mailCounts() });
      const waiting = counts.filter(({ state }) => state === "queued" || state === "sending");
      const count = waiting.reduce((sum, one) => sum + one.count, 0);
      console.log(
        `No mail leaves. ${count} messages waited then, and may have left since: npm run mail -- list shows them,\n` +
          "npm run mail -- aside ID… keeps one from leaving again, npm run mail -- start lets the others go.",
      );
      const oracle = fileURLToPath(new URL("../../test/oracle/oracle.ts", import.meta.url));
      const { status } = spawnSync(process.execPath, [oracle], { stdio: "inherit" });
      process.exitCode = status ?? 1;
    });
}
