import type { AccessRequestRow } from "#db/queries/access-request-row.ts";
import { moveAccessRequest } from "#db/queries/access-request.ts";
import { stageAfterAnswer } from "#src/domain/access-request.ts";
import { type Consequences, move, together } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import type { DeciderRecords } from "#functions/standing/deciders.ts";
import { tellAddressees } from "./tell-addressees.ts";

/** The requester has answered: the request waits again for everybody who was asked (src/domain/README.md 2.4). */
export function answerRequest(
  request: AccessRequestRow,
  deciders: DeciderRecords,
  answer: string,
  context: Context,
): Consequences {
  const { organizationId, requesterName: name, requesterEmail: email, placeName: place } = request;
  return together(
    move(
      moveAccessRequest,
      request,
      "answer",
      { answer, clockAt: context.now, stage: stageAfterAnswer(request.stage) },
      { action: "accessRequest.answer", organizationId },
    ),
    tellAddressees(request, deciders, "answer-received", { name, email, place, answer }, context),
  );
}
