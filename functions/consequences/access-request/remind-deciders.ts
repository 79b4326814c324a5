import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { recordReminder } from "#db/queries/access-request.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal, throttled } from "#src/domain/refusal.ts";
import { change, type Consequences, record, together } from "#functions/command/consequences.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { DeciderRecords } from "#functions/standing/deciders.ts";
import { alreadySettled, decidedByToRequester } from "#functions/standing/decision.ts";
import { reminderWait } from "#functions/standing/reminder.ts";
import { tellAddressees } from "./tell-addressees.ts";

/** *Send reminder*: to everybody who is asked, with the first link, not too often (src/domain/README.md 2.4). */
export function remindDeciders(
  request: AccessRequestRow | undefined,
  deciders: DeciderRecords,
  person: Person,
  context: Context,
): Consequences {
  if (request?.requesterId !== person.id) throw new Refusal("notFound", "errors.404");
  if (!isUndecided(request)) throw alreadySettled(request, decidedByToRequester(request));
  const { now } = context;
  refuseTooSoon(reminderWait(request, now));
  const { id, organizationId, requesterName: name, requesterEmail: email, placeName: place } = request;
  const params = { name, email, place, since: request.createdAt };
  return together(
    change(recordReminder(id, now, now - limits.accessRequest.ownReminderPause)),
    record({
      action: "accessRequest.remind",
      subjectId: id,
      organizationId,
      from: request.state,
      to: request.state,
    }),
    tellAddressees(request, deciders, "reminder-to-decide", params, context),
  );
}

function refuseTooSoon(wait: number | null) {
  if (wait === null) throw new Refusal("conflict", "requests.remind.answerFirst");
  if (wait === 0) return;
  const seconds = Math.ceil(wait / 1000);
  const params = { count: Math.ceil(seconds / 3600) };
  throw throttled("form", seconds, { key: "requests.remind.tooSoon", params });
}
