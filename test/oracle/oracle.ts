import { withConfiguredDatabase } from "#db/configured.ts";
import { examine, notHere } from "./invariants.ts";

const shown = 20;

await withConfiguredDatabase(async (database) => {
  const findings = await examine(database);
  for (const { id, says, violations } of findings) {
    const count = violations.length;
    console.log(`${id.padEnd(4)} ${count ? `${count} violation${count > 1 ? "s" : ""}` : "ok"}  ${says}`);
    for (const what of violations.slice(0, shown)) console.log(`       ${what}`);
    if (count > shown) console.log(`       and ${count - shown} more`);
  }
  for (const [id, because] of Object.entries(notHere)) console.log(`${id.padEnd(4)} not checked: ${because}`);
  process.exitCode = findings.some(({ violations }) => violations.length) ? 1 : 0;
});
