import { and } from "#db/builder.ts";
import { type AccessRequestRow, askedOf } from "#db/queries/access-request-row.ts";
import { moveAccessRequest, standsAsRead } from "#db/queries/access-request.ts";
import { actOnLink, endLinks } from "#db/queries/link.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { accountRoles, type Grant, grantOf } from "#src/domain/account-grant.ts";
import { type Choice, chosen } from "#src/domain/decision.ts";
import { forbidden, Refusal } from "#src/domain/refusal.ts";
import { customerRoles } from "#src/domain/role.ts";
import type { Fields } from "#functions/command/command.ts";
import { change, type Consequences, move, tell, together, write } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import { acceptOwed } from "#functions/consequences/seat/accept-owed.ts";
import type { Context } from "#functions/context/context.ts";
import { chosenGrant, placeIn } from "#functions/input/grant.ts";
import { rightToDecide } from "#functions/rights/decider.ts";
import {
  alreadySettled,
  type Decider,
  type DecisionRecords,
  deciderToRequester,
  partsFor,
} from "#functions/standing/decision.ts";
import { endCases } from "./end-cases.ts";
import { giveAccess } from "./give-access.ts";
import { maskedNamed, type Named } from "#functions/emails/letter.ts";

/** A decision after which nobody else decides; `grant`: in which parts of an account the role is given. */
type Settlement = Exclude<Choice, { decision: "ask" }> & { readonly grant: Grant | null };
type Asking = Extract<Choice, { decision: "ask" }>;

/**
 * The one decision on a request, by whoever, from wherever (src/domain/README.md 2.4): grants it with a role,
 * denies it with a reason, or asks the requester. The first decision wins; refuses what was settled meanwhile.
 */
export function decide(
  records: DecisionRecords,
  decider: Decider,
  fields: Fields,
  context: Context,
): Consequences {
  const [request] = records.request;
  if (!request) throw new Refusal("notFound", "errors.404");
  if (request.requesterId === decider.person.id) throw forbidden("decision.own");
  if (!isUndecided(request)) throw alreadySettled(request);
  const inOrganization = request.organizationId !== null;
  const read =
    !inOrganization && fields["decision"] === "approve"
      ? grantOf(chosenGrant(fields), partsFor(decider, records.parts), decider.reach === null)
      : null;
  const choice = chosen(fields, {
    roles: inOrganization ? customerRoles : accountRoles,
    reasonRequired: inOrganization,
    termsOwed: decider.owes.length > 0,
    also: read && "errors" in read ? read.errors : undefined,
  });
  const grant = read && "grant" in read ? read.grant : null;
  return choice.decision === "ask"
    ? ask(records, request, choice, decider, context)
    : settle(records, request, { ...choice, grant }, decider, context);
}

/** Who decides or asks, as the requester reads it; null: an agent. */
const toRequester = (request: AccessRequestRow, { person, as }: Decider, letsIn: boolean): Named | null =>
  as === "agent" ? null : maskedNamed({ ...person, name: deciderToRequester(request, person, letsIn) });

/** What must hold in the very statement that decides: the decider's right, and that nothing was opened meanwhile. */
const rightOf = ({ person, as, reach }: Decider, request: AccessRequestRow, { cases }: DecisionRecords) =>
  and(
    as === "administrator" ? rightToDecide(person.id, request, reach) : undefined,
    standsAsRead(request.stage, cases),
  );

/** The decider's own link is used up, from wherever the decision is made. */
function useOwnLink(request: AccessRequestRow, { person, amongSeveral }: Decider, now: number) {
  if (amongSeveral) return null;
  const own = askedOf(request).find(({ email, live }) => live && email === person.email);
  return own && change(actOnLink(own.linkId, person.id, now));
}

const requesterOf = ({ requesterEmail, requesterName, requesterLanguage }: AccessRequestRow) => ({
  email: requesterEmail,
  name: requesterName,
  language: requesterLanguage,
});

const detailOf = (choice: Settlement) =>
  choice.decision === "approve" ? { role: choice.role } : { comment: choice.comment };

function settle(
  records: DecisionRecords,
  request: AccessRequestRow,
  choice: Settlement,
  decider: Decider,
  context: Context,
): Consequences {
  const { now } = context;
  const { id, organizationId, registrationId } = request;
  return together(
    move(
      moveAccessRequest,
      request,
      choice.decision,
      { decidedAt: now, decidedBy: decider.person.id, ...detailOf(choice) },
      { organizationId, guard: rightOf(decider, request, records) },
    ),
    registrationId &&
      move(
        moveRegistration,
        { id: registrationId, state: "requested" },
        choice.decision,
        { changedAt: now },
        { organizationId },
      ),
    useOwnLink(request, decider, now),
    write(endLinks("decideRequest", id, now), endLinks("answerQuestion", id, now)),
    choice.decision === "approve" && giveAccess(records, request, choice, decider.person, context),
    acceptOwed(decider.owes, now),
    endCases(records.cases, decider.as, decider.person, context),
    tellRequester(records, request, choice, decider),
  );
}

function tellRequester(
  { parts }: DecisionRecords,
  request: AccessRequestRow,
  choice: Settlement,
  decider: Decider,
): Consequences {
  const place = choice.grant ? placeIn(request.wholeName, choice.grant, parts) : request.placeName;
  const shared = { place, by: toRequester(request, decider, choice.decision === "approve") };
  return choice.decision === "approve"
    ? tell("access-granted", requesterOf(request), { ...shared, role: choice.role })
    : tell("access-denied", requesterOf(request), { ...shared, reason: choice.comment });
}

function ask(
  records: DecisionRecords,
  request: AccessRequestRow,
  { question }: Asking,
  decider: Decider,
  context: Context,
): Consequences {
  const { id, state, organizationId, placeName: place } = request;
  if (state !== "pending") throw new Refusal("conflict", "decision.alreadyAsked");
  return together(
    move(
      moveAccessRequest,
      request,
      "ask",
      { question, answer: null },
      { organizationId, guard: rightOf(decider, request, records) },
    ),
    useOwnLink(request, decider, context.now),
    sendLink(
      { purpose: "answerQuestion", to: requesterOf(request), subjectId: id },
      "information-asked",
      { question, asker: { by: toRequester(request, decider, false), place } },
      context,
    ),
  );
}
