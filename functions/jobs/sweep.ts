import { openDatabase, Unreachable } from "#db/client.ts";
import type { Due } from "#db/queries/due.ts";
import { newId, type OperationId } from "#src/domain/ids.ts";
import { businessNow } from "#functions/context/clock.ts";
import { type Context, dayOf } from "#functions/context/context.ts";
import type { Settings } from "#functions/context/env.ts";
import { logFailure } from "#functions/context/log.ts";
import { nonce } from "#functions/context/secrets.ts";
import type { Job } from "./job.ts";

const most = 100;
const abreast = 6;

/** The portal itself as the one who asks, at the business's present. */
export async function systemContext(settings: Settings, operationId: string): Promise<Context> {
  const realNow = Date.now();
  const now = await businessNow(realNow, settings);
  return {
    settings,
    database: openDatabase(settings.database),
    now,
    today: dayOf(now, settings.timeZone),
    realNow,
    session: "system",
    operationId: operationId as OperationId,
    newId,
    newNonce: nonce,
    language: settings.language,
    network: null,
  };
}

/** Whether something is due, of each of these jobs: in one trip. */
export async function somethingDue(jobs: readonly Job[], settings: Settings): Promise<boolean[]> {
  const present = await systemContext(settings, "due");
  const asked = jobs.map(({ name, due }) => [name, due(present.now, "", 1, present)] as const);
  const found = await present.database.read(Object.fromEntries(asked));
  return jobs.map(({ name }) => Boolean(found[name]?.length));
}

/**
 * Does all that is due of a job, each item by a write of its own. Late, twice, several at once or cut off halfway does no
 * harm: an item's operation id is that of the state in which it was found. An item that fails is passed over until the
 * next time; a database that is away ends it. Gives the number of items.
 */
export async function sweep({ name, due, command }: Job, settings: Settings): Promise<number> {
  const carryOut = async ({ id, stage }: Due) => {
    try {
      const context = await systemContext(settings, `${name}:${id}:${stage}`);
      await command.run(context, { id, stage: String(stage) });
      return "done";
    } catch (error) {
      logFailure({ job: name, item: id }, error);
      return error instanceof Unreachable ? "away" : "failed";
    }
  };
  const found = async (after: string): Promise<readonly Due[]> => {
    const present = await systemContext(settings, name);
    return (await present.database.read({ items: due(present.now, after, most, present) })).items;
  };
  const doAll = async (items: readonly Due[]) => {
    const outcomes = await inTurns(items, carryOut);
    if (outcomes.length && outcomes.every((outcome) => outcome === "away"))
      throw new Unreachable("the scheduled work stops");
    return items.length;
  };
  const sweepFrom = async (from: string, until?: string) => {
    for (let after = from, done = 0; ;) {
      const items = await found(after);
      const within = until === undefined ? items : items.filter(({ id }) => id <= until);
      done += await doAll(within);
      if (items.length < most || within.length < items.length) return done;
      after = items.at(-1)!.id;
    }
  };

  // Runs that are at it at once begin at different places, and seldom meet.
  const few = await found("");
  if (few.length < most) return doAll(startingAnywhere(few));
  const start = newId();
  return (await sweepFrom(start)) + (await sweepFrom("", start));
}

function startingAnywhere<T>(items: readonly T[]): T[] {
  const place = Math.floor(Math.random() * items.length);
  return [...items.slice(place), ...items.slice(0, place)];
}

/** Several at a time, in order. */
async function inTurns<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [at, item] of queue) results[at] = await act(item);
  };
  await Promise.all(Array.from({ length: abreast }, work));
  return results;
}
