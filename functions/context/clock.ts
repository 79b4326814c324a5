import { type DatabaseAddress, openDatabase } from "#db/client.ts";
import { readLocalClock, setLocalClock } from "#db/queries/record.ts";
import type { Settings } from "./env.ts";

/** How far each database's clock was moved forward. */
const offsets = new Map<string, number>();

/** The business's present. In production it is the real one; the local run can move it forward (`/dev/clock`). */
export async function businessNow(realNow: number, { local, database }: Settings): Promise<number> {
  if (!LOCAL || !local) return realNow;
  const offset = offsets.get(database.url) ?? (await read(database));
  if (offset !== undefined) offsets.set(database.url, offset);
  return realNow + (offset ?? 0);
}

async function read(database: DatabaseAddress): Promise<number | undefined> {
  try {
    const { clock } = await openDatabase({ ...database, patience: 1000 }).read({
      clock: readLocalClock(),
    });
    return clock[0]?.offset ?? 0;
  } catch {
    return undefined;
  }
}

/** Moves the local run's clock forward, for good. */
export async function advance(milliseconds: number, database: DatabaseAddress): Promise<void> {
  const moved = ((await read(database)) ?? 0) + milliseconds;
  await openDatabase(database).writeIdempotent([setLocalClock(moved)]);
  offsets.set(database.url, moved);
}
