import { mustChange } from "../../../db/client.ts";
import { type AccessRequestRow, moveAccessRequest } from "../../../db/queries/access-request.ts";
import { endLinks, moveRegistration } from "../../../db/queries/registration.ts";
import { isUndecided } from "../../../src/domain/access-request.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import type { Context, Person } from "../../context.ts";
import type { Decision } from "../command.ts";

/** The requester takes the request back as long as nobody has decided; whoever was asked finds that it is over. */
export function withdraw(
  request: AccessRequestRow | undefined,
  person: Person,
  { now }: Context,
  next: string,
): Decision {
  if (!request || request.requesterId !== person.id) throw new Refusal("notFound", "errors.404");
  if (request.state === "withdrawn") return { next };
  if (!isUndecided(request)) throw new Refusal("conflict", "errors.409");
  const { id, state, organizationId, registrationId } = request;
  return {
    next,
    writes: [
      mustChange(moveAccessRequest({ id, state }, "withdraw", { decidedAt: now, decidedBy: person.id })),
      ...(registrationId
        ? [mustChange(moveRegistration({ id: registrationId, state: "requested" }, "withdraw", now))]
        : []),
      endLinks("decideRequest", id, now),
      endLinks("answerQuestion", id, now),
    ],
    audit: [
      { subjectId: id, organizationId, from: state, to: "withdrawn" },
      ...(registrationId
        ? [{ subjectId: registrationId, organizationId, from: "requested", to: "withdrawn" }]
        : []),
    ],
    mail: [],
  };
}
