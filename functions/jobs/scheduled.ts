import { openDatabase } from "#db/client.ts";
import { type Bindings, type Settings, settingsOf } from "#functions/context/env.ts";
import { logFailure } from "#functions/context/log.ts";
import { deliver } from "#functions/relays/outbox.ts";
import { callProvisioning } from "#functions/relays/provisioning.ts";
import { forget } from "./forget.ts";
import { jobs } from "./jobs.ts";
import { somethingDue, sweep } from "./sweep.ts";

const sweeps = 50;
const patience = 25_000;

/** The work of every minute. May run late, twice or several at once. */
export async function runScheduled(bindings: Bindings): Promise<void> {
  const settings = settingsOf(bindings);
  const failures: unknown[] = [];
  const attempt = (name: string, act: (settings: Settings) => Promise<unknown>) =>
    act(settings).catch((error: unknown) => {
      logFailure({ job: name }, error);
      failures.push(error);
    });
  await attempt("outbox", deliverAll);
  for (let at = await nextDue(0, settings); at < jobs.length; at = await nextDue(at + 1, settings))
    await attempt(jobs[at]!.name, () => sweep(jobs[at]!, settings));
  await attempt("outbox", deliverAll);
  await attempt("provisioning", callAll);
  await attempt("forget", forget);
  if (failures.length) throw failures[0];
}

/**
 * The place, from here on, of the next job for which something is due. It is asked anew after each, since what one has
 * done makes work for those after it; where they cannot be asked together, the first of them is tried alone.
 */
async function nextDue(from: number, settings: Settings): Promise<number> {
  const rest = jobs.slice(from);
  if (!rest.length) return from;
  try {
    const place = (await somethingDue(rest, settings)).indexOf(true);
    return place < 0 ? jobs.length : from + place;
  } catch {
    return from;
  }
}

async function deliverAll(settings: Settings) {
  for (let round = 0; round < sweeps; round += 1)
    if (!(await deliver(settings, openDatabase({ ...settings.database, patience })))) return;
}

async function callAll(settings: Settings) {
  for (let round = 0; round < sweeps; round += 1)
    if (!(await callProvisioning(settings, openDatabase({ ...settings.database, patience })))) return;
}
