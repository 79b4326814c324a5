import { mustChange } from "#db/client.ts";
import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { moveAccessRequest, standsAsRead } from "#db/queries/access-request.ts";
import { endLinks } from "#db/queries/link.ts";
import { type OpenCase } from "#db/queries/open-case.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { Context, Person } from "#functions/context.ts";
import type { Decision } from "#functions/use-cases/command.ts";
import { endCases } from "./cases.ts";
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
  const { id, state, stage, organizationId, registrationId } = request;
  const { now } = context;
  const by = { decidedAt: now, decidedBy: person.id };
  const ended = endCases(cases, "requester", person, context);
  return {
    next,
    writes: [
      mustChange(moveAccessRequest({ id, state }, "withdraw", by, standsAsRead(stage, cases))),
      ...(registrationId
        ? [
            mustChange(
              moveRegistration({ id: registrationId, state: "requested" }, "withdraw", { changedAt: now }),
            ),
          ]
        : []),
      endLinks("decideRequest", id, now),
      endLinks("answerQuestion", id, now),
      ...ended.writes,
    ],
    audit: [
      { action: "accessRequest.withdraw", subjectId: id, organizationId, from: state, to: "withdrawn" },
      ...(registrationId
        ? [
            {
              action: "registration.withdraw",
              subjectId: registrationId,
              organizationId,
              from: "requested",
              to: "withdrawn",
            },
          ]
        : []),
      ...ended.audit,
    ],
    mail: [],
  };
}
