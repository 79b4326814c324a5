import { openDatabase } from "../../db/client.ts";
import { type Bindings, settingsOf } from "../env.ts";
import { deliver } from "../use-cases/outbox/deliver.ts";
import { forgetCodes } from "../../db/queries/outbox.ts";
import { forgetOldAttempts } from "../../db/queries/record.ts";
import { forgetEndedCodes, forgetEndedSessions } from "../../db/queries/sign-in.ts";
import { limits } from "../../src/domain/limits.ts";

const sweeps = 50;

/** The work of every minute. May run late, twice or several at once. */
export async function runScheduled(bindings: Bindings): Promise<void> {
  const settings = settingsOf(bindings);
  const database = openDatabase({ ...settings.database, patience: 25_000 });
  for (let sweep = 0; sweep < sweeps; sweep += 1) if (!(await deliver(settings, database))) break;
  const now = Date.now();
  await database.writeIdempotent([
    forgetOldAttempts(now - limits.verification.kept),
    forgetCodes(now),
    forgetEndedCodes(now),
    forgetEndedSessions(now - limits.session.renewAfter),
  ]);
}
