import { openDatabase } from "#db/client.ts";
import { addSeal, countSealed, lastSeal, unsealed } from "#db/queries/audit-seal.ts";
import { sealOf } from "#functions/context/audit-seal.ts";
import type { Settings } from "#functions/context/env.ts";
import { log } from "#functions/context/log.ts";

const most = 500;
const rounds = 20;

/**
 * Seals the audit events since the last seal (SECURITY.md 12); gives how many. Of two that
 * are at it at once one finds the range sealed. What was sealed is told to the log, which the database cannot reach.
 */
export async function sealAudit(settings: Settings): Promise<number> {
  let done = 0;
  for (let round = 0; round < rounds; round += 1) {
    const database = openDatabase(settings.database);
    const { last, events } = await database.read({ last: lastSeal(), events: unsealed(most) });
    const seal = sealOf(last[0], events, settings.secrets[0], Date.now());
    if (!seal || (await database.write(addSeal(seal), [countSealed(events)])) === "moved") return done;
    log({ event: "seal", through: seal.throughId, hash: seal.hash, tag: seal.tag });
    done += events.length;
    if (events.length < most) return done;
  }
  return done;
}
