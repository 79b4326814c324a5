import { openDatabase } from "#db/client.ts";
import { countRuns, type Run } from "#db/queries/job-run.ts";
import { type Bindings, type Settings, settingsOf } from "#functions/context/env.ts";
import { log, logFailure } from "#functions/context/log.ts";
import { deliver } from "#functions/relays/outbox.ts";
import { callProvisioning } from "#functions/relays/provisioning.ts";
import { forget } from "./forget.ts";
import { jobs } from "./jobs.ts";
import { sealAudit } from "./seal.ts";
import { somethingDue, sweep } from "./sweep.ts";

const sweeps = 50;
const patience = 25_000;

/** The work of every minute. May run late, twice or several at once. */
export async function runScheduled(bindings: Bindings): Promise<void> {
  const settings = settingsOf(bindings);
  const failures: unknown[] = [];
  const runs: Run[] = [];
  const attempt = async (name: string, act: (settings: Settings) => Promise<number>) => {
    const items = await act(settings).catch((error: unknown) => {
      logFailure({ job: name }, error);
      failures.push(error);
      return null;
    });
    runs.push({ name, items: items ?? 0, failed: items === null });
  };
  await attempt("outbox", deliverAll);
  for (let at = await nextDue(0, settings); at < jobs.length; at = await nextDue(at + 1, settings))
    await attempt(jobs[at]!.name, () => sweep(jobs[at]!, settings));
  await attempt("outbox", deliverAll);
  await attempt("provisioning", callAll);
  await attempt("seal", sealAudit);
  await attempt("forget", forget);
  await note(runs, settings).catch((error: unknown) => void failures.push(error));
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

/** What was done is counted, for whoever watches over the portal, and told to the log. */
async function note(runs: readonly Run[], settings: Settings) {
  for (const { name, items, failed } of runs) if (items || failed) log({ event: "job", name, items, failed });
  await openDatabase({ ...settings.database, patience }).write(null, [countRuns(runs, Date.now())]);
}

async function deliverAll(settings: Settings) {
  return untilNothing(() => deliver(settings, openDatabase({ ...settings.database, patience })));
}

async function callAll(settings: Settings) {
  return untilNothing(() => callProvisioning(settings, openDatabase({ ...settings.database, patience })));
}

/** Again and again while something was done; gives how much. */
async function untilNothing(act: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let round = 0; round < sweeps; round += 1) {
    const done = await act();
    if (!done) break;
    all += done;
  }
  return all;
}
