import type { Database } from "#db/client.ts";
import {
  claimDueCalls,
  doneAt,
  type HeldCall,
  heldCalls,
  settleCall,
  settleWithoutHook,
} from "#db/queries/provisioning.ts";
import { limits } from "#src/domain/limits.ts";
import { call, type Called } from "#functions/adapters/provisioning.ts";
import type { Settings } from "#functions/context/env.ts";

const { lease, batch, firstPause, longestPause } = limits.outbox;

/**
 * Tells the provider's tools what is due: claims with a lease, calls, records. Never gives up. May run twice at once and
 * may die at any point: a call that is repeated says the same. Goes by the real time. Gives the number of calls tried.
 */
export async function callProvisioning(
  settings: Settings,
  database: Database,
  now = Date.now(),
): Promise<number> {
  if (!settings.provisioning.url) {
    await database.writeIdempotent([settleWithoutHook(now)]);
    return 0;
  }
  const until = now + lease + Math.random();
  const [, held] = await database.writeIdempotent([claimDueCalls(now, until, batch), heldCalls(until)]);
  if (!held.length) return 0;
  const called = await Promise.all(
    held.map((row) => call(settings, row.id, JSON.stringify(news(row, now)), Date.now())),
  );
  const [first, ...others] = held.map((row, at) => settleCall(row, ...outcome(row, called[at]!, Date.now())));
  await database.writeIdempotent([first!, ...others]);
  return held.length;
}

/** What a call says: who holds what where, as of an instant; a later call of the same says it anew. */
const news = (row: HeldCall, at: number) => ({
  type: "access.changed",
  timestamp: new Date(at).toISOString(),
  data: {
    person: { id: row.personId, email: row.email, name: row.name, language: row.language },
    place: { kind: row.kind, id: row.placeId, name: row.placeName },
    roles: JSON.parse(row.roles) as readonly { role: string; virtualAccount: string | null }[],
  },
});

/** The event and what changes with it. */
type Outcome = Parameters<typeof settleCall> extends [unknown, ...infer Rest] ? Rest : never;

function outcome(row: HeldCall, called: Called, now: number): Outcome {
  if (called.outcome === "accepted") return ["accept", { doneAt: doneAt(now), problem: null }];
  const pause = Math.min(longestPause, firstPause * 2 ** (row.attempts - 1)) * (0.75 + Math.random() / 2);
  const dueAt = Math.round(now + Math.max(pause, called.retryAfterMs));
  return ["retry", { dueAt, problem: called.because }];
}
