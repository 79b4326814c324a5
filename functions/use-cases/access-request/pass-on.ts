import { type AccessRequestRow, askedOf, requestById } from "#db/queries/access-request-row.ts";
import { passOn as recordStage } from "#db/queries/access-request.ts";
import { openCasesOf } from "#db/queries/open-case.ts";
import { escalate } from "#src/domain/access-request.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, type Consequences, record, tell, together } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { type KnownAgents, knownAgents } from "#functions/rights/agent.ts";
import { deciderRecords, everyDecider } from "#functions/standing/deciders.ts";

/**
 * Passes on what nobody answers: a reminder, the next administrators, an agent (src/domain/README.md 2.4 and
 * 5.4). However late, what was missed is done in one write; where nobody who was asked may decide, nothing is waited for.
 */
export const passOn = scheduledCommand({
  action: "accessRequest.escalate",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }, context) => ({
    request: requestById(id),
    ...deciderRecords(id),
    cases: openCasesOf(id),
    ...knownAgents(context),
  }),

  decide: (loaded, { id }, context) => {
    const next = `requests/${id}`;
    const [request] = loaded.request;
    if (request?.state !== "pending") return { next };
    const others = everyDecider(loaded).filter(({ personId }) => personId !== request.requesterId);
    const asked = askedOf(request).filter(({ live }) => live);
    const { stage, remind, open, agent } = escalate(
      {
        stage: request.stage,
        waited: context.now - request.clockAt,
        asked: asked.map(({ email }) => email),
      },
      others,
    );
    const reviewed = loaded.cases.some(({ kind }) => kind === "accessRequest");
    if (stage === request.stage && !open.length && (!agent || reviewed)) return { next };

    const { organizationId, state } = request;
    return {
      next,
      ...together(
        change(recordStage(request, stage)),
        record({ subjectId: id, organizationId, from: state, to: state }),
        remind.map((to) =>
          remindWith(
            asked.find(({ email }) => email === to.email)!,
            request,
            to,
          ),
        ),
        open.map((to) => openTo(to, request, context)),
        agent && !reviewed && openToAgents(request, others.length > 0, loaded.known, context),
      ),
    };
  },
});

const about = (request: AccessRequestRow) => ({
  name: request.requesterName,
  email: request.requesterEmail,
  place: request.placeName,
  since: request.createdAt,
});

/** Carries the link that this person has already. */
const remindWith = (
  { linkId }: Pick<ReturnType<typeof askedOf>[number], "linkId">,
  request: AccessRequestRow,
  to: Reader,
): Consequences => tell("reminder-to-decide", to, about(request), { linkId });

/** A link of one's own for somebody who is asked as well from now on. */
function openTo(to: Reader, request: AccessRequestRow, context: Context): Consequences {
  const { id: subjectId, contractNumber, serialNumber, reason } = request;
  const params = { ...about(request), contractNumber, serialNumber, reason };
  return sendLink({ purpose: "decideRequest", to, subjectId }, "request-opened-to-you", params, context);
}

function openToAgents(
  request: AccessRequestRow,
  somebodyDecides: boolean,
  known: KnownAgents,
  context: Context,
): Consequences {
  const { id: subjectId, requesterId, requesterName, requesterEmail, organizationId, placeName } = request;
  return openReview(
    {
      kind: "accessRequest",
      subjectId,
      person: { id: requesterId, name: requesterName, email: requesterEmail },
      organizationId,
      placeName,
      reasons: [somebodyDecides ? "unanswered" : "nobodyDecides"],
    },
    known,
    context,
  );
}
