import { limits } from "#src/domain/limits.ts";
import { type Database, type DatabaseAddress, type Meter, openDatabase } from "./client.ts";
import { recentProgress } from "./progress.ts";

const { wait, rest } = limits.replica;

/** Until when a replica is left alone. */
const restsUntil = new Map<string, number>();

/**
 * The replica, to be read: it answers once it has all that the primary had a few seconds ago, else not at all. Null:
 * there is none, nothing is known of the primary since then, or it did not answer lately.
 */
export function openReplica({ replica, ...primary }: DatabaseAddress, meter: Meter): Database | null {
  if (!replica || Date.now() < (restsUntil.get(replica) ?? 0)) return null;
  const after = recentProgress(primary.url);
  return after === null
    ? null
    : openDatabase({ url: replica, authToken: primary.authToken, meter, patience: wait, after });
}

/** Leaves a replica alone for a while that did not answer in time: nobody else waits for it in vain. */
export function restReplica({ replica }: DatabaseAddress) {
  if (replica) restsUntil.set(replica, Date.now() + rest);
}
