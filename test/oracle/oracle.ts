import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withConfiguredDatabase } from "#db/configured.ts";
import { localDirectory } from "#db/local/configured.ts";
import { listed } from "#src/settings/values.ts";
import { examine, notHere } from "./invariants.ts";

const shown = 20;

/** The portal's, where this command can know them: those that are set, or the one of the local database. */
function secrets(): string[] {
  const { PORTAL_SECRET, DATABASE_URL } = process.env;
  const file = join(localDirectory(), "secret");
  if (PORTAL_SECRET || DATABASE_URL || !existsSync(file)) return listed(PORTAL_SECRET);
  return [readFileSync(file, "utf8")];
}

await withConfiguredDatabase(async (database) => {
  const findings = await examine(database, { secrets: secrets() });
  for (const { id, says, violations } of findings) {
    const count = violations.length;
    console.log(`${id.padEnd(4)} ${count ? `${count} violation${count > 1 ? "s" : ""}` : "ok"}  ${says}`);
    for (const what of violations.slice(0, shown)) console.log(`       ${what}`);
    if (count > shown) console.log(`       and ${count - shown} more`);
  }
  for (const [id, because] of Object.entries(notHere)) console.log(`${id.padEnd(4)} not checked: ${because}`);
  process.exitCode = findings.some(({ violations }) => violations.length) ? 1 : 0;
});
