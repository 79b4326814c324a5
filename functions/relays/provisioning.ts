import type { Database } from "#db/client.ts";
import {
  claimDueCalls,
  doneAt,
  type HeldCall,
  type HeldCase,
  heldCalls,
  heldCases,
  settleCall,
  settleWithoutHook,
} from "#db/queries/provisioning.ts";
import { isErased } from "#src/domain/erased.ts";
import { limits } from "#src/domain/limits.ts";
import { call, type Called } from "#functions/adapters/provisioning.ts";
import { departure } from "#functions/context/departure.ts";
import type { Settings } from "#functions/context/env.ts";
import { relay, retryAt } from "./relay.ts";

const { batch } = limits.outbox;

/** Tells the provider's tools what is due, and never gives up: a call that is repeated says the same. */
export async function callProvisioning(
  settings: Settings,
  database: Database,
  now = Date.now(),
): Promise<number> {
  if (!settings.provisioning.url) {
    await database.writeIdempotent([settleWithoutHook(now)]);
    return 0;
  }
  return relay(database, departure(now), {
    hold: async (until) => {
      const [, calls, cases] = await database.writeIdempotent([
        claimDueCalls(now, until, batch),
        heldCalls(until),
        heldCases(until),
      ]);
      return [...calls, ...cases];
    },
    send: (row) => call(settings, row.id, JSON.stringify(news(row, now)), Date.now()),
    settle: (row, called) => settleCall(row, ...outcome(row, called, Date.now())),
  });
}

const instant = (at: number) => new Date(at).toISOString();

/** What a call says: who holds what where, or how a case stands, as of an instant; a later call of the same says it anew. */
const news = (row: HeldCall | HeldCase, at: number) => ({
  timestamp: instant(at),
  ...("reviewId" in row ? newsOfCase(row) : newsOfAccess(row)),
});

const newsOfCase = ({ reviewId, personId, email, name, ...row }: HeldCase) => ({
  type: "case.changed",
  data: {
    case: { id: reviewId, kind: row.kind, state: row.state },
    organization: row.organizationId === null ? null : { id: row.organizationId, name: row.organization },
    person:
      personId === null
        ? null
        : isErased(email)
          ? { id: personId, erased: true }
          : { id: personId, email, name },
    dueAt: instant(row.decideBy),
    decidedAt: row.decidedAt === null ? null : instant(row.decidedAt),
  },
});

const newsOfAccess = (row: HeldCall) => ({
  type: "access.changed",
  data: {
    person: isErased(row.email)
      ? { id: row.personId, erased: true }
      : { id: row.personId, email: row.email, name: row.name, language: row.language },
    place: { kind: row.kind, id: row.placeId, name: row.placeName },
    roles: JSON.parse(row.roles) as readonly { role: string; virtualAccount: string | null }[],
  },
});

/** The event and what changes with it. */
type Outcome = Parameters<typeof settleCall> extends [unknown, ...infer Rest] ? Rest : never;

function outcome(row: HeldCall | HeldCase, called: Called, now: number): Outcome {
  if (called.outcome === "accepted") return ["accept", { doneAt: doneAt(now), problem: null }];
  const dueAt = retryAt(row.attempts, called.retryAfterMs, now);
  return ["retry", { dueAt, problem: called.because }];
}
