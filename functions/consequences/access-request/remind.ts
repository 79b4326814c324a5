import { mustChange } from "#db/client.ts";
import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { accountAdministrators } from "#db/queries/account-role.ts";
import { ofRequest, recordReminder } from "#db/queries/access-request.ts";
import { administratorsAt } from "#db/queries/administrator.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal, throttled } from "#src/domain/refusal.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Decision } from "#functions/command/command.ts";
import type { Loaded } from "#functions/command/query.ts";
import { addressees, inOffice } from "./addressees.ts";
import { settled } from "./decide.ts";

type Id = Parameters<typeof ofRequest>[0];

/** Who could be asked about a request now. */
export const decidersOf = (id: Id) => ({
  administrators: administratorsAt(ofRequest(id, "organization_id")),
  accountAdministrators: accountAdministrators(ofRequest(id, "account_id")),
});

export type Deciders = Loaded<ReturnType<typeof decidersOf>>;

export const everyDecider = ({ administrators, accountAdministrators: ofAccount }: Deciders) => [
  ...inOffice(administrators),
  ...ofAccount,
];

const { ownReminderPause } = limits.accessRequest;

/** Milliseconds until the requester may have a reminder sent; 0: now; null: there is nobody to remind. */
export function reminderWait(
  { state, remindedAt }: Pick<AccessRequestRow, "state" | "remindedAt">,
  now: number,
) {
  if (state !== "pending") return null;
  return remindedAt === null ? 0 : Math.max(remindedAt + ownReminderPause - now, 0);
}

/** *Send reminder*: to everybody who is asked, with the first link, not too often (src/domain/README.md 2.4). */
export function remind(
  request: AccessRequestRow | undefined,
  deciders: Deciders,
  person: Person,
  context: Context,
  next: string,
): Decision {
  if (request?.requesterId !== person.id) throw new Refusal("notFound", "errors.404");
  if (!isUndecided(request)) throw settled(request);
  const { now } = context;
  const wait = reminderWait(request, now);
  if (wait === null) throw new Refusal("conflict", "requests.remind.answerFirst");
  if (wait > 0) {
    const seconds = Math.ceil(wait / 1000);
    const params = { count: Math.ceil(seconds / 3600) };
    throw throttled("form", seconds, { key: "requests.remind.tooSoon", params });
  }
  const { id, organizationId, requesterName: name, requesterEmail: email, placeName: place } = request;
  const reminded = addressees(request, everyDecider(deciders), context);
  return {
    next,
    writes: [
      mustChange(recordReminder(id, now, now - ownReminderPause)),
      ...reminded.flatMap(({ writes }) => writes),
    ],
    audit: [
      { action: "accessRequest.remind", subjectId: id, organizationId, from: "pending", to: "pending" },
    ],
    mail: reminded.map(({ to, linkId }) => ({
      template: "reminder-to-decide",
      to,
      linkId,
      params: { name, email, place, since: request.createdAt },
    })),
  };
}
