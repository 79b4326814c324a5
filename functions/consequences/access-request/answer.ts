import { mustChange } from "#db/client.ts";
import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { moveAccessRequest } from "#db/queries/access-request.ts";
import { stageAfterAnswer } from "#src/domain/access-request.ts";
import type { Context } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";
import { addressees } from "./addressees.ts";
import { type Deciders, everyDecider } from "./remind.ts";

/** The requester has answered: the request waits again for everybody who was asked (src/domain/README.md 2.4). */
export function answerRequest(
  request: AccessRequestRow,
  deciders: Deciders,
  answer: string,
  context: Context,
): Pick<Accepted, "writes" | "audit" | "mail"> {
  const { id, organizationId, requesterName: name, requesterEmail: email, placeName: place } = request;
  const told = addressees(request, everyDecider(deciders), context);
  return {
    writes: [
      mustChange(
        moveAccessRequest({ id, state: "waiting" }, "answer", {
          answer,
          clockAt: context.now,
          stage: stageAfterAnswer(request.stage),
        }),
      ),
      ...told.flatMap(({ writes }) => writes),
    ],
    audit: [
      { action: "accessRequest.answer", subjectId: id, organizationId, from: "waiting", to: "pending" },
    ],
    mail: told.map(({ to, linkId }) => ({
      template: "answer-received",
      to,
      linkId,
      params: { name, email, place, answer },
    })),
  };
}
