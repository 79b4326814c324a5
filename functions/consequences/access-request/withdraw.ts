import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { moveAccessRequest, standsAsRead } from "#db/queries/access-request.ts";
import { endLinks } from "#db/queries/link.ts";
import type { OpenCase } from "#db/queries/open-case.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { type Consequences, move, together, write } from "#functions/command/consequences.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { alreadySettled, decidedByToRequester } from "#functions/standing/decision.ts";
import { endCases } from "./end-cases.ts";

/**
 * The requester takes the request back as long as nobody has decided; whoever was asked finds that it is over. Null: it
 * was withdrawn before.
 */
export function withdrawRequest(
  request: AccessRequestRow | undefined,
  cases: readonly OpenCase[],
  person: Person,
  context: Context,
): Consequences | null {
  if (request?.requesterId !== person.id) throw new Refusal("notFound", "errors.404");
  if (request.state === "withdrawn") return null;
  if (!isUndecided(request)) throw alreadySettled(request, decidedByToRequester(request));
  const { id, organizationId, registrationId } = request;
  const { now } = context;
  return together(
    move(
      moveAccessRequest,
      request,
      "withdraw",
      { decidedAt: now, decidedBy: person.id },
      { action: "accessRequest.withdraw", organizationId, guard: standsAsRead(request.stage, cases) },
    ),
    registrationId &&
      move(
        moveRegistration,
        { id: registrationId, state: "requested" },
        "withdraw",
        { changedAt: now },
        { action: "registration.withdraw", organizationId },
      ),
    write(endLinks("decideRequest", id, now), endLinks("answerQuestion", id, now)),
    endCases(cases, "requester", person, context),
  );
}
