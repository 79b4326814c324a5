import { createWriteStream, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DatabaseAddress } from "#db/client.ts";
import { calledFrom, withConfiguredDatabase } from "#db/configured.ts";
import { localDirectory } from "#db/local/configured.ts";
import { secretIn } from "#db/local/secret.ts";
import { examineBackup, markLine } from "./file.ts";

/**
 * Writes all of a database into a new file that its owner alone may read, as SQL, as it stands at one instant and while the
 * portal goes on. Refuses where there is a file already; what is not whole is not left behind.
 */
export async function backUp(
  { url, authToken }: DatabaseAddress,
  file: string,
  secret: string | null,
): Promise<number> {
  if (existsSync(file)) throw new Error(`${file} is there already: name a new file.`);
  const part = `${file}.part`;
  try {
    const address = new URL("/dump", url.replace(/^libsql:/u, "https:").replace(/^ws/u, "http"));
    const token = authToken ?? new URL(url).searchParams.get("authToken");
    const answer = await fetch(address, { headers: token ? { authorization: `Bearer ${token}` } : {} });
    if (!answer.ok || !answer.body)
      throw new Error(`The database gives no copy of itself (HTTP status ${answer.status}).`);
    const mark = markLine({ passerelle: "backup", madeAt: new Date().toISOString(), secret });
    await pipeline(
      async function* () {
        yield mark;
        yield* Readable.fromWeb(answer.body as never);
      },
      createWriteStream(part, { mode: 0o600 }),
    );
    await examineBackup(part);
    renameSync(part, file);
    return statSync(file).size;
  } finally {
    rmSync(part, { force: true });
  }
}

if (import.meta.main) {
  const [given, ...others] = process.argv.slice(2);
  if (!given || others.length) {
    process.stderr.write("Usage: npm run backup -- FILE\n");
    process.exitCode = 1;
  } else
    await withConfiguredDatabase(async (database) => {
      const secret = process.env.DATABASE_URL ? null : secretIn(localDirectory());
      const bytes = await backUp(database, resolve(calledFrom("backup"), given), secret);
      console.log(
        `${given}: ${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} MB. It holds ${
          secret ? "the portal's secret and " : ""
        }all that people have entered: keep it as you keep a password.`,
      );
      if (!secret) console.log("PORTAL_SECRET is not in it: keep that apart, or links and sessions end.");
    });
}
