import { createWriteStream, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { calledFrom, withConfiguredDatabase } from "#db/configured.ts";
import { localDirectory } from "#db/local/configured.ts";
import { secretIn } from "#db/local/secret.ts";
import { ownDump, servedDump } from "./dump.ts";
import { examineBackup, markLine } from "./file.ts";

/**
 * Writes what a database holds, as SQL, into a new file that its owner alone may read. Refuses where there is a file already;
 * what is not whole is not left behind.
 */
export async function backUp(
  dump: Iterable<string> | AsyncIterable<Uint8Array>,
  file: string,
  secret: string | null,
): Promise<number> {
  if (existsSync(file)) throw new Error(`${file} is there already: name a new file.`);
  const part = `${file}.part`;
  try {
    const mark = markLine({ passerelle: "backup", madeAt: new Date().toISOString(), secret });
    await pipeline(
      async function* () {
        yield mark;
        yield* dump;
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
      const directory = process.env.DATABASE_URL ? null : localDirectory();
      const secret = directory && secretIn(directory);
      const dump = directory ? ownDump(directory) : servedDump(database);
      const bytes = await backUp(dump, resolve(calledFrom("backup"), given), secret);
      console.log(
        `${given}: ${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} MB. It holds ${
          secret ? "the portal's secret and " : ""
        }all that people have entered: keep it as you keep a password.`,
      );
      if (!secret) console.log("PORTAL_SECRET is not in it: keep that apart, or links and sessions end.");
    });
}
