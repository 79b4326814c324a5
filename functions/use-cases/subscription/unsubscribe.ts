import { refuseMail } from "#db/queries/budget.ts";
import { recordAudit, recordOperation } from "#db/queries/record.ts";
import { choicesOf, chooseSubscription } from "#db/queries/subscription.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { Context } from "#functions/context/context.ts";
import { isStopped, stoppedBy } from "#functions/context/unsubscribe.ts";

const stopped = { digest: { digest: "none" }, urgent: { urgent: false } } as const;

/**
 * Stops messages for whoever holds the address in one of them, signed in or not: it proves nothing else, and does nothing
 * else (RFC 8058). As often as it is asked, it is done once.
 */
export async function unsubscribe(token: string, context: Context): Promise<void> {
  const { database, settings, now, newId } = context;
  const what = stoppedBy(settings.secrets, token);
  if (!what) throw new Refusal("notFound", "errors.404");
  if (what.kind === "invitation") {
    await database.writeIdempotent([refuseMail(what.mailboxHash, now)]);
    return;
  }
  const { kind, personId, organizationId } = what;
  const { chosen } = await database.read({ chosen: choicesOf(personId, organizationId) });
  if (isStopped(what, chosen)) return;
  const action = "subscription.unsubscribe";
  const id = newId<OperationId>();
  await database.write(recordOperation({ id, personId, action, next: "", at: now }), [
    ...chosen.map((one) => chooseSubscription(personId, one.organizationId, stopped[kind])),
    recordAudit({ at: now, actor: personId, action, subjectId: personId, toState: kind, operationId: id }),
  ]);
}
