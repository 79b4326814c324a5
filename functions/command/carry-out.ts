import type { Result, Statement } from "#db/builder.ts";
import { mustHold, type Write } from "#db/client.ts";
import { noteGathered } from "#db/queries/budget.ts";
import { isSignedIn } from "#db/queries/person.ts";
import { addCaseNews } from "#db/queries/provisioning.ts";
import { operationById, recordAudit, recordOperation } from "#db/queries/record.ts";
import { useSession } from "#db/queries/session.ts";
import { domainOf } from "#src/domain/email.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { gatheredNotice } from "#src/i18n/addresses.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import { claiming, type Departure } from "#functions/context/departure.ts";
import { addToOutbox } from "#functions/emails/mail.ts";
import type { Consequences } from "./consequences.ts";
import type { Accepted, Refused } from "./decision.ts";

/** Who does what, in which operation. */
interface Doing {
  readonly action: string;
  readonly operationId: OperationId;
  readonly actor: Actor;
  readonly sessionUntil: number | undefined;
}

const asRow = ({ action, actor }: Doing) => ({
  action,
  personId: typeof actor === "string" ? null : actor.id,
});

/** Writes what was decided, in one trip; gives where to go on, or null when the world has moved. */
export async function carryOut(
  by: Doing,
  decision: Accepted | Refused,
  context: Context,
  leaving: Departure,
): Promise<string | null> {
  const { database, now, realNow, departing } = context;
  if ("refusal" in decision) return (await database.write(null, decision.writes)) === "done" ? "" : null;
  const { next, mail } = decision;
  const { operationId, actor } = by;
  const once = recordOperation({ id: operationId, ...asRow(by), next, at: now });
  const writes = everything(by, decision, context);
  if (!departing || !mail.length) return (await database.write(once, writes)) === "done" ? next : null;
  const { claim, readings } = claiming(operationId, leaving, realNow);
  const noted =
    typeof actor === "string" ? [] : [noteGathered(operationId, gatheredNotice, domainOf(actor.email))];
  const done = await database.writeAndRead(once, [...writes, ...noted, claim], {
    ...readings,
    operation: operationById(operationId),
  });
  if (done) departing.push({ ...leaving, held: done });
  return done && (done.operation[0]?.next ?? next);
}

/** The same of what a system of the provider's does, and reads in the same trip what came of it; null: the world has moved. */
export const carryOutAndRead = <T extends Record<string, Statement>>(
  { operationId, ...by }: Doing,
  decision: Consequences,
  context: Context,
  readings: T,
): Promise<{ [K in keyof T]: Result<T[K]> } | null> =>
  context.database.writeAndRead(
    recordOperation({ id: operationId, ...asRow({ operationId, ...by }), next: "", at: context.now }),
    everything({ operationId, ...by }, decision, context),
    readings,
  );

function everything(doing: Doing, { writes, audit, mail }: Consequences, context: Context): Write[] {
  const { action, operationId, actor, sessionUntil } = doing;
  const { session, settings, now, realNow } = context;
  return [
    ...(typeof actor === "object" && typeof session === "object"
      ? [mustHold(isSignedIn(session.token, actor, realNow))]
      : []),
    ...writes,
    ...(audit.length
      ? [
          recordAudit(
            ...audit.map(({ from = null, to = null, ...entry }) => ({
              action,
              ...entry,
              at: now,
              actor: typeof actor === "string" ? actor : actor.id,
              fromState: from,
              toState: to,
              operationId,
            })),
          ),
        ]
      : []),
    ...(audit.length && settings.provisioning.url
      ? [addCaseNews(operationId, { dueAt: realNow, createdAt: now })]
      : []),
    ...mail.map((message) =>
      addToOutbox(message, operationId, context, typeof actor === "string" ? null : actor),
    ),
    ...(sessionUntil && typeof session === "object"
      ? [useSession(session.token, sessionUntil, realNow)]
      : []),
  ];
}
