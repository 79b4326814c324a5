import { mustChange } from "#db/client.ts";
import { type AccessRequestRow, askedOf, requestById } from "#db/queries/access-request-row.ts";
import { accountAdministrators } from "#db/queries/account-role.ts";
import { ofRequest, passOn as recordStage } from "#db/queries/access-request.ts";
import { administratorsAt } from "#db/queries/administrator.ts";
import { openCasesOf } from "#db/queries/open-case.ts";
import { escalate } from "#src/domain/access-request.ts";
import { limits } from "#src/domain/limits.ts";
import { counts } from "#src/domain/seat.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import type { Mail } from "#functions/emails/mail.ts";
import { issueLink } from "#functions/context/links.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { openReview } from "#functions/consequences/review/open.ts";

/**
 * Passes on what nobody answers: a reminder, the next administrators, an agent (src/domain/README.md 2.4 and
 * 5.4). However late, what was missed is done in one write; where nobody who was asked may decide, nothing is waited for.
 */
export const passOn = scheduledCommand({
  action: "accessRequest.escalate",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }, context) => ({
    request: requestById(id),
    administrators: administratorsAt(ofRequest(id, "organization_id")),
    accountAdministrators: accountAdministrators(ofRequest(id, "account_id")),
    cases: openCasesOf(id),
    ...knownAgents(context),
  }),

  decide: (loaded, { id }, context) => {
    const next = `requests/${id}`;
    const [request] = loaded.request;
    if (request?.state !== "pending") return { next };
    const { now } = context;
    const others = [
      ...loaded.administrators.filter(counts),
      ...loaded.accountAdministrators.map((one) => ({ ...one, distance: 0 })),
    ].filter(({ personId }) => personId !== request.requesterId);
    const asked = askedOf(request).filter(({ live }) => live);
    const { stage, remind, open, agent } = escalate(
      {
        stage: request.stage,
        waited: now - request.clockAt,
        asked: asked.map(({ email }) => email),
      },
      others,
    );
    const reviewed = loaded.cases.some(({ kind }) => kind === "accessRequest");
    if (stage === request.stage && !open.length && (!agent || reviewed)) return { next };

    const opened = open.map((to) => openTo(request, to, context));
    const review =
      agent && !reviewed
        ? openReview(
            {
              kind: "accessRequest",
              subjectId: id,
              person: requesterOf(request),
              organizationId: request.organizationId,
              placeName: request.placeName,
              reasons: [others.length ? "unanswered" : "nobodyDecides"],
            },
            loaded.known,
            context,
          )
        : { writes: [], audit: [], mail: [] };
    return {
      next,
      writes: [
        mustChange(recordStage(request, stage)),
        ...opened.map(({ write }) => write),
        ...review.writes,
      ],
      audit: [
        { subjectId: id, organizationId: request.organizationId, from: "pending", to: "pending" },
        ...review.audit,
      ],
      mail: [
        ...remind.map((to) =>
          reminder(
            request,
            to,
            asked.find(({ email }) => email === to.email)!,
          ),
        ),
        ...opened.map(({ mail }) => mail),
        ...review.mail,
      ],
    };
  },
});

const requesterOf = ({ requesterId: id, requesterName: name, requesterEmail: email }: AccessRequestRow) => ({
  id,
  name,
  email,
});

const about = (request: AccessRequestRow) => ({
  name: request.requesterName,
  email: request.requesterEmail,
  place: request.placeName,
  since: request.createdAt,
});

/** Carries the link that this person has already. */
const reminder = (
  request: AccessRequestRow,
  to: Reader,
  { linkId }: Pick<ReturnType<typeof askedOf>[number], "linkId">,
): Mail => ({ template: "reminder-to-decide", to, linkId, params: about(request) });

/** A link of one's own for somebody who is asked as well from now on. */
function openTo(request: AccessRequestRow, to: Reader, context: Context) {
  const { lifetime } = limits.lastingLink;
  const link = issueLink(
    { purpose: "decideRequest", email: to.email, subjectId: request.id, lifetime },
    context,
  );
  const { contractNumber, serialNumber, reason } = request;
  const params = { ...about(request), contractNumber, serialNumber, reason };
  const mail: Mail = { template: "request-opened-to-you", to, linkId: link.id, params };
  return { write: link.write, mail };
}
