import { moveAccessRequest, standsAsRead } from "#db/queries/access-request.ts";
import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { endLinks } from "#db/queries/link.ts";
import type { OpenCase } from "#db/queries/open-case.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Decision } from "#functions/command/command.ts";
import { move, together, write } from "#functions/command/consequences.ts";
import { endCases } from "./end-cases.ts";
import { settled } from "./decide.ts";

/** The requester takes the request back as long as nobody has decided; whoever was asked finds that it is over. */
export function withdraw(
  request: AccessRequestRow | undefined,
  cases: readonly OpenCase[],
  person: Person,
  context: Context,
  next: string,
): Decision {
  if (!request || request.requesterId !== person.id) throw new Refusal("notFound", "errors.404");
  if (request.state === "withdrawn") return { next };
  if (!isUndecided(request)) throw settled(request);
  const { id, organizationId, registrationId } = request;
  const { now } = context;
  return {
    next,
    ...together(
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
    ),
  };
}
