import { openDatabase } from "#db/client.ts";
import { forgetCodes } from "#db/queries/outbox.ts";
import { forgetOldAttempts } from "#db/queries/record.ts";
import { forgetEndedCodes, forgetEndedSessions } from "#db/queries/sign-in.ts";
import { limits } from "#src/domain/limits.ts";
import { type Bindings, type Settings, settingsOf } from "#functions/context/env.ts";
import { deliver } from "#functions/relays/outbox.ts";
import { callProvisioning } from "#functions/relays/provisioning.ts";
import { jobs } from "./jobs.ts";
import { logFailure, sweep } from "./sweep.ts";

const sweeps = 50;
const patience = 25_000;

/** The work of every minute. May run late, twice or several at once. */
export async function runScheduled(bindings: Bindings): Promise<void> {
  const settings = settingsOf(bindings);
  const work = [
    ["outbox", deliverAll],
    ...jobs.map((job) => [job.name, () => sweep(job, settings)] as const),
    ["outbox", deliverAll],
    ["provisioning", callAll],
    ["forget", forget],
  ] as const;
  const failures: unknown[] = [];
  for (const [name, act] of work)
    await act(settings).catch((error: unknown) => {
      logFailure(name, "", error);
      failures.push(error);
    });
  if (failures.length) throw failures[0];
}

async function deliverAll(settings: Settings) {
  for (let round = 0; round < sweeps; round += 1)
    if (!(await deliver(settings, openDatabase({ ...settings.database, patience })))) return;
}

async function callAll(settings: Settings) {
  for (let round = 0; round < sweeps; round += 1)
    if (!(await callProvisioning(settings, openDatabase({ ...settings.database, patience })))) return;
}

async function forget(settings: Settings) {
  const now = Date.now();
  await openDatabase({ ...settings.database, patience }).writeIdempotent([
    forgetOldAttempts({ codes: now - limits.signInCode.kept, others: now - limits.verification.kept }),
    forgetCodes(now),
    forgetEndedCodes(now),
    forgetEndedSessions(now),
  ]);
}
